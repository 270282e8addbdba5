namespace HumeGen.Generator.Model;

/// <summary>A parameter that is always sent with the same value and is no argument.</summary>
/// <param name="WireName">Its name on the wire.</param>
/// <param name="Method">The method of the runtime that takes it.</param>
internal sealed record ConstantParameterModel(string WireName, ParameterMethod Method, string Value);
