namespace HumeGen.Generator.Reading;

/// <summary>The extensions of which tables are a short form.</summary>
/// <param name="Settings">The extension of the document that holds the tables.</param>
/// <param name="Name">The extension of a schema that an entry of <see cref="Names"/> stands for.</param>
/// <param name="Namespace">The extension of a schema that an entry of <see cref="Namespaces"/> stands for.</param>
/// <param name="Ignore">The extension of a schema that an entry of <see cref="IgnoredSchemas"/> stands for.</param>
internal sealed record SchemaTableWords(string Settings, string Name, string Namespace, string Ignore)
{
    /// <summary>The table of C# names, by schema.</summary>
    public const string Names = "names";

    /// <summary>The table of schemas, by namespace.</summary>
    public const string Namespaces = "namespaces";

    /// <summary>The list of schemas that are left out.</summary>
    public const string IgnoredSchemas = "ignore";
}
