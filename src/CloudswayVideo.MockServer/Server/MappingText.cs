using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using WireMock.Admin.Mappings;
using WireMock.Admin.Settings;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Checks the JSON of mappings. WireMock.Net ignores fields that it does not know, such as those of WireMock for Java,
/// and a mapping without its conditions answers every request, submissions included.
/// </summary>
internal static class MappingText
{
    /// <summary>Finds the first mistake in the text of a mapping or of a list of mappings.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isMapping">False if it may be any other JSON.</param>
    /// <returns>The mistake; null without one.</returns>
    public static string? ProblemOf(string text, bool isMapping = true)
    {
        try
        {
            var json = JToken.Parse(text);
            return (json is JArray list ? list.AsEnumerable() : [json])
                .Where(_ => isMapping)
                .Select(ProblemOfMapping)
                .FirstOrDefault(problem => problem is not null);
        }
        catch (JsonReaderException exception)
        {
            return NoJson(exception);
        }
    }

    /// <summary>The ids of the mappings in a text; none if it cannot be read.</summary>
    public static IReadOnlyList<Guid> GuidsOf(string text)
    {
        try
        {
            var json = JToken.Parse(text);
            return
            [
                .. (json is JArray list ? list.AsEnumerable() : [json])
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

    /// <summary>Finds the first mistake in settings of WireMock, which it would ignore.</summary>
    public static string? ProblemOfSettings(string text)
    {
        try
        {
            return JToken.Parse(text) is JObject settings
                ? Read<SettingsModel>(settings).Problem
                : "settings are an object";
        }
        catch (JsonReaderException exception)
        {
            return NoJson(exception);
        }
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
            ?? (model?.Response is null ? "Response: is required and missing" : null);
    }

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

    private static string NoJson(JsonReaderException exception) =>
        $"it is no JSON: {exception.Message.TrimEnd('.')}";

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
