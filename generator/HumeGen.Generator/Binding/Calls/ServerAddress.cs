using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>Addresses of servers that may get a credential. Others are reported.</summary>
internal static class ServerAddress
{
    /// <summary>The address of the first server of a list; null when there is none, or none that may get a credential.</summary>
    public static string? First(DocumentContext document, IReadOnlyList<ServerNode> servers)
    {
        if (servers.Count == 0)
            return null;
        var first = servers[0];
        return IsUsable(document, first.Pointer, first.Address, "https", "http") ? first.Address : null;
    }

    /// <summary>The address of the first server of a channel that speaks WebSocket; null where there are only others, so that the channel is left out.</summary>
    public static string? OfChannel(DocumentContext document, ChannelNode channel)
    {
        var all = document.Spec.ChannelServers;
        var wanted = channel.ServerNames.SelectMany(n => all.Where(s => s.Name == n)).ToArray();
        var candidates = (wanted.Length > 0 ? wanted : all).Select(s => s.Server).ToArray();
        var usable = candidates.FirstOrDefault(s => s.SpeaksWebSocket);
        if (usable is null && candidates.Length > 0)
        {
            document.Report(Descriptors.ChannelLeftOut, channel.Pointer, channel.Key, $"its servers speak {candidates[0].RawProtocol} and none speaks WebSocket");
            return null;
        }

        if (channel.BindingMethod is { } method && !method.Equals("GET", StringComparison.OrdinalIgnoreCase))
            document.Report(Descriptors.UnsupportedBinding, channel.BindingsPointer, $"The binding asks for {method}", "that is done");
        var address = usable?.Address ?? "wss://localhost";
        return IsUsable(document, JsonPointer.Root / "servers", address, "wss", "ws") ? address.TrimEnd('/') : "wss://localhost";
    }

    // The runtime takes the same addresses: a key must not go over an open line, nor to whoever an address pretends to be.
    private static bool IsUsable(DocumentContext document, JsonPointer pointer, string address, string scheme, string loopbackScheme)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || !(uri.Scheme == scheme || (uri.Scheme == loopbackScheme && uri.IsLoopback))
            || uri is not { UserInfo: "", Query: "", Fragment: "" })
        {
            document.Report(Descriptors.BadServer, pointer, address);
            return false;
        }

        if (uri.Host.Any(c => c > '\u007F'))
            document.Report(Descriptors.ForeignHost, pointer, address, uri.IdnHost);
        return true;
    }
}
