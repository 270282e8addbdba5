namespace HumeGen.Tool.Specs;

/// <summary>The text of one file.</summary>
/// <param name="Path">The full path.</param>
internal sealed record SpecSource(string Path, string Text);
