namespace HumeGen.Generator.Model;

/// <summary>A use of a C# type.</summary>
/// <param name="Kind">The kind of the type.</param>
/// <param name="Name">The generated type's full name with <c>global::</c>; empty for all other kinds.</param>
/// <param name="Element">The type of an item of a list or a value of a map.</param>
/// <param name="Nullable">Whether null is a value of it.</param>
internal sealed record TypeRef(RefKind Kind, string Name, TypeRef? Element, bool Nullable)
{
    /// <summary>The type that is asked for instead; null for none. The kind still tells the form on the wire.</summary>
    public CustomTypeModel? Custom { get; init; }

    /// <summary>Whether it is a file that may be given as text instead, or a number that may come as text.</summary>
    public bool OrText { get; init; }

    /// <summary>Whether it is a union of values that may be a list or an object.</summary>
    public bool MayHaveParts { get; init; }

    /// <summary>Whether the name is that of a union's interface.</summary>
    public bool IsUnion { get; init; }

    public bool IsValueType => Custom is null
        && Kind is not (RefKind.String or RefKind.Model or RefKind.Tuple or RefKind.List or RefKind.Map or RefKind.File);

    public TypeRef WithNullable(bool nullable) => nullable == Nullable ? this : this with { Nullable = nullable };
}
