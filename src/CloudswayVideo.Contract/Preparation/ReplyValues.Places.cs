using Newtonsoft.Json;

namespace CloudswayVideo.Contract.Preparation;

internal sealed partial class ReplyValues
{
    private const int Deepest = 8;
    private const string CallFailure = "call-failure";

    private static string? First(IEnumerable<Place> places, string value)
    {
        var expressions = places
            .Where(place => place.Value == value)
            .Select(place =>
                !place.IsList ? place.Expression
                // A job of several videos runs until each has ended, and succeeds with those that did.
                : value == "status" ? $"{place.Expression}?.MinBy(value => value?.Phase)"
                : $"{place.Expression}?.FirstOrDefault(value => value is not null)"
            )
            .ToList();
        return expressions.Count == 0 ? null : string.Join(" ?? ", expressions);
    }

    // Without a list, the interface makes one of the single value.
    private static string? All(List<Place> places, string value) =>
        places.Find(place => place.Value == value && place.IsList)?.Expression is { } list
            ? $"{list} ?? []"
            : null;

    /// <summary>The values in an object, with the C# expressions that read them.</summary>
    private IEnumerable<Place> Places(string name, string prefix, HashSet<string> above)
    {
        if (above.Count > Deepest)
        {
            yield break;
        }

        var members = (schemas[name]?["properties"]).Members();
        foreach (var (_, property) in members.Where(one => one.Value["x-alias-of"] is null))
        {
            var expression = prefix + property[SchemaNames.Mark].Text();
            var items = property["items"];
            if (ValueOf(property) is { } value)
            {
                yield return new Place(value, expression, items is not null, above.Count, property);
            }
            else if (property["x-call-status"] is JArray successes)
            {
                var failure = CallFailureOf(name, prefix, property, successes);
                yield return new Place(CallFailure, failure, false, above.Count);
            }
            else if (Json.SchemaName(items ?? property) is { } inner && !above.Contains(inner))
            {
                foreach (var place in Inner(inner, expression, items is not null, above))
                {
                    yield return place;
                }
            }
        }
    }

    /// <summary>The expression that makes a CallFailure of the code, its reason and the message beside it.</summary>
    private string CallFailureOf(string name, string prefix, JToken property, JArray successes)
    {
        var code = prefix + property[SchemaNames.Mark].Text();
        var type = property["type"].Text();
        var text = type switch
        {
            "string" => code,
            "integer" or "number" =>
                $"{code}?.ToString(System.Globalization.CultureInfo.InvariantCulture)",
            _ => $"({code})?.ToString()",
        };
        var isEnum =
            Json.SchemaName(property) is { } named && schemas[named]?["x-reasons"] is not null;
        var reason =
            isEnum ? $"({code})?.Reason"
            : property["x-reasons"] is null ? "null"
            : $"{code}Reason";
        var words = schemas[name]!
            ["properties"]
            .Members()
            .Where(sibling => sibling.Value["x-call-message"].IsTrue())
            .Select(sibling => prefix + sibling.Value[SchemaNames.Mark].Text())
            .FirstOrDefault("null");
        var well = string.Join(
            ", ",
            successes.Select(value => JsonConvert.ToString(Words.Text(value)))
        );
        return $"CallFailure.Of({text}, {reason}, {words}, {well})";
    }

    private IEnumerable<Place> Inner(
        string name,
        string expression,
        bool isList,
        HashSet<string> above
    )
    {
        HashSet<string> deeper = [.. above, name];
        if (!isList)
        {
            return Places(name, $"{expression}?.", deeper);
        }

        var item = $"item{deeper.Count}";
        return Places(name, $"{item}?.", deeper)
            .Select(place =>
                place with
                {
                    Expression = place.IsList
                        ? $"{expression}?.SelectMany({item} => {place.Expression} ?? [])"
                        : $"{expression}?.Select({item} => {place.Expression})",
                    IsList = true,
                }
            );
    }

    private sealed record Place(
        string Value,
        string Expression,
        bool IsList,
        int Depth,
        JToken? Property = null
    );
}
