using System.Buffers;

namespace CloudswayVideo.Options;

/// <summary>Checks values that become one segment of a URL path, so that they cannot lead to another path.</summary>
internal static class PathSegment
{
    private const int MaximumLength = 256;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    );

    /// <summary>Returns the value if it is a valid segment.</summary>
    /// <exception cref="ArgumentException">It is not valid; the message says why.</exception>
    public static string Check(string? value, string name) =>
        Problem(value) is { } problem
            ? throw new ArgumentException(
                $"{name} {problem}. Pass the value as Cloudsway issued it.",
                name
            )
            : value!;

    /// <summary>Why the value is not a valid segment; null if it is valid.</summary>
    public static string? Problem(string? value) =>
        value switch
        {
            null or "" => "is empty",
            { Length: > MaximumLength } =>
                $"has {value.Length} characters; at most {MaximumLength} are allowed",
            // Uri removes these segments, so that the request would go to another operation.
            "." or ".." => $"is \"{value}\"",
            _ when value.AsSpan().ContainsAnyExcept(Allowed) =>
                "contains a character other than letters, digits, '-', '.', '_' and '~'",
            _ => null,
        };
}
