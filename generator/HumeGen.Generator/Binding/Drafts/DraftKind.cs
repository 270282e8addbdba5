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

    /// <summary>A message in JSON that is no object with properties of its own: a record around the value, which is its one property.</summary>
    Message,

    /// <summary>The bytes of a binary frame.</summary>
    Binary,

    /// <summary>The text of a frame that is no JSON.</summary>
    Text,
}
