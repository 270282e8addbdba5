using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Channels;

/// <summary>The messages that go one way.</summary>
/// <param name="Union">The union of all.</param>
/// <param name="Named">Each of them by the names that the document has for it; several have one name where a message is a choice.</param>
internal sealed record BoundMessages(TypeUse Union, IReadOnlyList<(string Name, TypeUse Message)> Named);
