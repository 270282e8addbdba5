using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HumeGen.Corpus.Tests;

/// <summary>The content of a document, read without the generator, to count what the generator should find. Scalars of YAML are texts.</summary>
internal sealed partial class DocumentTree
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

    // Aliases of YAML can make a few lines billions of nodes.
    private const int MostNodes = 2_000_000;

    private readonly string _file;
    private readonly IReadOnlyDictionary<string, string> _texts;
    private readonly Dictionary<string, JsonNode?> _roots = new(StringComparer.Ordinal);
    private int _nodes;

    private DocumentTree(string file, IReadOnlyDictionary<string, string> texts)
    {
        (_file, _texts) = (file, texts);
        if (Root(file) is not JsonObject root)
            return;
        Operations = OperationsOf(root);
        Channels = ChannelsOf(root);
    }

    /// <summary>Each operation as <c>POST /things/{id}</c>, without query and fragment; null when the file cannot be read.</summary>
    public IReadOnlyList<string>? Operations { get; }

    /// <summary>The address of each channel that a WebSocket leads to, with one slash before it; null when the file cannot be read.</summary>
    public IReadOnlyList<string>? Channels { get; }

    /// <param name="file">The document.</param>
    /// <param name="texts">The texts of it and of the files that it refers to, by their paths.</param>
    public static DocumentTree Read(string file, IReadOnlyDictionary<string, string> texts) => new(file, texts);

    /// <summary>Whether a file is an OpenAPI or AsyncAPI document, by its topmost keys.</summary>
    public static bool IsDocument(string file, string text)
    {
        try
        {
            if (IsJson(file))
                return JsonNode.Parse(text) is JsonObject root && (root.ContainsKey("openapi") || root.ContainsKey("asyncapi"));
        }
        catch (JsonException)
        {
            // The text decides, so that a broken document is reported instead of skipped.
        }

        return TopmostKey().IsMatch(text);
    }

    /// <summary>The file that a reference leads to.</summary>
    public static string PathFrom(string file, string reference) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, Uri.UnescapeDataString(reference)));

    /// <summary>A path without query and fragment, which some documents write into it.</summary>
    public static string PlainPath(string path) => path.Split('?', '#')[0].Replace("{+", "{", StringComparison.Ordinal).Replace("*}", "}", StringComparison.Ordinal);

    /// <summary>An address without query and fragment, with one slash before it and none behind.</summary>
    public static string PlainAddress(string address) => "/" + PlainPath(address).Trim('/');

    private List<string> OperationsOf(JsonObject root)
    {
        var operations = new List<string>();
        foreach (var (path, item) in Members(root["paths"]))
        {
            var (node, _) = Follow(item, _file);
            operations.AddRange(Members(node).Where(m => Methods.Contains(m.Key) && m.Value is not null).Select(m => $"{m.Key.ToUpperInvariant()} {PlainPath(path)}"));
            operations.AddRange(Members(node?["additionalOperations"]).Select(m => $"{m.Key} {PlainPath(path)}"));
        }

        return operations;
    }

    private List<string> ChannelsOf(JsonObject root)
    {
        var channels = new List<string>();
        var isFirstForm = Text(root["asyncapi"])?.StartsWith('2') == true;
        foreach (var (key, item) in Members(root["channels"]))
        {
            var (node, _) = Follow(item, _file);
            if (node is not JsonObject channel || (isFirstForm && channel["publish"] is null && channel["subscribe"] is null))
                continue;
            var address = isFirstForm ? key : Text(channel["address"]) ?? key;
            if (IsWebSocket(root, channel, address))
                channels.Add(PlainAddress(address));
        }

        return channels;
    }

    // A channel without servers of its own has all of them; a document without servers may speak anything. WebSockets are opened by HTTP, so that its servers
    // may be meant, but not where bindings say that the channel is one of HTTP.
    private bool IsWebSocket(JsonObject root, JsonObject channel, string address)
    {
        if (address.Contains("://", StringComparison.Ordinal))
            return true;
        var own = (channel["servers"] as JsonArray)?.Select(s => Text(s) is { } name ? root["servers"]?[name] : Follow(s, _file).Node).ToList();
        var servers = own is { Count: > 0 } ? own : [.. Members(root["servers"]).Select(s => s.Value)];
        var protocols = servers.Select(s => Protocol(Follow(s, _file).Node)).ToList();
        return protocols.Count == 0 || protocols.Any(p => p is "WS" or "WSS")
            || (protocols.Any(p => p is "HTTP" or "HTTPS") && !(HasBinding(root, channel, "http") && !HasBinding(root, channel, "ws")));
    }

    private static string Protocol(JsonNode? server)
    {
        var protocol = (Text(server?["protocol"]) ?? ((Text(server?["url"]) ?? Text(server?["host"]))?.Split("://") is [var scheme, _] ? scheme : "wss")).ToUpperInvariant();
        return protocol is "WEBSOCKET" or "WEBSOCKETS" ? "WSS" : protocol;
    }

    // At the channel itself or one of its operations.
    private bool HasBinding(JsonObject root, JsonObject channel, string protocol) =>
        Members(root["operations"]).Select(o => Follow(o.Value, _file).Node).Where(o => Follow(o?["channel"], _file).Node == channel)
            .Concat([channel, channel["publish"], channel["subscribe"]])
            .Any(o => Follow(o?["bindings"], _file).Node?[protocol] is not null);

    private (JsonNode? Node, string File) Follow(JsonNode? node, string file)
    {
        for (var hops = 0; hops < 64 && Text(node?["$ref"]) is { } reference; hops++)
        {
            var parts = reference.Split('#', 2);
            if (parts[0].Length > 0)
                file = PathFrom(file, parts[0]);
            node = parts.Length < 2 ? Root(file) : parts[1].Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Select(step => Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
                .Aggregate(Root(file), (parent, step) => (parent as JsonObject)?[step]);
        }

        return (node, file);
    }

    private JsonNode? Root(string file)
    {
        if (_roots.TryGetValue(file, out var root) || !_texts.TryGetValue(file, out var text))
            return root;
        try
        {
            root = IsJson(file) ? JsonNode.Parse(text) : Yaml(text);
        }
        catch (Exception e) when (e is JsonException or YamlException or ArgumentException or InvalidOperationException)
        {
            // What is wrong with it, the generator says.
        }

        return _roots[file] = root;
    }

    private JsonNode? Yaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count > 0 ? Json(stream.Documents[0].RootNode, depth: 0) : null;
    }

    private JsonNode? Json(YamlNode node, int depth) => node switch
    {
        _ when ++_nodes > MostNodes => throw new YamlException($"There are more than {MostNodes} nodes."),
        YamlMappingNode mapping when depth < 200 => new JsonObject(
            mapping.Children.DistinctBy(c => c.Key.ToString()).Select(c => KeyValuePair.Create(c.Key.ToString(), Json(c.Value, depth + 1)))),
        YamlSequenceNode sequence when depth < 200 => new JsonArray([.. sequence.Children.Select(c => Json(c, depth + 1))]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } => null,
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode? node) =>
        (node as JsonObject ?? []).Where(m => !m.Key.StartsWith("x-", StringComparison.Ordinal));

    private static string? Text(JsonNode? node) => (node as JsonValue)?.TryGetValue(out string? text) == true ? text : null;

    private static bool IsJson(string file) => file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""^(?:\s*\{\s*)?["']?(?:openapi|asyncapi)["']?\s*:""", RegexOptions.Multiline)]
    private static partial Regex TopmostKey();
}
