using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Drift;

/// <summary>Exchanges as mapping files of WireMock, of which a mock answers what the service answered.</summary>
public static class Capture
{
    private static readonly JsonSerializer Reader = new()
    {
        DateParseHandling = DateParseHandling.None,
    };

    /// <summary>Makes a mapping of an exchange.</summary>
    /// <param name="masked">The exchange, masked.</param>
    /// <param name="operation">The operation; null if the contract has none such.</param>
    /// <param name="scenario">The sequence of replies that it belongs to.</param>
    /// <param name="number">Its number in that sequence, from 0.</param>
    /// <returns>The mapping; with its SetStateTo, the next one of the sequence follows.</returns>
    public static JObject ToMapping(
        ContractExchange masked,
        ContractOperation? operation,
        string scenario,
        int number
    )
    {
        ArgumentNullException.ThrowIfNull(masked);
        var response = new JObject
        {
            ["StatusCode"] = masked.StatusCode,
            ["Headers"] = JObject.FromObject(masked.ReplyHeaders),
            ["Delay"] = (int)(masked.Elapsed ?? TimeSpan.Zero).TotalMilliseconds,
        };
        if (masked.ReplyBody is { } body)
        {
            response["BodyAsJson"] = body;
        }
        else if (masked.HasOtherBody)
        {
            response["Body"] = WireWords.Masked;
        }

        var mapping = new JObject
        {
            ["Guid"] = Guid.NewGuid(),
            ["Title"] = $"{operation?.Id ?? "no operation"} {masked.StatusCode}",
            ["Scenario"] = scenario,
            ["WhenStateIs"] = number == 0 ? null : StateOf(number),
            ["Request"] = new JObject
            {
                ["Path"] = new JObject { ["Matchers"] = Matchers("WildcardMatcher", masked.Path) },
                ["Methods"] = new JArray(masked.Method),
                ["Params"] = new JArray(
                    masked.Query.Select(one => new JObject
                    {
                        ["Name"] = one.Key,
                        ["Matchers"] = Matchers("ExactMatcher", one.Value),
                    })
                ),
            },
            ["Response"] = response,
            // WireMock lets it pass; the request is no condition for the answer, and is compared later all the same.
            ["Data"] = new JObject
            {
                ["request"] = masked.RequestBody,
                ["seenOn"] = masked.SeenOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
        };
        return mapping;
    }

    /// <summary>The name of a state in a sequence of mappings.</summary>
    /// <param name="number">The number of the mapping that is next, from 0.</param>
    /// <returns>The name.</returns>
    public static string StateOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} answered");

    /// <summary>Reads the exchanges of a mapping file, of WireMock.Net or of WireMock.</summary>
    /// <param name="text">One mapping, a list of them, or an object that has them in "mappings".</param>
    /// <param name="name">The file, or what to call the text.</param>
    /// <returns>The exchanges, in the order of the file.</returns>
    /// <exception cref="ContractException">The text is none of these.</exception>
    public static IReadOnlyList<ContractExchange> Read(string text, string name)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text));
            var json = Reader.Deserialize<JToken>(reader);
            return [.. Mappings(json).Select(mapping => ToExchange(mapping, name))];
        }
        catch (JsonException exception)
        {
            throw new ContractException(
                $"{name} is no capture: it is no JSON. {exception.Message}",
                exception
            );
        }
    }

    private static JArray Mappings(JToken? json) =>
        json switch
        {
            JArray list => list,
            JObject file when Member(file, "mappings") is JArray list => list,
            null => [],
            _ => [json],
        };

    private static ContractExchange ToExchange(JToken mapping, string name)
    {
        var (request, response) = (Member(mapping, "request"), Member(mapping, "response"));
        var status = Member(response, "statusCode", "status");
        var whole = Pattern(Member(request, "path", "url", "urlPath"));
        if (whole is null || !int.TryParse(Checks.Words.Text(status), out var statusCode))
        {
            throw new ContractException(
                $"{name} is no capture: a mapping needs a Request with a Path and a Response with a StatusCode, as "
                    + "\"mock --forward URL --record FOLDER\" writes it."
            );
        }

        var body = Member(response, "bodyAsJson", "jsonBody");
        var other = Checks.Words.Text(Member(response, "body"));
        var data = Member(mapping, "data");
        var delay = Member(response, "delay", "fixedDelayMilliseconds");
        return new ContractExchange
        {
            Method =
                (
                    Member(request, "methods")?.FirstOrDefault() ?? Member(request, "method")
                )?.ToString() ?? "GET",
            Path = whole.Split('?')[0],
            Query = QueryOf(request, whole),
            RequestBody = Member(data, "request") is { Type: not JTokenType.Null } sent
                ? sent
                : null,
            StatusCode = statusCode,
            ReplyHeaders = HeadersOf(Member(response, "headers")),
            ReplyBody = body ?? JsonOf(other),
            HasOtherBody = body is null && other.Length > 0 && JsonOf(other) is null,
            Elapsed = delay is JValue { Type: JTokenType.Integer or JTokenType.Float }
                ? TimeSpan.FromMilliseconds((double)delay)
                : null,
            SeenOn = DateOnly.TryParse(
                Checks.Words.Text(Member(data, "seenOn")),
                CultureInfo.InvariantCulture,
                out var date
            )
                ? date
                : null,
        };
    }

    private static Dictionary<string, string> QueryOf(JToken? request, string whole)
    {
        var query = whole.Split('?').ElementAtOrDefault(1) ?? "";
        var inPath = query
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair =>
                (
                    Uri.UnescapeDataString(pair[0]),
                    Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "")
                )
            );
        var listed = (Member(request, "params") as JArray ?? []).Select(one =>
            (Checks.Words.Text(Member(one, "name")), Pattern(one) ?? "")
        );
        return inPath
            .Concat(listed)
            .GroupBy(one => one.Item1)
            .ToDictionary(one => one.Key, one => one.First().Item2);
    }

    private static Dictionary<string, string> HeadersOf(JToken? headers) =>
        Checks
            .ContractTree.Fields(headers)
            .ToDictionary(
                header => header.Name,
                header => string.Join(", ", header.Value is JArray all ? all : [header.Value]),
                StringComparer.OrdinalIgnoreCase
            );

    // A text, or the first of the matchers that stand for one.
    private static string? Pattern(JToken? token) =>
        token is JValue { Type: JTokenType.String } text
            ? (string?)text
            : (string?)(Member(Member(token, "matchers")?.FirstOrDefault(), "pattern") as JValue);

    private static JToken? JsonOf(string text)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text));
            return text.TrimStart() is ['{' or '[', ..] ? Reader.Deserialize<JToken>(reader) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The two WireMocks write names in other cases.
    private static JToken? Member(JToken? token, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (
                token is JObject fields
                && fields.TryGetValue(name, StringComparison.OrdinalIgnoreCase, out var value)
            )
            {
                return value;
            }
        }

        return null;
    }

    private static JArray Matchers(string name, string pattern) =>
        [new JObject { ["Name"] = name, ["Pattern"] = pattern }];
}
