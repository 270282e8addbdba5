namespace HumeGen.Generator.Model;

/// <summary>A property of a record.</summary>
/// <param name="WireName">Its name in JSON.</param>
/// <param name="Name">Its name in C#.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Constant">The one value that it may have, as text of the kind that the type tells; null when it is free.</param>
/// <param name="Secret">Whether its value stays out of <c>ToString</c>.</param>
internal sealed record PropertyModel(
    string WireName,
    string Name,
    TypeRef Type,
    bool Required,
    string? Constant,
    bool Secret,
    DocModel Doc)
{
    /// <summary>The value that it has unless another one is given, as text of the kind that the type tells; null where there is none.</summary>
    public string? Preset { get; init; }

    /// <summary>The items of the list that it is unless another one is given, each as such a text; null where there is none.</summary>
    public EquatableArray<string>? PresetItems { get; init; }

    /// <summary>Whether it has a value without being given one.</summary>
    public bool HasPreset => Preset is not null || PresetItems is not null;

    /// <summary>Whether the constructor of the record needs a value.</summary>
    public bool MustBeSet => Required && Constant is null && !HasPreset;
}
