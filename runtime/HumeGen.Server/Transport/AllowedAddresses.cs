using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HumeGen.Server.Transport;

/// <summary>
/// The addresses that the server may call on behalf of a client. A name is checked before it is resolved, and each address that it resolves to before
/// a connection is made, so that a public name cannot lead into a private network.
/// </summary>
/// <param name="entries">The entries of <see cref="HumeServerOptions.AllowedAddresses"/>.</param>
/// <param name="resolve">Resolves a name; the system's resolver unless given.</param>
internal sealed class AllowedAddresses(IEnumerable<string> entries, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<AllowedAddress> _entries = [.. entries.Select(entry => AllowedAddress.Parse(entry, out _)).OfType<AllowedAddress>()];

    /// <summary>Says what is wrong with the first faulty entry; null when all are in order.</summary>
    public static string? FaultOf(IEnumerable<string> entries) =>
        entries.Select(entry => AllowedAddress.Parse(entry, out var fault) is null ? fault : null).FirstOrDefault(fault => fault is not null);

    /// <summary>Says why the server does not call this URL; null when it may. The text shows the host and port only.</summary>
    public string? Refusal(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https" or "ws" or "wss"))
            return "the URL is not an absolute one of http, https, ws or wss";

        if (IPAddress.TryParse(url.IdnHost, out var address))
            return Allows(address, url.IdnHost, url.Port) ? null : NotAllowed(url.IdnHost, url.Port);

        return _entries.Any(entry => entry.AllowsName(url.IdnHost, url.Port)) ? null : NotAllowed(url.IdnHost, url.Port);
    }

    /// <summary>
    /// A handler that connects to allowed addresses only, directly, and follows no redirects. Any other connection fails with an
    /// <see cref="AddressNotAllowedException"/> that says which address is not allowed.
    /// </summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = ConnectTimeout,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, cancellationToken),
    };

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(target, cancellationToken).ConfigureAwait(false);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> ResolveAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var isAddress = IPAddress.TryParse(target.Host, out var literal);
        if (!isAddress && !_entries.Any(entry => entry.AllowsName(target.Host, target.Port)))
            throw new AddressNotAllowedException(NotAllowed(target.Host, target.Port));

        var found = isAddress ? [literal!] : await (resolve ?? Dns.GetHostAddressesAsync)(target.Host, cancellationToken).ConfigureAwait(false);
        var allowed = found.Where(address => Allows(address, target.Host, target.Port)).ToArray();
        if (allowed.Length > 0)
            return allowed;

        throw new AddressNotAllowedException(found.Length == 0 || isAddress
            ? NotAllowed(target.Host, target.Port)
            : $"{target.Host} resolves to {found[0]}; {NotAllowed(found[0].ToString(), target.Port)}");
    }

    /// <summary>Whether a connection to an address may be made for a host that is the address itself or an allowed name.</summary>
    private bool Allows(IPAddress address, string host, int port)
    {
        var plain = PublicAddress.Unwrap(address);
        if (_entries.Any(entry => entry.AllowsAddress(plain, port)))
            return true;

        if (!PublicAddress.Is(plain))
            return IPAddress.IsLoopback(plain) && _entries.Any(entry => entry.IsLocalhost && entry.AllowsName(host, port));

        return _entries.Any(entry => entry.AllowsName(host, port));
    }

    private static string NotAllowed(string host, int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"{host} with port {port} is not an allowed address of the server; name it in {nameof(HumeServerOptions)}.{nameof(HumeServerOptions.AllowedAddresses)}");
}
