namespace HumeGen.Generator.Model;

/// <summary>A read-only property of an enum with one string or boolean per known value.</summary>
/// <param name="Values">In the order of the enum's values; the text, or <c>true</c> and <c>false</c>.</param>
internal sealed record EnumFactModel(string Name, string Doc, bool IsBoolean, EquatableArray<string> Values);
