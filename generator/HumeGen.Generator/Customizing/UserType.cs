namespace HumeGen.Generator.Customizing;

/// <summary>A partial type that the project itself declares.</summary>
/// <param name="FullName">With <c>global::</c>, as types of the model have it.</param>
/// <param name="Members">Its members, as <see cref="Signatures"/> writes them.</param>
internal sealed record UserType(string FullName, EquatableArray<string> Members);
