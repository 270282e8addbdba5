namespace HumeGen.Generator.Reading.Yaml;

/// <summary>What a YAML tag says a scalar is.</summary>
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
