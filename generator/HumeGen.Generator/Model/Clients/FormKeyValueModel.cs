namespace HumeGen.Generator.Model;

/// <summary>A value that a part of a form has where other parts are given.</summary>
/// <param name="Value">The value.</param>
/// <param name="Parts">The properties of these parts.</param>
internal sealed record FormKeyValueModel(string Value, EquatableArray<string> Parts);
