using System.Text.Json.Nodes;

namespace HumeGen.Generator.Spec;

/// <summary>A parameter with which a channel is opened.</summary>
internal sealed class ChannelParameterNode(ApiDocument document, JsonPointer pointer, JsonObject? json, JsonObject? schema, string name, bool required)
    : SpecNode(document, pointer, json)
{
    public string Name { get; } = name;

    public bool IsRequired { get; } = required;

    /// <summary>The header that takes it, as its location says; null where that is no header.</summary>
    public string? Header => OwnText("location") is { } location && location.StartsWith("$message.header#/", StringComparison.Ordinal) ? JsonPointer.Parse(location).Last : null;

    /// <summary>The component that its schema refers to; null where it says nothing.</summary>
    public string? SchemaKey => ComponentReference.SchemaKey(schema);

    /// <summary>Whether the server knows a value where none is sent.</summary>
    public bool HasDefault => Schema?.Default is not null;

    /// <summary>The schema; null where there is none.</summary>
    public SchemaNode? Schema => SchemaKey is { } key ? Document.Schema(key)?.Target : null;

    public string? SchemaDescription => (schema?["description"] as JsonValue)?.ToString();
}
