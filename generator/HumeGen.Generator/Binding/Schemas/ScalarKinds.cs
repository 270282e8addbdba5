using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>The kinds of plain values, by type and format.</summary>
internal static class ScalarKinds
{
    /// <summary>The kind of a plain value of one type; null where the type is no plain one.</summary>
    public static RefKind? Of(SchemaNode schema, JsonTypes type) => type switch
    {
        JsonTypes.String => OfText(schema),
        JsonTypes.Integer => schema.Format switch { "int32" => RefKind.Int32, "uint64" => RefKind.UInt64, _ => RefKind.Int64 },
        JsonTypes.Number => schema.Format is "decimal" or "decimal128" ? RefKind.Decimal : RefKind.Double,
        JsonTypes.Boolean => RefKind.Boolean,
        _ => null,
    };

    public static RefKind OfText(SchemaNode schema) => schema.Format switch
    {
        "byte" or "base64" => RefKind.Bytes,
        "binary" => RefKind.File,
        "date-time" => RefKind.DateTimeOffset,
        "date" => RefKind.DateOnly,
        _ => schema.ContentEncoding == "base64" ? RefKind.Bytes : RefKind.String,
    };

    /// <summary>The kind that values of one type have whatever their formats; null where the type is no plain one.</summary>
    public static RefKind? WithoutFormat(JsonTypes type) => type switch
    {
        JsonTypes.String => RefKind.String,
        JsonTypes.Integer => RefKind.Int64,
        JsonTypes.Number => RefKind.Double,
        JsonTypes.Boolean => RefKind.Boolean,
        _ => null,
    };
}
