using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Text;

/// <summary>Names uses of types.</summary>
internal static class TypeNames
{
    /// <summary>The type as it stands in a declaration.</summary>
    public static string Of(TypeRef type) => type.Nullable ? NotNull(type) + "?" : NotNull(type);

    /// <summary>The type without the question mark of a nullable one.</summary>
    public static string NotNull(TypeRef type) => type.Kind switch
    {
        _ when type.Custom is { } custom => custom.Name,
        RefKind.String => "string",
        RefKind.Boolean => "bool",
        RefKind.Int32 => "int",
        RefKind.Int64 => "long",
        RefKind.UInt64 => "ulong",
        RefKind.Double => "double",
        RefKind.Decimal => "decimal",
        RefKind.DateOnly => RuntimeTypes.DateOnly,
        RefKind.Guid => RuntimeTypes.Guid,
        RefKind.DateTimeOffset => RuntimeTypes.DateTimeOffset,
        RefKind.Bytes => RuntimeTypes.Bytes,
        RefKind.Json => RuntimeTypes.JsonElement,
        RefKind.File => RuntimeTypes.FilePart,
        RefKind.List => $"{RuntimeTypes.ReadOnlyList}<{Of(type.Element!)}>",
        RefKind.Map => $"{RuntimeTypes.ReadOnlyDictionary}<string, {Of(type.Element!)}>",
        _ => type.Name,
    };
}
