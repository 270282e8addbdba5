namespace HumeGen.Generator.Model;

/// <summary>What a value is in C#.</summary>
internal enum RefKind
{
    String,
    Boolean,
    Int32,
    Int64,
    UInt64,
    Double,
    Decimal,
    Guid,
    DateTimeOffset,
    DateOnly,

    /// <summary>Base64 on the wire, bytes in C#.</summary>
    Bytes,

    /// <summary>Any JSON value.</summary>
    Json,

    /// <summary>A file: part of a form, or a body that is streamed.</summary>
    File,

    /// <summary>A generated record or union interface: a reference type.</summary>
    Model,

    /// <summary>A generated record that is a list in JSON.</summary>
    Tuple,

    /// <summary>A generated enum or value union: a struct.</summary>
    Struct,

    List,
    Map,
}

/// <summary>A use of a C# type.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The generated type's full name with <c>global::</c>; empty for all other kinds.</param>
/// <param name="Element">The type of an item of a list or a value of a map.</param>
/// <param name="Nullable">Whether null is a value of it.</param>
internal sealed record TypeRef(RefKind Kind, string Name, TypeRef? Element, bool Nullable)
{
    /// <summary>The type that a specification or an overlay asks for instead; null for none. What it is on the wire is still the kind.</summary>
    public CustomTypeModel? Custom { get; init; }

    /// <summary>Whether the name is that of a union's interface.</summary>
    public bool IsUnion { get; init; }

    public bool IsValueType => Custom is null && Kind is not (RefKind.String or RefKind.Model or RefKind.Tuple or RefKind.List or RefKind.Map or RefKind.File);

    public TypeRef WithNullable(bool nullable) => nullable == Nullable ? this : this with { Nullable = nullable };
}

/// <summary>A C# type that is not generated.</summary>
/// <param name="Name">Its full name with <c>global::</c>.</param>
/// <param name="Converter">The full name of the static class that reads and writes it; null where the type does so itself, as generated ones do.</param>
internal sealed record CustomTypeModel(string Name, string? Converter);
