using Newtonsoft.Json;

namespace CloudswayVideo.Contract.Drift;

/// <summary>One action of an overlay that was learnt from captures.</summary>
/// <param name="Target">The place in the contract, as JSONPath.</param>
/// <param name="Update">What is added there; null to remove the place.</param>
/// <param name="Guess">A guess that the reader of the overlay must check; null if there is none.</param>
internal sealed partial record Lesson(string Target, JToken? Update, string? Guess = null)
{
    public Lesson(JToken place, JToken? update, string? guess = null)
        : this(PathOf(place), update, guess) { }

    /// <summary>The action as the lines of an overlay.</summary>
    public string Text =>
        string.Join(
            "\n",
            new[]
            {
                $"  - target: {JsonConvert.ToString(Target)}",
                Guess is null
                    ? null
                    : $"    description: {JsonConvert.ToString($"GUESS: {Guess}")}",
                Update is null
                    ? "    remove: true"
                    : $"    update: {Update.ToString(Formatting.None)}",
            }.OfType<string>()
        );

    /// <summary>What it adds, the type of a field aside: learnt once in a round.</summary>
    public string Key =>
        Update is JObject { Count: 1 } update
        && Target.EndsWith(".properties", StringComparison.Ordinal)
            ? $"{Target} {update.Properties().First().Name}"
            : Text;

    /// <summary>The path of a part of the contract, as JSONPath (RFC 9535).</summary>
    public static string PathOf(JToken token) =>
        string.Concat(
            token
                .AncestorsAndSelf()
                .Reverse()
                .Select(one =>
                    one is JProperty property ? Step(property.Name)
                    : one.Parent is JArray list ? $"[{list.IndexOf(one)}]"
                    : one.Parent is null ? "$"
                    : ""
                )
        );

    private static string Step(string name) =>
        Plain().IsMatch(name) ? $".{name}" : $"['{Escape(name)}']";

    /// <summary>A text as RFC 9535 writes it between single quotes.</summary>
    public static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("'", "\\'", StringComparison.Ordinal);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Plain();
}
