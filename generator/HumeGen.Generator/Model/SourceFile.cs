namespace HumeGen.Generator.Model;

/// <summary>A file to add to the compilation.</summary>
/// <param name="HintName">The name by which the compiler knows the file.</param>
/// <param name="Text">The whole file.</param>
internal sealed record SourceFile(string HintName, string Text);
