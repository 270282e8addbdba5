using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace HumeGen.Server.Transport;

/// <summary>Tells addresses of the public internet from those of the machine, of private networks and of special use.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Documentation = IPNetwork.Parse("2001:db8::/32");
    private static readonly IPNetwork NewerDocumentation = IPNetwork.Parse("3fff::/20");

    // Teredo, benchmarks and other protocols.
    private static readonly IPNetwork Protocols = IPNetwork.Parse("2001::/23");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether an address belongs to the public internet.</summary>
    public static bool Is(IPAddress address)
    {
        var plain = Unwrap(address);
        return plain.AddressFamily == AddressFamily.InterNetwork
            ? !Special.Any(network => network.Contains(plain))
            : Global.Contains(plain) && !Documentation.Contains(plain) && !NewerDocumentation.Contains(plain) && !Protocols.Contains(plain);
    }

    /// <summary>The IPv4 address within an IPv6 address that leads to one; else the address itself, without its scope.</summary>
    public static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;

        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();

        ReadOnlySpan<byte> bytes = address.GetAddressBytes();
        if (SixToFour.Contains(address))
            return V4(bytes[2..6]);

        // The first 96 bits of zero: an old way to write an IPv4 address. ::1 and :: are addresses of their own.
        var isCompatible = bytes[..12].IndexOfAnyExcept((byte)0) < 0 && BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) > 1;
        return isCompatible || Nat64.Contains(address) ? V4(bytes[12..]) : new IPAddress(bytes);
    }

    private static IPAddress V4(ReadOnlySpan<byte> bytes) => new(bytes);
}
