using System.Numerics;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Reads JSON as strictly as the standard. The service may refuse what some readers accept, such as a duplicate key, or
/// read it in another way.
/// </summary>
internal static class RequestJson
{
    private const int MaximumDepth = 64;

    /// <summary>Reads a text.</summary>
    /// <returns>The value, or what is wrong with the text.</returns>
    public static (JToken? Json, string? Problem) Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (null, "the body is missing");
        }

        try
        {
            using var strict = JsonDocument.Parse(
                text,
                new JsonDocumentOptions
                {
                    AllowDuplicateProperties = false,
                    MaxDepth = MaximumDepth,
                }
            );
            ReadTexts(strict.RootElement);
            using var reader = new Newtonsoft.Json.JsonTextReader(new StringReader(text))
            {
                DateParseHandling = Newtonsoft.Json.DateParseHandling.None,
                MaxDepth = MaximumDepth,
            };
            var json = JToken.ReadFrom(reader);
            return (json, FirstProblem(json));
        }
        catch (Exception exception)
            when (exception
                    is JsonException
                        or InvalidOperationException
                        or Newtonsoft.Json.JsonException
            )
        {
            return (null, $"the body is no JSON: {exception.Message.TrimEnd('.')}");
        }
    }

    private static string? FirstProblem(JToken json) =>
        (json is JContainer container ? container.DescendantsAndSelf() : [json])
            .Select(token =>
                (token as JValue)?.Value switch
                {
                    BigInteger => $"{PathOf(token)}: found an integer beyond 64 bits",
                    double number when !double.IsFinite(number) =>
                        $"{PathOf(token)}: found a number that is too large for a double",
                    _ => null,
                }
            )
            .FirstOrDefault(problem => problem is not null);

    private static string PathOf(JToken token) =>
        token.Path is { Length: > 0 } path ? path : "the body";

    // A text with half of a surrogate pair fails only when it is read.
    private static void ReadTexts(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                value.GetString();
                break;
            case JsonValueKind.Array:
                value.EnumerateArray().ToList().ForEach(ReadTexts);
                break;
            case JsonValueKind.Object:
                value.EnumerateObject().ToList().ForEach(member => ReadTexts(member.Value));
                break;
        }
    }
}
