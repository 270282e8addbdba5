using HumeGen.Generator.Binding.Calls;

namespace HumeGen.Generator.Binding.Channels;

/// <summary>The parts of a channel's address, which may be more than a path.</summary>
/// <param name="Server">The server where the address names one itself; else null.</param>
/// <param name="Path">The path with its placeholders.</param>
/// <param name="Name">The text from which names are made: the path as it is written, or the host where that says nothing.</param>
/// <param name="Query">The names of the query with their values, each of which may be one placeholder.</param>
internal sealed record ChannelAddress(string? Server, string Path, string Name, IReadOnlyList<(string Name, string Value)> Query)
{
    /// <summary>Takes the address of a channel apart.</summary>
    public static ChannelAddress Read(string address)
    {
        var server = (string?)null;
        if (address.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme && address.IndexOf('{') is var brace && (brace < 0 || brace > scheme))
        {
            var end = address.IndexOfAny(['/', '?', '#'], scheme + 3) is > 0 and var found ? found : address.Length;
            server = WebSocketScheme(address.Substring(0, scheme)) + address.Substring(scheme, end - scheme);
            address = address.Substring(end);
        }

        if (address.IndexOf('#') is >= 0 and var fragment)
            address = address.Substring(0, fragment);
        var mark = address.IndexOf('?');
        var path = mark < 0 ? address : address.Substring(0, mark);
        var query = mark < 0 ? [] : AddressQuery.Read(address.Substring(mark + 1));
        var name = new[] { path, server?.Substring(server.IndexOf("://", StringComparison.Ordinal)) }.FirstOrDefault(n => n?.Any(char.IsLetterOrDigit) == true);
        return new ChannelAddress(server, Plain(path.StartsWith("/", StringComparison.Ordinal) ? path : "/" + path), name ?? "root", query);
    }

    /// <summary>The address with what its server's address has behind the path.</summary>
    public ChannelAddress With(string serverQuery) => this with { Query = [.. Query, .. AddressQuery.Read(serverQuery)] };

    /// <summary>The name under which the path has the placeholder for a parameter.</summary>
    public static string PlainName(string name) => name.Replace(' ', '_').Replace('\\', '_');

    private static string WebSocketScheme(string scheme) => scheme.ToLowerInvariant() switch
    {
        "http" => "ws",
        "https" => "wss",
        var other => other,
    };

    // Names of channels and placeholders may have what no path has.
    private static string Plain(string path)
    {
        foreach (var name in PathTemplate.Names(path))
            path = path.Replace("{" + name + "}", "{" + PlainName(name) + "}");
        return string.Concat(path.Select(c => c is ' ' or '\\' ? Uri.EscapeDataString(c.ToString()) : c.ToString()));
    }
}
