using System.Text.Json.Nodes;

namespace HumeGen.Generator.Spec;

/// <summary>A parameter with which a channel is opened.</summary>
internal sealed class ChannelParameterNode(ApiDocument document, JsonPointer pointer, JsonObject? json, JsonObject? schema, string name, bool required)
    : SpecNode(document, pointer, json)
{
    public string Name { get; } = name;

    public bool IsRequired { get; } = required;

    /// <summary>The component that its schema refers to; null where it says nothing.</summary>
    public string? SchemaKey => ComponentReference.SchemaKey(schema);

    public string? SchemaDescription => (schema?["description"] as JsonValue)?.ToString();
}
