namespace HumeGen.Generator.Binding.Calls;

/// <summary>The names that a call gets.</summary>
/// <param name="Group">The client it belongs to, as a dotted path from the root client; empty for the root client itself.</param>
/// <param name="Name">The name of the method, without <c>Async</c>.</param>
/// <param name="TypePrefix">The name after which its types are named, which no other call of the document has where <paramref name="Name"/> is cut.</param>
internal sealed record CallName(string Group, string Name, string TypePrefix);
