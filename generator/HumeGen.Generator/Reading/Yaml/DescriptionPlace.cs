namespace HumeGen.Generator.Reading.Yaml;

/// <summary>Kinds of nodes on the way to descriptions that only describe.</summary>
internal enum DescriptionPlace
{
    /// <summary>A node in which nothing is known to be such a description.</summary>
    None,

    /// <summary>A node of OpenAPI that is no schema.</summary>
    Node,

    /// <summary>A mapping or list of such nodes.</summary>
    Nodes,

    /// <summary>A schema.</summary>
    Schema,

    /// <summary>A mapping or list of schemas.</summary>
    Schemas,

    /// <summary>An AsyncAPI document: its texts tell whose side it describes, but those of schemas.</summary>
    AsyncApi,

    /// <summary>The components of such a document.</summary>
    AsyncApiComponents,
}
