using System.Text.Json.Nodes;

namespace HumeGen.Generator.Spec;

/// <summary>A channel of an AsyncAPI document in the form of AsyncAPI 2.</summary>
internal sealed class ChannelNode(ApiDocument document, JsonPointer pointer, JsonObject json, string key) : SpecNode(document, pointer, json)
{
    /// <summary>The key, which is the path.</summary>
    public string Key { get; } = key;

    /// <summary>The name that the channel has in AsyncAPI 3, where the path stands beside it; null where it has none.</summary>
    public string? Name => Document.File.ChannelName(Json!);

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

    public JsonPointer BindingsPointer => Pointer / "bindings";

    /// <summary>The names of the servers that have the channel; empty where all have it.</summary>
    public IReadOnlyList<string> ServerNames => [.. (Json?["servers"] as JsonArray ?? []).Select(s => s switch
    {
        JsonValue name => name.ToString(),
        JsonObject reference => ComponentReference.Key(reference),
        _ => null,
    }).OfType<string>()];

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
