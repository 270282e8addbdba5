namespace HumeGen.Generator.Model;

/// <summary>A known value of an enum.</summary>
internal sealed record EnumValueModel(string WireValue, string Name, string Doc);
