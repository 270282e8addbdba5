namespace HumeGen.Generator.Customizing;

/// <summary>A generated member that the project declares itself.</summary>
/// <param name="Type">The full name of its type.</param>
/// <param name="Signature">The member, as <see cref="Signatures"/> writes it.</param>
/// <param name="Result">The type that it has or returns, in C#; null where it has none, as a constructor.</param>
internal sealed record ReplacedMember(string Type, string Signature, string? Result);
