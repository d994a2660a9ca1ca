using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using WireMock.Admin.Mappings;
using WireMock.ResponseBuilders;
using WireMock.Types;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Checks the JSON of mappings. WireMock.Net ignores fields that it does not know, such as those of WireMock for Java,
/// and a mapping without its conditions answers every request, submissions included.
/// </summary>
internal static partial class MappingText
{
    private static readonly string[] JavaPaths = ["urlPath", "urlPathPattern"];

    /// <summary>Finds the first mistake in the text of a mapping or of a list of mappings.</summary>
    /// <returns>The mistake; null without one.</returns>
    public static string? ProblemOf(string text) => ProblemOfEach(text, ProblemOfMapping);

    /// <summary>The same for mappings of WireMock for Java, which WireMock.Net translates in part.</summary>
    public static string? ProblemOfJava(string text) => ProblemOfEach(text, ProblemOfJavaMapping);

    /// <summary>Finds the first mistake in an object for WireMock.Net.</summary>
    public static string? ProblemOf<T>(string text) =>
        ProblemOf(
            text,
            json =>
                json is JObject fields
                    ? Read<T>(fields).Problem
                    : $"found {json.Type}, it is an object"
        );

    /// <summary>The ids of the mappings in a text; none if it cannot be read.</summary>
    public static IReadOnlyList<Guid> GuidsOf(string text)
    {
        try
        {
            return
            [
                .. Each(JToken.Parse(text))
                    .OfType<JObject>()
                    .Select(mapping =>
                        $"{mapping.GetValue(nameof(MappingModel.Guid), StringComparison.OrdinalIgnoreCase)}"
                    )
                    .Where(id => Guid.TryParse(id, out _))
                    .Select(Guid.Parse),
            ];
        }
        catch (JsonReaderException)
        {
            return [];
        }
    }

    /// <summary>Whether WireMock writes any of the mappings in a text into a file.</summary>
    public static bool IsSaved(string text) =>
        JToken
            .Parse(text)
            .SelectTokens("$..*")
            .OfType<JValue>()
            .Any(value =>
                value is { Type: JTokenType.Boolean, Value: true, Parent: JProperty field }
                && field.Name.Equals(
                    nameof(MappingModel.SaveToFile),
                    StringComparison.OrdinalIgnoreCase
                )
            );

    private static string? ProblemOfEach(string text, Func<JToken, string?> problem) =>
        ProblemOf(text, json => Each(json).Select(problem).FirstOrDefault(one => one is not null));

    // Not a new array around one mapping, from which its paths would begin.
    private static IEnumerable<JToken> Each(JToken json) =>
        json is JArray list ? list.AsEnumerable() : [json];

    private static string? ProblemOf(string text, Func<JToken, string?> problem)
    {
        try
        {
            return problem(JToken.Parse(text));
        }
        catch (JsonReaderException exception)
        {
            return $"it is no JSON: {exception.Message.TrimEnd('.')}";
        }
    }

    private static string? ProblemOfJavaMapping(JToken mapping)
    {
        if (
            mapping.DeepClone() is not JObject fields
            || fields["response"] is not JObject
            || fields["request"] is not JObject request
            || !JavaPaths.Any(request.ContainsKey)
        )
        {
            return $"a mapping has a request with one of {string.Join(", ", JavaPaths)}, and a response; WireMock.Net "
                + "ignores other paths and lists";
        }

        var ignored = fields
            .Descendants()
            .OfType<JValue>()
            .FirstOrDefault(value =>
                !Translated().IsMatch(value.Path)
                || value is { Path: "request.method", Value: "ANY" }
            );
        return ignored is null
            ? null
            : $"{ignored.Path}: WireMock.Net does not translate {ignored.Path.Split('.')[^1]}, and would answer as if "
                + $"it were not there; POST {AdminRequests.Mappings} takes mappings of its own form";
    }

    private static string? ProblemOfMapping(JToken mapping)
    {
        if (mapping is not JObject fields)
        {
            return $"found {mapping.Type}, a mapping is an object";
        }

        foreach (var comment in fields.Properties().Where(IsComment).ToList())
        {
            comment.Remove();
        }

        var (model, problem) = Read<MappingModel>(fields);
        return problem
            ?? (model?.Request is null ? "Request: is required and missing" : null)
            ?? (
                model?.Response is { } response
                    ? ProblemOf(response)
                    : "Response: is required and missing"
            );
    }

    // WireMock ignores other values, or closes the connection.
    private static string? ProblemOf(ResponseModel response) =>
        ProblemOf<FaultType>("Fault.Type", response.Fault?.Type)
        ?? ProblemOf<TransformerType>("TransformerType", response.TransformerType)
        ?? (
            response.StatusCode is null
            || response.UseTransformer == true
            || int.TryParse($"{response.StatusCode}", CultureInfo.InvariantCulture, out var code)
                && code is >= 100 and <= 999
                ? null
                : $"Response.StatusCode: found {response.StatusCode}, it is a number from 100 to 999"
        );

    private static string? ProblemOf<TValue>(string name, string? found)
        where TValue : struct, Enum =>
        found is null || Enum.TryParse<TValue>(found, out _)
            ? null
            : $"Response.{name}: found {found}, it is one of {string.Join(", ", Enum.GetNames<TValue>())}";

    private static (T? Model, string? Problem) Read<T>(JObject fields)
    {
        var problems = new List<string>();
        var strict = JsonSerializer.Create(
            new JsonSerializerSettings { MissingMemberHandling = MissingMemberHandling.Error }
        );
        strict.Error += (_, error) =>
        {
            problems.Add(Text(error.ErrorContext));
            error.ErrorContext.Handled = true;
        };
        return (fields.ToObject<T>(strict), problems.FirstOrDefault());
    }

    // The fields of WireMock for Java that WireMock.Net translates without loss.
    [GeneratedRegex(
        """
            ^(id|uuid|name|persistent|insertionIndex|metadata.*
            |request\.(method|urlPath|urlPathPattern|bodyPatterns\[0]\.(equalTo|matches|equalToJson.*)
                |(headers|cookies|queryParameters).+\.(equalTo|matches))
            |response\.(status|headers.+|body|jsonBody.*|base64Body|bodyFileName|transformers.*))$
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Translated();

    private static bool IsComment(JProperty field) => field.Name.StartsWith('$');

    private static string Text(ErrorContext error)
    {
        var known = error
            .OriginalObject?.GetType()
            .GetProperties()
            .Select(property => property.Name)
            .ToList();
        return known is null || known.Contains($"{error.Member}", StringComparer.OrdinalIgnoreCase)
            ? $"{error.Path}: {error.Error.Message.TrimEnd('.')}"
            : $"{error.Path}: is unknown to WireMock.Net (WireMock for Java has other fields); known are "
                + string.Join(", ", known);
    }
}
