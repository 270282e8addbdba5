namespace HumeGen.Generator.Spec;

/// <summary>The kinds of values that an extension may have.</summary>
[Flags]
internal enum ExtensionValue
{
    Text = 1,
    Flag = 2,
    Mapping = 4,
    False = 8,
    List = 16,
}
