using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A type in the making. The passes of <c>Binding/Types</c> make equal types one and settle names before it becomes a model.</summary>
internal sealed class TypeDraft(DraftKind kind, DocumentContext document, JsonPointer pointer, string @namespace, string name, DocModel doc)
{
    private TypeDraft? _mergedInto;
    private TypeDraft? _base;

    public DraftKind Kind { get; } = kind;

    public DocumentContext Document { get; } = document;

    public JsonPointer Pointer { get; } = pointer;

    public string Namespace { get; set; } = @namespace;

    public string Name { get; set; } = name;

    public DocModel Doc { get; set; } = doc;

    /// <summary>Places that describe the type, first the one whose descriptions count.</summary>
    public List<DraftSource> Sources { get; } = [new(document, pointer)];

    /// <summary>Whether the document says that its descriptions count where several describe the type.</summary>
    public bool HasDocsThatCount { get; set; }

    /// <summary>Whether the document gave it a name, as a component or by an extension.</summary>
    public bool IsNamed { get; set; }

    /// <summary>Whether the document gave it a name by an extension.</summary>
    public bool IsNamedByHand { get; set; }

    public List<PropertyDraft> Properties { get; } = [];

    /// <summary>The values of further properties of a record, or the further items of a tuple; null where the document describes none.</summary>
    public TypeUse? Additional { get; set; }

    /// <summary>The name of a property that walks all others; null when there is none.</summary>
    public string? Entries { get; set; }

    /// <summary>The known values of an enum.</summary>
    public List<EnumValueModel> Values { get; } = [];

    /// <summary>The facts of an enum's values.</summary>
    public List<EnumFactDraft> Facts { get; } = [];

    /// <summary>The codes that an enum lists, where it is a catalogue.</summary>
    public Catalogue Catalogue { get; set; }

    public List<VariantDraft> Variants { get; } = [];

    /// <summary>The ways that the variants go as messages of channels. Messages become an interface, whether or not they can be told apart.</summary>
    public MessageDirections Messages { get; set; }

    /// <summary>The discriminator that the document declares; null where it must be found.</summary>
    public string? DeclaredKey { get; set; }

    /// <summary>The variant that is meant when the key is not there, by the value of its key.</summary>
    public string? DefaultKeyValue { get; set; }

    /// <summary>The component that is meant when the key is not there; null where none is.</summary>
    public string? DefaultSchema { get; set; }

    /// <summary>The type that a union comes down to where its variants are one type; null for all else. Found by <see cref="Types.ArrangeUnions"/>.</summary>
    public TypeUse? Same { get; set; }

    /// <summary>Whether null is a value of a union. Found by <see cref="Types.ArrangeUnions"/>.</summary>
    public bool AllowsNull { get; set; }

    /// <summary>The record of a base for what is of it and of nothing derived from it; null where there is none.</summary>
    public TypeDraft? Self { get; set; }

    /// <summary>The base from which a base is derived; null where it is not.</summary>
    public TypeDraft? Base
    {
        get => _base?.Canonical;
        set => _base = value;
    }

    /// <summary>Whether it is a base, whose derived schemas have the key of the base without saying what it is in them.</summary>
    public bool IsBase { get; set; }

    /// <summary>Takes over the document's rule for distinguishing variants.</summary>
    public void SetDiscriminator(SchemaNode schema)
    {
        DeclaredKey = schema.Discriminator?.PropertyName;
        DefaultKeyValue = schema.Discriminator?.Text(ExtensionWords.Default) ?? schema.Text(ExtensionWords.Default);
        DefaultSchema = schema.Discriminator?.DefaultComponent;
    }

    /// <summary>The draft that stands for this one after equal types were made one.</summary>
    public TypeDraft Canonical
    {
        get
        {
            var canonical = this;
            while (canonical._mergedInto is { } next)
                canonical = next;
            // The next one who asks goes there at once.
            if (_mergedInto is not null)
                _mergedInto = canonical;
            return canonical;
        }
    }

    /// <summary>Whether another draft stands for this one.</summary>
    public bool IsMerged => _mergedInto is not null;

    public void MergeInto(TypeDraft other) => _mergedInto = other.Canonical;
}
