namespace HumeGen.Generator.Model;

/// <summary>The members that one value of the key leads to, in the order in which they are tried.</summary>
internal sealed record UnionCaseModel(KeyValueModel Value, EquatableArray<UnionChoiceModel> Choices);
