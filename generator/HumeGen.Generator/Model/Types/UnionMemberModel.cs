namespace HumeGen.Generator.Model;

/// <summary>A member of a union.</summary>
/// <param name="TypeName">Its full name.</param>
/// <param name="KeyValues">The values of the key that mean it.</param>
/// <param name="AllOf">Where there is no key: the properties that must all be there.</param>
/// <param name="AnyOf">Where there is no key, and no property is required: one of these must be there.</param>
internal sealed record UnionMemberModel(
    string TypeName,
    EquatableArray<string> KeyValues,
    EquatableArray<string> AllOf,
    EquatableArray<string> AnyOf);
