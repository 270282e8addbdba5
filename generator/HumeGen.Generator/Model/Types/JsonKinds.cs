namespace HumeGen.Generator.Model;

/// <summary>Kinds of JSON values.</summary>
[Flags]
internal enum JsonKinds
{
    None = 0,
    Text = 1,
    Number = 2,
    Boolean = 4,
    List = 8,
    Object = 16,
    Null = 32,
    AnyButNull = Text | Number | Boolean | List | Object,
    Any = AnyButNull | Null,
}
