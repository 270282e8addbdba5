using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>The C# types that <c>x-humegen-type</c> puts in the place of what a schema would become.</summary>
internal static class CustomTypes
{
    private const string Keyword = "x-humegen-type";

    /// <summary>What a schema becomes by that word; null where it does not have it, or has something there that names no type, which is reported.</summary>
    public static TypeUse? Find(DocumentContext document, string pointer, IOpenApiSchema schema)
    {
        if (document.Own(pointer, Keyword) is not { } given)
            return null;
        var (wire, nullable) = OnTheWire(schema);
        var use = given switch
        {
            JsonValue value when value.TryGetValue(out string? name) => Named(name, wire),
            JsonObject pair when pair["name"] is JsonValue name && pair["converter"] is JsonValue converter
                && IsTypeName(name.ToString()) && IsTypeName(converter.ToString()) => Custom(wire, name.ToString(), converter.ToString()),
            _ => null,
        };
        if (use is null)
            document.Report(Descriptors.UnusableType, DocumentContext.Join(pointer, Keyword), given.ToJsonString());
        return use?.OrNull(nullable);
    }

    private static TypeUse? Named(string name, RefKind wire) => (name, wire) switch
    {
        ("string", RefKind.String) => TypeUse.Of(RefKind.String),
        ("int", RefKind.Int64) => TypeUse.Of(RefKind.Int32),
        ("long", RefKind.Int64 or RefKind.Double) => TypeUse.Of(RefKind.Int64),
        ("ulong", RefKind.Int64) => TypeUse.Of(RefKind.UInt64),
        ("double", RefKind.Int64 or RefKind.Double) => TypeUse.Of(RefKind.Double),
        ("Guid", RefKind.String) => TypeUse.Of(RefKind.Guid),
        ("DateTimeOffset", RefKind.String) => TypeUse.Of(RefKind.DateTimeOffset),
        // Numbers mean milliseconds; for seconds there is the long form, with the converter of the runtime for them.
        ("DateTimeOffset", RefKind.Int64 or RefKind.Double) => Custom(wire, "System.DateTimeOffset", "HumeGen.Json.UnixMilliseconds"),
        ("TimeSpan", RefKind.Int64 or RefKind.Double) => Custom(wire, "System.TimeSpan", "HumeGen.Json.Milliseconds"),
        _ => IsTypeName(name) ? Custom(wire, name, null) : null,
    };

    private static TypeUse Custom(RefKind wire, string name, string? converter) =>
        TypeUse.Of(wire) with { Custom = new CustomTypeModel("global::" + name, converter is null ? null : "global::" + converter) };

    // Nothing but names with dots between them: a specification must not bring code along.
    private static bool IsTypeName(string text) => text.IndexOf('.') > 0 && text.Split('.').All(CSharpNames.IsIdentifier);

    private static (RefKind Kind, bool Nullable) OnTheWire(IOpenApiSchema schema)
    {
        var variants = (schema.OneOf ?? schema.AnyOf ?? []).ToArray();
        var type = (schema.Type ?? 0) | variants.Aggregate((JsonSchemaType)0, (all, v) => all | (v.Type ?? 0));
        var kind = (type & ~JsonSchemaType.Null) switch
        {
            JsonSchemaType.String => RefKind.String,
            JsonSchemaType.Integer => RefKind.Int64,
            JsonSchemaType.Number => RefKind.Double,
            JsonSchemaType.Boolean => RefKind.Boolean,
            _ => RefKind.Json,
        };
        return (kind, (type & JsonSchemaType.Null) != 0);
    }
}
