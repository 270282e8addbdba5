using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding;

/// <summary>What kind of C# type a schema becomes.</summary>
internal enum DraftKind
{
    Record,
    Enum,
    Union,
    ValueUnion,

    /// <summary>A list whose items each have a type of their own.</summary>
    Tuple,

    /// <summary>The bytes of a binary frame.</summary>
    Binary,
}

/// <summary>A type in the making. Names are settled, and equal types of several documents made one, before it becomes a model.</summary>
internal sealed class TypeDraft(DraftKind kind, DocumentContext document, string pointer, string @namespace, string name, DocModel doc)
{
    private TypeDraft? _mergedInto;

    public DraftKind Kind { get; set; } = kind;

    public DocumentContext Document { get; } = document;

    public string Pointer { get; } = pointer;

    public string Namespace { get; set; } = @namespace;

    public string Name { get; set; } = name;

    public DocModel Doc { get; set; } = doc;

    /// <summary>Whether the document gave it a name, as a component or by an extension.</summary>
    public bool IsNamed { get; set; }

    public List<PropertyDraft> Properties { get; } = [];

    public TypeUse? Additional { get; set; }

    /// <summary>The name of a property that walks all others; null when there is none.</summary>
    public string? Entries { get; set; }

    public List<EnumValueModel> Values { get; set; } = [];

    public List<EnumFactModel> Facts { get; } = [];

    public List<VariantDraft> Variants { get; } = [];

    /// <summary>The discriminator that the document declares; null where it must be found.</summary>
    public string? DeclaredKey { get; set; }

    /// <summary>The variant that is meant when the key is not there, by the value of its key.</summary>
    public string? DefaultKeyValue { get; set; }

    /// <summary>Whether it is a base, whose heirs have the key of the base without saying what it is in them.</summary>
    public bool IsBase { get; set; }

    /// <summary>The component that is meant when the key is not there; null where none is.</summary>
    public string? DefaultSchema { get; set; }

    /// <summary>The draft that stands for this one after equal types were made one.</summary>
    public TypeDraft Canonical => _mergedInto is null ? this : _mergedInto.Canonical;

    public void MergeInto(TypeDraft other) => _mergedInto = other;
}

/// <summary>A property of a record in the making.</summary>
internal sealed record PropertyDraft(
    string WireName,
    string? GivenName,
    TypeUse Use,
    bool Required,
    string? Constant,
    bool Secret,
    DocModel Doc,
    PropertyAccess Access = PropertyAccess.ReadWrite);

/// <summary>Who sets a property.</summary>
internal enum PropertyAccess
{
    ReadWrite,

    /// <summary>The server, so that it is not asked for in what is sent.</summary>
    ReadOnly,

    /// <summary>The client, so that it need not come back.</summary>
    WriteOnly,
}

/// <summary>A variant of a union in the making.</summary>
/// <param name="MappedValues">The values that the discriminator's mapping, or the name of the schema, gives it.</param>
internal sealed record VariantDraft(TypeUse Use, IReadOnlyList<string> MappedValues, string? SchemaName);

/// <summary>A use of a type in the making.</summary>
internal sealed record TypeUse(RefKind Kind, TypeDraft? Draft, TypeUse? Element, bool Nullable)
{
    /// <summary>The C# type that is asked for instead of the one that belongs to the kind.</summary>
    public CustomTypeModel? Custom { get; init; }

    public static TypeUse Json { get; } = new(RefKind.Json, null, null, false);

    public static TypeUse Of(RefKind kind) => new(kind, null, null, false);

    public static TypeUse Of(TypeDraft draft) => new(RefKind.Model, draft, null, false);

    public static TypeUse ListOf(TypeUse element) => new(RefKind.List, null, element, false);

    public static TypeUse MapOf(TypeUse element) => new(RefKind.Map, null, element, false);

    public TypeUse OrNull(bool nullable) => nullable && !Nullable ? this with { Nullable = true } : this;
}
