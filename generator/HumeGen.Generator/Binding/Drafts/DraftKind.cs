namespace HumeGen.Generator.Binding.Drafts;

/// <summary>The kind of C# type that a schema becomes.</summary>
internal enum DraftKind
{
    Record,
    Enum,
    Union,
    ValueUnion,

    /// <summary>A list whose items each have a type of their own.</summary>
    Tuple,

    /// <summary>The bytes of a binary frame.</summary>
    Binary,
}
