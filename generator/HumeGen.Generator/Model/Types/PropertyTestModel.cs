namespace HumeGen.Generator.Model;

/// <summary>A condition on one property of a JSON object.</summary>
/// <param name="WireName">The name of the property.</param>
/// <param name="Kinds">The kinds of JSON that its value may be; with all of them it only has to be there.</param>
/// <param name="Values">The values that it may have; empty where the value does not count.</param>
internal sealed record PropertyTestModel(string WireName, JsonKinds Kinds, EquatableArray<KeyValueModel> Values);
