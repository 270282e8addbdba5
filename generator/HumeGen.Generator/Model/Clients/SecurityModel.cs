namespace HumeGen.Generator.Model;

/// <summary>Credentials of a call.</summary>
/// <param name="IsAnonymous">Whether it takes none.</param>
/// <param name="Sets">The sets of credentials that it takes together, by name; an empty one where none is needed. None where it takes what all take.</param>
internal sealed record SecurityModel(bool IsAnonymous, EquatableArray<EquatableArray<string>> Sets);
