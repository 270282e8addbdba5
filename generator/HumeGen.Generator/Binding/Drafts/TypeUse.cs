using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A use of a type in the making.</summary>
internal sealed record TypeUse(RefKind Kind, TypeUse? Element, bool Nullable)
{
    private readonly TypeDraft? _draft;

    /// <summary>The type that is made of a schema; after equal types were made one, the one that stands for all. Null for all other kinds.</summary>
    public TypeDraft? Draft => _draft?.Canonical;

    /// <summary>The C# type that is asked for instead of the one that belongs to the kind.</summary>
    public CustomTypeModel? Custom { get; init; }

    /// <summary>Whether null is its only value.</summary>
    public bool IsNull { get; init; }

    /// <summary>The type that the use comes down to after unions were arranged.</summary>
    public TypeUse Settle()
    {
        var use = this;
        while (use.Draft?.Same is { } same)
            use = same;
        return use;
    }

    /// <summary>Whether it may be given as text instead: a file as its address, a number as its digits.</summary>
    public bool OrText { get; init; }

    public static TypeUse Json { get; } = new(RefKind.Json, null, false);

    public static TypeUse Of(RefKind kind) => new(kind, null, false);

    public static TypeUse Of(TypeDraft draft) => new(draft);

    public static TypeUse ListOf(TypeUse element) => new(RefKind.List, element, false);

    public static TypeUse MapOf(TypeUse element) => new(RefKind.Map, element, false);

    public TypeUse OrNull(bool nullable) => nullable && !Nullable ? this with { Nullable = true } : this;

    /// <summary>The same with bytes in the place of files, which JSON and addresses do not have.</summary>
    public TypeUse WithoutFiles() => (Kind == RefKind.File ? this with { Kind = RefKind.Bytes } : this) is var use && use.Element is { } element
        ? use with { Element = element.WithoutFiles() } : use;

    private TypeUse(TypeDraft draft)
        : this(RefKind.Model, null, false) => _draft = draft;
}
