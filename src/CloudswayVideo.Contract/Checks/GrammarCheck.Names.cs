using Newtonsoft.Json;

namespace CloudswayVideo.Contract.Checks;

internal sealed partial class GrammarCheck
{
    /// <summary>Whether a name has a character that it was not meant to have, so that nothing fits it.</summary>
    public bool HasOddText { get; private set; }

    // Of an object, its name or its URL must differ from those of the others.
    private void CheckTwice(JArray list)
    {
        var ignoresCase = NameOf(list) is "tags" or "x-enumNames";
        var seen = new HashSet<string>(
            ignoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal
        );
        foreach (var item in list)
        {
            var fields = tree.Resolve(item);
            var name = fields?["url"].Text()?.TrimEnd('/') ?? fields?["name"].Text();
            if (!seen.Add($"{fields?["in"]} {name ?? item.ToString(Formatting.None)}"))
            {
                findings.AddUnreadable(
                    item,
                    $"{(name is null ? Words.Found(item) : $"\"{name}\"")} appears twice in \"{NameOf(list)}\""
                        + $"{(ignoresCase ? ", or only in another case" : "")}: remove or rename one of them"
                );
            }
        }
    }

    private bool IsOdd(JToken place, string? text, bool isValue = false)
    {
        var odd = text is null ? null : OddText.In(text, isValue);
        if (odd is not null)
        {
            HasOddText = true;
            findings.Add(place, $"\"{text}\" {odd}");
        }

        return odd is not null;
    }
}
