using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using WireMock.Admin.Mappings;

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
            return $"it is no JSON: {exception.Message.TrimEnd('.')}";
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

        var problems = new List<string>();
        var strict = JsonSerializer.Create(
            new JsonSerializerSettings { MissingMemberHandling = MissingMemberHandling.Error }
        );
        strict.Error += (_, error) =>
        {
            problems.Add(Text(error.ErrorContext));
            error.ErrorContext.Handled = true;
        };
        var model = fields.ToObject<MappingModel>(strict);
        return problems.FirstOrDefault()
            ?? (model?.Request is null ? "Request: is required and missing" : null)
            ?? (model?.Response is null ? "Response: is required and missing" : null);
    }

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
