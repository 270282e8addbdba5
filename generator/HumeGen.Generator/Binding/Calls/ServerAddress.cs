using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>Addresses of servers that may get a credential. Others are reported.</summary>
internal static class ServerAddress
{
    // Where a channel leads whose document names no server.
    private const string Nowhere = "wss://localhost";

    /// <summary>The address of the first server of a list; null when there is none, or none that may get a credential.</summary>
    public static string? First(DocumentContext document, IReadOnlyList<ServerNode> servers)
    {
        if (servers.Count == 0)
            return null;
        var first = servers[0];
        return IsUsable(document, first.Pointer, first.Address, "https", "http") ? first.Address : null;
    }

    /// <summary>
    /// The address of the server that opens a channel: the one in the channel's own address, or the first of its servers that speaks WebSocket. Null where
    /// there are only others, so that the channel is left out.
    /// </summary>
    /// <returns>The address without its query, and the query.</returns>
    public static (string Address, string Query)? OfChannel(DocumentContext document, ChannelNode channel, string? own)
    {
        foreach (var (name, pointer) in channel.UnknownServers)
            document.Report(Descriptors.UnknownServer, pointer, channel.Key, name);
        var servers = channel.Servers;
        var usable = servers.FirstOrDefault(s => s.IsForWebSocket) ?? servers.FirstOrDefault(s => s.SpeaksWebSocket);
        if (own is null && usable is null && servers.Count > 0)
        {
            document.Report(Descriptors.ChannelLeftOut, channel.Pointer, channel.Key, $"its servers speak {servers[0].Protocol} and none speaks WebSocket");
            return null;
        }

        if (own is null && channel.IsBoundToHttp && usable is { IsForWebSocket: false })
        {
            document.Report(Descriptors.ChannelLeftOut, channel.Pointer, channel.Key, "its bindings and its servers are those of HTTP; bindings.ws would say that it is a WebSocket");
            return null;
        }

        if (channel.BindingMethod is { } method && !method.Equals("GET", StringComparison.OrdinalIgnoreCase))
            document.Report(Descriptors.UnsupportedBinding, channel.BindingsPointer, $"The binding asks for {method}", "that is done");
        var parts = (own ?? usable?.Address ?? Nowhere).Split(['?'], 2);
        var (address, query) = (parts[0], parts.ElementAtOrDefault(1) ?? "");
        if (IsUsable(document, own is null ? JsonPointer.Root / "servers" : channel.Pointer, address, "wss", "ws"))
            return (address.TrimEnd('/'), query);

        // The host is meant all the same, and over a closed line it may get a credential.
        return address.StartsWith("ws://", StringComparison.Ordinal) && "wss" + address.Substring(2) is var closed && IsPlain(closed, "wss", "ws")
            ? (closed.TrimEnd('/'), query)
            : (Nowhere, "");
    }

    // The runtime takes the same addresses: a key must not go over an open line, nor to whoever an address pretends to be.
    private static bool IsUsable(DocumentContext document, JsonPointer pointer, string address, string scheme, string loopbackScheme)
    {
        if (!IsPlain(address, scheme, loopbackScheme))
        {
            document.Report(Descriptors.BadServer, pointer, address);
            return false;
        }

        var uri = new Uri(address);
        if (uri.Host.Any(c => c > '\u007F'))
            document.Report(Descriptors.ForeignHost, pointer, address, uri.IdnHost);
        return true;
    }

    private static bool IsPlain(string address, string scheme, string loopbackScheme) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == scheme || (uri.Scheme == loopbackScheme && uri.IsLoopback))
        && uri is { UserInfo: "", Query: "", Fragment: "" };
}
