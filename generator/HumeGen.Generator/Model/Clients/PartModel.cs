namespace HumeGen.Generator.Model;

/// <summary>A part of a form.</summary>
/// <param name="Property">The record's property that it is written from.</param>
/// <param name="ContentType">The media type that the specification gives the part; null when it says nothing.</param>
internal sealed record PartModel(PropertyModel Property, ArrayFormat Array, string? ContentType)
{
    /// <summary>Whether it is a map of parts that the document does not name.</summary>
    public bool IsMap { get; init; }

    /// <summary>The values that it has where it is left out, by the other parts that are given, in the order in which they are tried.</summary>
    public EquatableArray<FormKeyValueModel> KeyValues { get; init; }
}
