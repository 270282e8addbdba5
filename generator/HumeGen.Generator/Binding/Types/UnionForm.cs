namespace HumeGen.Generator.Binding.Types;

/// <summary>The C# form of a union.</summary>
internal enum UnionForm
{
    /// <summary>Objects: an interface that its members implement.</summary>
    Objects,

    /// <summary>Values of several JSON kinds: a struct.</summary>
    Values,

    /// <summary>The one type that the union comes down to.</summary>
    Same,
}
