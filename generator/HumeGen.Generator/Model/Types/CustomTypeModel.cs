namespace HumeGen.Generator.Model;

/// <summary>A C# type that is not generated.</summary>
/// <param name="Name">Its full name with <c>global::</c>.</param>
/// <param name="Converter">The full name of the static class that reads and writes it; null where the type does so itself.</param>
internal sealed record CustomTypeModel(string Name, string? Converter);
