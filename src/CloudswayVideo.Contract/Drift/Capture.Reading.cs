using Newtonsoft.Json;

namespace CloudswayVideo.Contract.Drift;

public static partial class Capture
{
    private static readonly JsonSerializer Reader = new()
    {
        DateParseHandling = DateParseHandling.None,
    };

    /// <summary>Reads the exchanges of a mapping file, of WireMock.Net or of WireMock.</summary>
    /// <param name="text">One mapping, a list of them, or an object that has them in "mappings".</param>
    /// <param name="name">The file, or another name of the text, for error messages.</param>
    /// <returns>The exchanges, in the order of the file.</returns>
    /// <exception cref="ContractException">The text is no mapping file.</exception>
    public static IReadOnlyList<ContractExchange> Read(string text, string name)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text));
            var json = Reader.Deserialize<JToken>(reader);
            return Mappings(json) is { Count: > 0 } mappings
                ? [.. mappings.Select(mapping => ToExchange(mapping, name))]
                : throw new ContractException($"{name} is not a capture: it has no mapping.");
        }
        catch (JsonException exception)
        {
            throw new ContractException(
                $"{name} is not a capture: it is not JSON. {exception.Message}",
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
        var whole = Pattern(Member(request, "path", "url", "urlPath", "urlPathTemplate"));
        if (whole is null || !int.TryParse(Words.Text(status), out var statusCode))
        {
            throw new ContractException(
                $"{name} is not a capture: a mapping needs a Request with a Path and a Response with a StatusCode, as "
                    + "\"mock --forward URL --record FOLDER\" writes it."
            );
        }

        var body = Member(response, "bodyAsJson", "jsonBody");
        var other = Words.Text(Member(response, "body"));
        var data = Member(mapping, "data");
        var delay = Member(response, "delay", "fixedDelayMilliseconds");
        return new ContractExchange
        {
            Method =
                (Member(request, "methods")?.FirstOrDefault() ?? Member(request, "method"))
                    ?.ToString()
                    .ToUpperInvariant()
                ?? "GET",
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
                ? TimeSpan.FromMilliseconds(Math.Clamp((double)delay, 0, int.MaxValue))
                : null,
            SeenOn = DateOnly.TryParse(
                Words.Text(Member(data, "seenOn")),
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
            (Words.Text(Member(one, "name")), Pattern(one) ?? "")
        );
        return inPath
            .Concat(listed)
            .GroupBy(one => one.Item1)
            .ToDictionary(one => one.Key, one => one.First().Item2);
    }

    private static Dictionary<string, string> HeadersOf(JToken? headers) =>
        headers
            .Fields()
            .GroupBy(header => header.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                header => header.Key,
                header =>
                    string.Join(
                        ", ",
                        header.SelectMany(one => one.Value is JArray all ? all : [one.Value])
                    ),
                StringComparer.OrdinalIgnoreCase
            );

    // A plain string, or the pattern of the first matcher.
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

    // WireMock.Net and WireMock write names in different cases.
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
}
