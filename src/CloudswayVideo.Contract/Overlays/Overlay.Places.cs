using CloudswayVideo.Contract.Overlays;
using Newtonsoft.Json;

namespace CloudswayVideo.Contract;

public sealed partial class Overlay
{
    // The specification lets an action that selects nothing pass, which would hide every typing error.
    private static IReadOnlyList<JToken> Select(JObject contract, string target, string which)
    {
        try
        {
            var path = JsonPathReader.Read(target);
            return path.Select(contract) is { Count: > 0 } places
                ? places
                : throw new ContractException(
                    $"{which} targets {target}, {Missing(path, contract)}"
                );
        }
        catch (Exception exception)
            when (exception
                    is FormatException
                        or JsonException
                        or RegexParseException
                        or RegexMatchTimeoutException
            )
        {
            throw new ContractException(
                $"{which} targets {target}, which is not a JSONPath: {exception.Message}. Put names with "
                    + "other characters than letters and digits in brackets, such as $.paths['/a/b'].",
                exception
            );
        }
    }

    private static string Missing(JsonPath path, JObject contract)
    {
        var (reached, nodes, next) = path.Reach(contract);
        var names = nodes
            .OfType<JObject>()
            .SelectMany(node => node.Properties())
            .Select(one => one.Name)
            .Distinct()
            .ToList();
        var sought = next.Trim('.', '[', ']', '\'', '"');
        return next.Contains('?', StringComparison.Ordinal) || names.Count == 0
            ? $"but nothing in {reached} fits {next}."
            : $"but {reached} has no \"{sought}\"; {Words.Allowed(sought, names)}";
    }

    // Merging loses where the overlay has the name of a field, and findings would name a line of the contract.
    private static void Locate(JObject merged, JObject changes)
    {
        foreach (var change in changes.Properties())
        {
            var field = merged.Property(change.Name, StringComparison.Ordinal);
            if (field is { Value: JObject inner } && change.Value is JObject more)
            {
                Locate(inner, more);
            }
            else
            {
                field?.RemoveAnnotations<TextPosition>();
            }

            if (
                field?.Annotation<TextPosition>() is null
                && change.Annotation<TextPosition>() is { } at
            )
            {
                field?.AddAnnotation(at);
            }
        }
    }
}
