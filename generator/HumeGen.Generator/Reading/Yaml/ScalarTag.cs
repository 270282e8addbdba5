namespace HumeGen.Generator.Reading.Yaml;

/// <summary>Kinds of scalars that YAML tags name.</summary>
internal enum ScalarTag
{
    /// <summary>No tag: a plain scalar is typed by its spelling, a quoted one is a string.</summary>
    None,
    String,
    Null,
    Boolean,
    Integer,
    Float,
}
