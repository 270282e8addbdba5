namespace HumeGen.Generator.Model;

/// <summary>Kinds of C# types.</summary>
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
