namespace HumeGen.Generator.Spec;

/// <summary>The keywords of a schema that decide what it becomes in C#, as far as they stand there and say something.</summary>
[Flags]
internal enum SchemaKeywords
{
    None = 0,
    Type = 1,
    Format = 1 << 1,
    Enum = 1 << 2,
    Const = 1 << 3,
    Required = 1 << 4,
    Properties = 1 << 5,
    AdditionalProperties = 1 << 6,
    PatternProperties = 1 << 7,
    Items = 1 << 8,
    AllOf = 1 << 9,
    OneOf = 1 << 10,
    AnyOf = 1 << 11,

    /// <summary>One of several schemas.</summary>
    Alternatives = OneOf | AnyOf,

    /// <summary>More than a plain value.</summary>
    Structure = Properties | AdditionalProperties | Items | AllOf | Alternatives,
}
