using HumeGen.Generator.Model;

namespace HumeGen.Generator.Customizing;

/// <summary>What a file or two are emitted from: a part of the model, and what the project declares of the same types itself.</summary>
internal sealed record Slice<T>(T Model, EquatableArray<UserType> Users)
    where T : IEquatable<T>;
