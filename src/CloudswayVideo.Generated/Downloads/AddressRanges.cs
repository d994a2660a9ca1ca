using System.Net;
using System.Net.Sockets;

namespace CloudswayVideo.Downloads;

/// <summary>
/// Tells public addresses from local ones. Local means here: this machine, its network, a cloud's metadata service, or
/// an IPv6 address that embeds such an IPv4 address. The ranges are those of the IANA registries of special addresses.
/// </summary>
internal static class AddressRanges
{
    // This machine and its networks. A gateway at such an address may send URLs with local addresses.
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

    // Reserved ranges: no public host has an address in them.
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

    /// <summary>Whether a host, judged without DNS, is this machine or in its network.</summary>
    public static bool IsPrivate(string host) =>
        IsLocalhost(host)
        || (
            IPAddress.TryParse(WithoutFinalDot(host), out var address)
            && Contains(Private, Unmapped(address))
        );

    /// <summary>Whether a host, judged without DNS, is local.</summary>
    public static bool IsLocal(string host) =>
        IsLocalhost(host)
        || (IPAddress.TryParse(WithoutFinalDot(host), out var address) && IsLocal(address));

    /// <summary>Whether an address is local.</summary>
    public static bool IsLocal(IPAddress address)
    {
        var plain = Unmapped(address);
        return Contains(Private, plain)
            || Contains(Special, plain)
            || (
                plain.AddressFamily == AddressFamily.InterNetworkV6
                && (
                    !GlobalUnicast.Contains(plain)
                    || (EmbeddedInIsatap(plain) is { } inner && IsLocal(inner))
                )
            );
    }

    private static bool IsLocalhost(string host) =>
        WithoutFinalDot(host) is var name
        && (
            name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        );

    // A final dot marks a complete name. IPAddress does not parse an address that ends in one.
    private static string WithoutFinalDot(string host) => host.TrimEnd('.');

    private static IPAddress Unmapped(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    // ISATAP: after 0:5efe or 200:5efe, the last four bytes are an IPv4 address, in any network.
    private static IPAddress? EmbeddedInIsatap(IPAddress address) =>
        address.GetAddressBytes() is [.., 0 or 2, 0, 0x5E, 0xFE, var a, var b, var c, var d]
            ? new IPAddress([a, b, c, d])
            : null;

    private static bool Contains(IPNetwork[] networks, IPAddress address) =>
        Array.Exists(networks, network => network.Contains(address));

    private static IPNetwork[] Parse(params string[] networks) =>
        [.. networks.Select(network => IPNetwork.Parse(network))];
}
