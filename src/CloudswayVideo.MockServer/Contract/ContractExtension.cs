using System.Globalization;

namespace CloudswayVideo.MockServer.Contract;

/// <summary>The extensions of the contract, which are listed at its top.</summary>
internal static class ContractExtension
{
    public static string? Of(IDictionary<string, object?>? extensions, string name) =>
        extensions?.TryGetValue(name, out var value) == true
            ? Convert.ToString(value, CultureInfo.InvariantCulture)
            : null;
}
