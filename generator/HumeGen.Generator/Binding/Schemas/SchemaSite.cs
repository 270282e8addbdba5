using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>A schema where a type is asked for.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Name">The C# name that a type of its own would get.</param>
/// <param name="Namespace">The namespace of such a type.</param>
/// <param name="Component">The key, when the schema is a component; null for one that stands inline.</param>
internal readonly record struct SchemaSite(SchemaNode Schema, string Name, string Namespace, string? Component)
{
    /// <summary>The site at which a component becomes a type; null where there is none of that key.</summary>
    public static SchemaSite? OfComponent(DocumentContext document, string key) => document.Spec.Schema(key) is { } schema
        ? new SchemaSite(
            schema,
            schema.TypeName is { } given ? CSharpNames.Given(given) : document.ComponentName(key),
            schema.GivenNamespace is { } other ? document.FindNamespace(other) : document.Namespace,
            key)
        : null;

    /// <summary>The site of a schema within this one.</summary>
    public SchemaSite Inner(SchemaNode schema, string name) => new(schema, name, Namespace, null);
}
