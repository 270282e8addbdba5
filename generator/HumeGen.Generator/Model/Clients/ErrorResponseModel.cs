namespace HumeGen.Generator.Model;

/// <summary>An error that a call answers.</summary>
/// <param name="Status">The status, a range such as <c>4XX</c>, or <c>default</c>.</param>
/// <param name="Type">The type of its body; null where there is none, or none that is a class or an interface.</param>
/// <param name="Exception">Full name of the exception that it becomes.</param>
/// <param name="Doc">The description.</param>
internal sealed record ErrorResponseModel(string Status, TypeRef? Type, string Exception, string Doc);
