using System.Globalization;
using System.Text.RegularExpressions;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Spec;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>
/// Addresses of servers that may get a credential: absolute ones that are closed or on this very machine, and paths, which need the host from elsewhere.
/// Others are reported.
/// </summary>
internal static class ServerAddress
{
    // A channel without an address of its own is on the API's own host.
    private const string Nowhere = "";

    /// <summary>The address of the first server of a list that can be used; null when there is none. The project's own address is used before them.</summary>
    public static string? OfDocument(DocumentContext document)
    {
        if (document.ProjectSays.BaseAddress is { } given && IsAddress(given))
            return given;
        var address = First(document, document.Spec.Servers);
        if (address is not null && IsRelative(address))
            ReportPath(document, document.Spec.Servers[0].Pointer, address);
        return address;
    }

    /// <summary>The address of the first server of a list that can be used; null when there is none. A path is one on the API's own host.</summary>
    public static string? First(DocumentContext document, IReadOnlyList<ServerNode> servers)
    {
        if (servers.Count == 0)
            return null;
        var server = servers.FirstOrDefault(s => IsPlain(s.Address, "https", "http")) ?? servers[0];
        return IsRelative(server.Address) ? server.Address : Use(document, server.Pointer, server.Address, "https", "http");
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
        var usable = channel.UsableServer;
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
        var given = own is null && document.ProjectSays.BaseAddress is { } said && IsAddress(said)
            ? Regex.Replace(said, "^http", "ws", RegexOptions.IgnoreCase) : null;
        var parts = (own ?? given ?? usable?.Address ?? Nowhere).Split(['?'], 2);
        var (address, query) = (parts[0], parts.ElementAtOrDefault(1) ?? "");
        if (address.Length == 0)
            return (Nowhere, query);
        var place = own is null ? JsonPointer.Root / "servers" : channel.Pointer;
        if (IsRelative(address))
        {
            ReportPath(document, place, address);
            return (address.TrimEnd('/'), query);
        }

        return Use(document, place, address, "wss", "ws") is { } found ? (found.TrimEnd('/'), query) : (Nowhere, "");
    }

    /// <summary>Whether a text is an address to which a credential may go.</summary>
    public static bool IsAddress(string text) => IsPlain(text, "https", "http");

    /// <summary>Whether a text is a path on a host that something else names.</summary>
    public static bool IsRelative(string address) => address is "" or "/" || (Regex.IsMatch(address, "^(?!//)[A-Za-z0-9._~/%-]+$"));

    /// <summary>An address without the user name and password in it.</summary>
    public static string WithoutLogin(string address) => Regex.Replace(address, "//[^/?#]*@", "//");

    // The runtime takes the same addresses: a key must not go over an open line, nor to whoever an address pretends to be.
    private static string? Use(DocumentContext document, JsonPointer pointer, string address, string scheme, string loopbackScheme)
    {
        if (IsPlain(address, scheme, loopbackScheme))
        {
            ReportForeign(document, pointer, address);
            return address;
        }

        // The host is meant all the same, and over a closed line it may get a credential.
        if (address.StartsWith(loopbackScheme + "://", StringComparison.OrdinalIgnoreCase)
            && scheme + address.Substring(loopbackScheme.Length) is var closed && IsPlain(closed, scheme, loopbackScheme))
        {
            document.Report(
                Descriptors.BadServer,
                DiagnosticSeverity.Info,
                pointer,
                address,
                $"is {loopbackScheme}, over which anyone can read a credential",
                $"the client goes there by {scheme}");
            ReportForeign(document, pointer, closed);
            return closed;
        }

        if (WithoutLogin(address) != address)
            document.Report(Descriptors.ServerWithLogin, pointer, WithoutLogin(address));
        else
            document.Report(Descriptors.BadServer, pointer, address, $"is no {scheme} address without a fragment{(scheme == "wss" ? "" : " and a query")}", "it is not used");
        return null;
    }

    /// <summary>Reports that a document with calls says nothing of a server, which means the path <c>/</c> on a host that it does not name.</summary>
    public static void ReportNone(DocumentContext document) => ReportPath(document, JsonPointer.Root / "servers", "/");

    private static void ReportPath(DocumentContext document, JsonPointer pointer, string address) =>
        document.Report(Descriptors.BadServer, DiagnosticSeverity.Info, pointer, address, "names no host", "the client needs one");

    private static void ReportForeign(DocumentContext document, JsonPointer pointer, string address)
    {
        var uri = new Uri(address);
        if (uri.Host.Any(c => c > '\u007F'))
            document.Report(Descriptors.ForeignHost, pointer, uri.Host, uri.IdnHost);
        else if (Unicode(uri.Host) is { } shown)
            document.Report(Descriptors.ForeignHost, pointer, shown, uri.Host);
    }

    // A host in ASCII that stands for one that is not; null for any other.
    private static string? Unicode(string host)
    {
        if (host.IndexOf("xn--", StringComparison.OrdinalIgnoreCase) < 0)
            return null;
        try
        {
            return new IdnMapping().GetUnicode(host) is var shown && shown != host ? shown : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsPlain(string address, string scheme, string loopbackScheme) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == scheme || (uri.Scheme == loopbackScheme && uri.IsLoopback))
        && uri is { UserInfo: "", Query: "", Fragment: "" };
}
