namespace CloudswayVideo.Contract.Drift;

/// <summary>Decides which texts of the traffic may be shown: those that cannot be a prompt, an id or a key.</summary>
internal static partial class SafeText
{
    public const string Masked = "(masked)";

    /// <summary>Whether a text looks like the name of a field, and not like an id that is used as one.</summary>
    public static bool IsName(string text) => Name().IsMatch(text) && text.Count(char.IsDigit) < 6;

    /// <summary>Whether a text looks like a status or an error code.</summary>
    public static bool IsWord(string text) => Word().IsMatch(text) && text.Count(char.IsDigit) < 9;

    [GeneratedRegex(@"\A[A-Za-z_$][A-Za-z0-9_$.-]{0,39}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A([A-Za-z][A-Za-z0-9_-]{0,39}|-?[0-9]{1,6})\z")]
    private static partial Regex Word();
}
