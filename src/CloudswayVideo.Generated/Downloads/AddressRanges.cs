using System.Net;
using System.Net.Sockets;

namespace CloudswayVideo.Downloads;

/// <summary>
/// Which addresses are public. The others lead to this machine, to its network, to a cloud's metadata service or, by
/// way of an IPv4 address inside an IPv6 one, to any of them. The list is that of the IANA registries of special
/// addresses.
/// </summary>
internal static class AddressRanges
{
    // This machine and its networks: also where a gateway may be that is trusted to name such addresses itself.
    private static readonly IPNetwork[] Private = Parse(
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "::1/128",
        "fc00::/7",
        "fe80::/10"
    );

    // No public host has one of these.
    private static readonly IPNetwork[] Special = Parse(
        "0.0.0.0/8",
        // The host agent of Azure.
        "168.63.129.16/32",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        // Teredo and other protocol assignments.
        "2001::/23",
        "2001:db8::/32",
        // 6to4.
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20"
    );

    // All other IPv6 addresses are special: NAT64, SIIT, IPv4-compatible, discard, segment routing, local, multicast.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether a host is this machine or one of its network by its name alone.</summary>
    public static bool IsPrivate(string host) =>
        IsLocalhost(host)
        || (IPAddress.TryParse(Bare(host), out var address) && Contains(Private, Plain(address)));

    /// <summary>Whether a host is not a public one by its name alone.</summary>
    public static bool IsLocal(string host) =>
        IsLocalhost(host) || (IPAddress.TryParse(Bare(host), out var address) && IsLocal(address));

    /// <summary>Whether an address is not a public one.</summary>
    public static bool IsLocal(IPAddress address)
    {
        var plain = Plain(address);
        return Contains(Private, plain)
            || Contains(Special, plain)
            || (
                plain.AddressFamily == AddressFamily.InterNetworkV6
                && (
                    !GlobalUnicast.Contains(plain)
                    || (OfIsatap(plain) is { } inner && IsLocal(inner))
                )
            );
    }

    private static bool IsLocalhost(string host) =>
        Bare(host) is var name
        && (
            name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        );

    // A final dot only says that the name is complete; with it, the same address is no literal to the parser of URLs.
    private static string Bare(string host) => host.TrimEnd('.');

    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    // ISATAP: in any network, an interface named 0:5efe or 200:5efe has an IPv4 address for its last four bytes.
    private static IPAddress? OfIsatap(IPAddress address) =>
        address.GetAddressBytes() is [.., 0 or 2, 0, 0x5E, 0xFE, var a, var b, var c, var d]
            ? new IPAddress([a, b, c, d])
            : null;

    private static bool Contains(IPNetwork[] networks, IPAddress address) =>
        Array.Exists(networks, network => network.Contains(address));

    private static IPNetwork[] Parse(params string[] networks) =>
        [.. networks.Select(network => IPNetwork.Parse(network))];
}
