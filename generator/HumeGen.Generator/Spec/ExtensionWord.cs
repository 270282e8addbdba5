namespace HumeGen.Generator.Spec;

/// <summary>What the value of an extension may be.</summary>
[Flags]
internal enum ExtensionValue
{
    Text = 1,
    Flag = 2,
    Mapping = 4,
    List = 8,
}

/// <summary>An extension that the generator reads.</summary>
/// <param name="Name">The key, such as <c>x-humegen-name</c>.</param>
/// <param name="Value">What its value may be.</param>
/// <param name="Places">Where it has an effect, in words.</param>
/// <param name="Doc">The effect, in words.</param>
internal sealed record ExtensionWord(string Name, ExtensionValue Value, string Places, string Doc);
