using System.Net;

namespace HumeGen;

/// <summary>The proxy of the system or environment, but never for this very machine: http is allowed there, as a key does not leave the machine.</summary>
internal sealed class LoopbackBypass : IWebProxy
{
    private LoopbackBypass()
    {
    }

    public static LoopbackBypass Instance { get; } = new();

    public ICredentials? Credentials
    {
        get => SystemProxy?.Credentials;
        set => throw new NotSupportedException();
    }

    // Asked for anew each time, as the program may set another one.
#if NET
    private static IWebProxy? SystemProxy => HttpClient.DefaultProxy;
#else
    private static IWebProxy? SystemProxy => WebRequest.DefaultWebProxy;
#endif

    public Uri? GetProxy(Uri destination) => IsLoopback(destination) ? null : SystemProxy?.GetProxy(destination);

    public bool IsBypassed(Uri host) => IsLoopback(host) || SystemProxy?.IsBypassed(host) != false;

    /// <summary>Whether an address is of this very machine: localhost and names below it, 127.0.0.0/8, also as a part of IPv6, or ::1.</summary>
    public static bool IsLoopback(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        return address.IsLoopback
            || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var number) && IPAddress.IsLoopback(number.IsIPv4MappedToIPv6 ? number.MapToIPv4() : number));
    }
}
