using HumeGen.Generator.Customizing;

namespace HumeGen.Generator.Slicing;

/// <summary>Parts of the model that are emitted together, and the members that the project declares of the same types itself.</summary>
/// <param name="Models">One part, or in large models several.</param>
/// <param name="Users">The partial types of the project that add to them.</param>
/// <param name="FileName">The one file that several parts share; null for a part that has files of its own.</param>
internal sealed record Slice<T>(EquatableArray<T> Models, EquatableArray<UserType> Users, string? FileName)
    where T : IEquatable<T>;
