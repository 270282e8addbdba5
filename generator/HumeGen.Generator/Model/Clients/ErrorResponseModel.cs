namespace HumeGen.Generator.Model;

/// <summary>A type that the errors of a call have.</summary>
/// <param name="Status">The status, a range such as <c>4XX</c>, or <c>default</c>.</param>
internal sealed record ErrorResponseModel(string Status, TypeRef Type);
