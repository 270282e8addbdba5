using System.Text.Json.Nodes;
using HumeGen.Generator.Reading.References;

namespace HumeGen.Generator.Spec;

/// <summary>References to components in the parts of a document that the library does not read.</summary>
internal static class ComponentReference
{
    /// <summary>The key of the component that a node refers to, however the reference is escaped; null where the node is no reference.</summary>
    public static string? Key(JsonNode? node) => ReferenceResolver.Of(node) is { } reference ? JsonPointer.Parse(reference).Last : null;

    /// <summary>The key of the schema that a node refers to; null where the node is no reference. The normal form of a document has it unescaped and without a slash.</summary>
    public static string? SchemaKey(JsonNode? node) => ReferenceResolver.Of(node) is { } reference ? reference.Substring(reference.LastIndexOf('/') + 1) : null;
}
