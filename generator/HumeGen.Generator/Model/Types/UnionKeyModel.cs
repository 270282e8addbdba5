namespace HumeGen.Generator.Model;

/// <summary>The property that tells the members of a union apart.</summary>
/// <param name="WireName">Its name in JSON.</param>
/// <param name="Inner">The property of its value that holds the key; null where it holds the key itself.</param>
/// <param name="Name">Its name in C#.</param>
/// <param name="Fixed">Whether each member refuses every value but its own, so that the first of equal names is enough to choose it.</param>
/// <param name="Shared">Whether every member has it as a text that never changes, so that the interface can offer it.</param>
internal sealed record UnionKeyModel(string WireName, string? Inner, string Name, bool Fixed, bool Shared);
