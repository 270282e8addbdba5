namespace HumeGen.Generator.Model;

/// <summary>The way to a value in a page or a message: properties within each other.</summary>
/// <param name="Steps">The C# names of the properties.</param>
/// <param name="NullableSteps">Whether each of them may be null.</param>
/// <param name="Type">The type of the last one.</param>
internal sealed record PagePathModel(EquatableArray<string> Steps, EquatableArray<bool> NullableSteps, TypeRef Type);
