using System.Globalization;

namespace CloudswayVideo.Contract;

/// <summary>The extensions of the contract, which are listed at its top.</summary>
public static class ContractExtension
{
    /// <summary>The value of an extension as text; null if it is not there.</summary>
    /// <param name="extensions">The extensions of a part of the contract.</param>
    /// <param name="name">The name, such as "x-task-value".</param>
    /// <returns>The value.</returns>
    public static string? Of(IDictionary<string, object?>? extensions, string name) =>
        extensions?.TryGetValue(name, out var value) == true
            ? Convert.ToString(value, CultureInfo.InvariantCulture)
            : null;
}
