namespace HumeGen.Generator.Model;

/// <summary>The property that tells the members of a union apart.</summary>
/// <param name="Shared">Whether every member has it as a constant, so that the interface can offer it.</param>
internal sealed record UnionKeyModel(string WireName, string Name, bool Shared);
