using System.Buffers;

namespace CloudswayVideo.Options;

/// <summary>A value that becomes one segment of a request's path and must not be able to lead elsewhere.</summary>
internal static class PathSegment
{
    private const int MaximumLength = 256;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    );

    /// <summary>Returns the value if it is safe as one segment.</summary>
    /// <exception cref="ArgumentException">It is not; the message says why.</exception>
    public static string Check(string? value, string name) =>
        Problem(value) is { } problem
            ? throw new ArgumentException(
                $"{name} {problem}. Pass the value as Cloudsway issued it.",
                name
            )
            : value!;

    /// <summary>What is wrong with the value as one segment; null if nothing is.</summary>
    public static string? Problem(string? value) =>
        value switch
        {
            null or "" => "is empty",
            { Length: > MaximumLength } =>
                $"has {value.Length} characters, {MaximumLength} are allowed",
            // Uri compacts these after escaping, which would turn the request to another operation.
            "." or ".." => $"is \"{value}\"",
            _ when value.AsSpan().ContainsAnyExcept(Allowed) =>
                "holds a character other than letters, digits, '-', '.', '_' and '~'",
            _ => null,
        };
}
