using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>The property whose value tells which of several schemas an object has.</summary>
internal sealed class DiscriminatorNode(ApiDocument document, JsonPointer pointer, JsonObject? json, OpenApiDiscriminator discriminator)
    : SpecNode(document, pointer, json)
{
    private readonly ILookup<string?, string> _values =
        (discriminator.Mapping ?? new Dictionary<string, OpenApiSchemaReference>()).ToLookup(m => Key(m.Value), m => m.Key, StringComparer.Ordinal);

    /// <summary>The name of the property; null where the document forgets it.</summary>
    public string? PropertyName => discriminator.PropertyName;

    /// <summary>The component that is meant when the property is missing; null where there is none.</summary>
    public string? DefaultComponent => Key(discriminator.DefaultMapping);

    public bool HasMapping => _values.Count > 0;

    /// <summary>The values that lead to a component by the mapping.</summary>
    public IReadOnlyList<string> ValuesOf(string? component) => component is null ? [] : [.. _values[component]];

    private static string? Key(OpenApiSchemaReference? reference) => reference?.Reference.Id is { Length: > 0 } key ? key : null;
}
