namespace HumeGen.Server.Validation;

/// <summary>The JSON kinds that a schema allows; none set means any.</summary>
[Flags]
internal enum JsonKinds
{
    Any = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Array = 32,
    Object = 64,
}
