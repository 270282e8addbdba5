using System.Globalization;
using System.Net;

namespace HumeGen.Server.Transport;

/// <summary>One entry of the allowed addresses: a name, a pattern of names, an IP address or a network, with a port or the two default ports.</summary>
internal sealed class AllowedAddress
{
    private readonly string _name;
    private readonly IPNetwork? _network;
    private readonly int? _port;

    private AllowedAddress(string name, IPNetwork? network, int? port) => (_name, _network, _port) = (name, network, port);

    /// <summary>Whether it names the loopback addresses by their own name.</summary>
    public bool IsLocalhost => _name == "localhost";

    /// <summary>Reads an entry; null with the fault when it makes no sense.</summary>
    public static AllowedAddress? Parse(string? entry, out string? fault)
    {
        fault = $"AllowedAddresses: '{entry}' is no host such as api.example.com, *.example.com:8443, 10.0.0.7:8080, 10.0.0.0/8 or [::1]:8080.";
        var (host, port) = Split(entry?.Trim() ?? "");
        if (port is { } digits && !(int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed is > 0 and <= 65_535))
            return null;

        int? number = port is null ? null : int.Parse(port, CultureInfo.InvariantCulture);
        var bare = host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host;
        IPNetwork? network = null;
        if (IPAddress.TryParse(bare, out var address))
            network = new IPNetwork(PublicAddress.Unwrap(address), PublicAddress.Unwrap(address).GetAddressBytes().Length * 8);
        else if (IPNetwork.TryParse(bare, out var given) && given.BaseAddress.Equals(IPAddress.Parse(bare[..bare.IndexOf('/')])))
            network = given;
        else if (!IsPattern(host))
            return null;

        fault = null;
        return new AllowedAddress(network is null ? Normal(host) : "", network, number);
    }

    /// <summary>Whether it allows a host by its name. A star stands for every name, and for every public address.</summary>
    public bool AllowsName(string host, int port) => _network is null && AllowsPort(port) && (_name == "*"
        || (_name.StartsWith("*.", StringComparison.Ordinal) ? Normal(host).EndsWith(_name[1..], StringComparison.Ordinal) : Normal(host) == _name));

    /// <summary>Whether it names this address.</summary>
    public bool AllowsAddress(IPAddress address, int port) => AllowsPort(port) && _network?.Contains(address) == true;

    private bool AllowsPort(int port) => _port is { } only ? port == only : port is 80 or 443;

    private static (string Host, string? Port) Split(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var bare = colon < 0 || (!entry.StartsWith('[') && entry.IndexOf(':') != colon) || entry.EndsWith(']');
        return bare ? (entry, null) : (entry[..colon], entry[(colon + 1)..]);
    }

    private static bool IsPattern(string host) =>
        host == "*" || Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) == UriHostNameType.Dns;

    private static string Normal(string host) => host.TrimEnd('.').ToLowerInvariant();
}
