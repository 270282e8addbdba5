namespace HumeGen.Generator.Reading.Yaml;

/// <summary>Tells the descriptions that only describe from values of that name in data.</summary>
internal static class DescriptionPlaces
{
    /// <summary>The kind of the root of a file.</summary>
    public static DescriptionPlace OfRoot(YamlNode root) =>
        root["openapi"] is not null ? DescriptionPlace.Node : root["asyncapi"] is not null ? DescriptionPlace.AsyncApi : DescriptionPlace.None;

    /// <summary>The kind of what is behind a key.</summary>
    public static DescriptionPlace Below(DescriptionPlace place, string key) => (place, key) switch
    {
        (DescriptionPlace.Nodes, _) => DescriptionPlace.Node,
        (DescriptionPlace.Schemas, _) => DescriptionPlace.Schema,
        (DescriptionPlace.Schema, _) when OpenApiGrammar.SchemaMaps.Contains(key) || OpenApiGrammar.SchemaLists.Contains(key) => DescriptionPlace.Schemas,
        (DescriptionPlace.Schema, _) when OpenApiGrammar.Schemas.Contains(key) || key is "additionalProperties" or "unevaluatedProperties" => DescriptionPlace.Schema,
        (DescriptionPlace.Node, "schema" or "itemSchema") => DescriptionPlace.Schema,
        (DescriptionPlace.Node or DescriptionPlace.AsyncApiComponents, "schemas") => DescriptionPlace.Schemas,
        (DescriptionPlace.Node, "parameters") => DescriptionPlace.Nodes,
        (DescriptionPlace.Node, not "servers") when OpenApiGrammar.Maps.ContainsKey(key) => DescriptionPlace.Nodes,
        (DescriptionPlace.Node, _) when OpenApiGrammar.OpenApiMappings.Contains(key) => DescriptionPlace.Node,
        (DescriptionPlace.AsyncApi, "components") => DescriptionPlace.AsyncApiComponents,
        _ => DescriptionPlace.None,
    };

    /// <summary>The kind of the items of a list.</summary>
    public static DescriptionPlace OfItems(DescriptionPlace place) => place switch
    {
        DescriptionPlace.Nodes => DescriptionPlace.Node,
        DescriptionPlace.Schemas => DescriptionPlace.Schema,
        _ => DescriptionPlace.None,
    };

    /// <summary>Whether an entry of a mapping is such a description. One that is empty counts as none, so it is none.</summary>
    public static bool IsDescription(DescriptionPlace place, YamlEntry entry) =>
        place is DescriptionPlace.Node or DescriptionPlace.Schema && entry is { Key: "description", Value: { Kind: YamlKind.Scalar } text }
        && !string.IsNullOrWhiteSpace(text.Value) && YamlCoreSchema.IsText(text);
}
