namespace HumeGen.Generator.Spec;

/// <summary>The JSON types that a schema allows, one or several.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Object = 32,
    Array = 64,
}
