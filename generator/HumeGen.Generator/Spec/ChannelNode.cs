using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Spec;

/// <summary>A channel of an AsyncAPI document in the form of AsyncAPI 2.</summary>
internal sealed class ChannelNode(ApiDocument document, JsonPointer pointer, JsonObject json, string key) : SpecNode(document, pointer, json)
{
    /// <summary>The path. In AsyncAPI 3 it is the address, and in AsyncAPI 2 the key.</summary>
    public string Key { get; } = json["address"].AsText() ?? key;

    /// <summary>The name that the channel has in AsyncAPI 3, where the path stands beside it; null where it has none.</summary>
    public string? Name => Key == key ? null : key;

    /// <summary>The messages that a client sends.</summary>
    public ChannelOperationNode Publish => Operation("publish");

    /// <summary>The messages that a client receives.</summary>
    public ChannelOperationNode Subscribe => Operation("subscribe");

    /// <summary>The parameters of the path.</summary>
    public IEnumerable<ChannelParameterNode> Parameters => (OwnObject("parameters") ?? []).Select(p => new ChannelParameterNode(
        Document, Pointer / "parameters" / p.Key, p.Value as JsonObject, (p.Value as JsonObject)?["schema"] as JsonObject, p.Key, true));

    /// <summary>The query parameters of the WebSocket binding.</summary>
    public IEnumerable<ChannelParameterNode> Query => Binding("query");

    /// <summary>The headers of the WebSocket binding.</summary>
    public IEnumerable<ChannelParameterNode> Headers => Binding("headers");

    /// <summary>The names that the query of the WebSocket binding has.</summary>
    public IEnumerable<string> QueryNames => (Members("query") ?? []).Select(p => p.Key);

    /// <summary>The HTTP method that the binding asks for; null where it does not say.</summary>
    public string? BindingMethod => WebSocketBinding?["method"]?.ToString();

    /// <summary>Whether its bindings are those of HTTP and none is of WebSocket.</summary>
    public bool IsBoundToHttp => OwnObject("bindings")?["http"] is not null && WebSocketBinding is null;

    public JsonPointer BindingsPointer => Pointer / "bindings";

    /// <summary>The servers that have the channel: those that it names, or all of the document.</summary>
    public IReadOnlyList<ChannelServerNode> Servers
    {
        get
        {
            // AsyncAPI 2 has their names, AsyncAPI 3 references.
            var named = (Json?["servers"] as JsonArray ?? [])
                .Select(s => s.AsText() is { } name ? Document.ChannelServer(name) : Document.Follow(s) is { } server ? new ChannelServerNode(server) : null)
                .OfType<ChannelServerNode>().ToArray();
            return named.Length > 0 ? named : Document.ChannelServers;
        }
    }

    /// <summary>The server that opens it: the first for WebSockets, or that a WebSocket can be opened to; null where there is none.</summary>
    public ChannelServerNode? UsableServer => Servers.FirstOrDefault(s => s.IsForWebSocket) ?? Servers.FirstOrDefault(s => s.SpeaksWebSocket);

    /// <summary>The credentials that it asks for, as its operations or its server say; null where none says.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Security =>
        SecurityRequirements.Read(OwnObject("publish")) ?? SecurityRequirements.Read(OwnObject("subscribe")) ?? UsableServer?.Security;

    /// <summary>The names of servers that the document does not have, with their places.</summary>
    public IEnumerable<(string Name, JsonPointer Pointer)> UnknownServers => (Json?["servers"] as JsonArray ?? [])
        .Select((s, i) => (Name: s.AsText(), Pointer: Pointer / "servers" / i))
        .Where(s => s.Name is not null && Document.ChannelServer(s.Name) is null)
        .Select(s => (s.Name!, s.Pointer));

    private JsonObject? WebSocketBinding => OwnObject("bindings")?["ws"] as JsonObject;

    private JsonObject? Members(string place) => (WebSocketBinding?[place] as JsonObject)?["properties"] as JsonObject;

    private IEnumerable<ChannelParameterNode> Binding(string place)
    {
        var at = Pointer / "bindings" / "ws" / place;
        var required = ((WebSocketBinding?[place] as JsonObject)?["required"] as JsonArray)?.Select(r => r?.ToString()).ToArray() ?? [];
        foreach (var property in Members(place) ?? [])
        {
            if (property.Value is JsonObject schema)
                yield return new ChannelParameterNode(Document, at / "properties" / property.Key, schema, schema, property.Key, required.Contains(property.Key));
        }
    }

    private ChannelOperationNode Operation(string action) => new(Document, Pointer / action, OwnObject(action));
}
