using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A property of a record in the making.</summary>
/// <param name="GivenName">The name that the document gives by hand; null where it gives none.</param>
/// <param name="Constant">The one value that it may have, as its text; null when it is free.</param>
/// <param name="Secret">Whether its value stays out of <c>ToString</c>.</param>
internal sealed record PropertyDraft(
    string WireName,
    string? GivenName,
    TypeUse Use,
    bool Required,
    string? Constant,
    bool Secret,
    DocModel Doc,
    PropertyAccess Access = PropertyAccess.ReadWrite)
{
    /// <summary>The numbers and booleans that it may have; empty if it may have any, and for strings.</summary>
    public IReadOnlyList<KeyValueModel> Listed { get; init; } = [];

    /// <summary>The type where the value may be left out, so that there is no constant; null for a property that has none.</summary>
    public TypeUse? Free { get; init; }

    /// <summary>Whether it has a constant that need not be sent: the property may be missing, or null.</summary>
    public bool HasOptionalConstant() => Constant is not null && Free is not null && (!Required || Use.Nullable);

    /// <summary>The value that it has unless another one is given, as its text; null where there is none. Found by <see cref="Types.WriteKeys"/>.</summary>
    public string? Preset { get; init; }

    /// <summary>The items of the list that it is unless another one is given, as their texts; null where there is none.</summary>
    public IReadOnlyList<string>? PresetItems { get; init; }

    /// <summary>Whether it holds the code of an error.</summary>
    public bool IsErrorCode { get; init; }

    /// <summary>The same property without its constant, which is one of the values that it may have.</summary>
    /// <param name="use">The type that it gets.</param>
    public PropertyDraft WithoutConstant(TypeUse use) => this with
    {
        Use = use,
        Constant = null,
        Free = null,
        Listed = Use.Kind == RefKind.String ? [] : KeyValueModel.Of(Constant!, Use.Kind) is { } value ? [value] : [],
    };
}
