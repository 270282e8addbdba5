namespace HumeGen.Generator.Model;

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
