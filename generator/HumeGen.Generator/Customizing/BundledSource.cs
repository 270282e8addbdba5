namespace HumeGen.Generator.Customizing;

/// <summary>A handwritten source that came with specifications, as the compiler hands it over.</summary>
internal sealed record BundledSource(string Path, string Text);
