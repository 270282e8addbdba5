using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>Turns settled types into the models that are emitted.</summary>
internal sealed class TypeModelBuilder
{
    private readonly SettledTypes _types;
    private readonly PayloadDirections _directions;
    private readonly Dictionary<TypeDraft, List<string>> _implemented = [];
    private readonly Dictionary<TypeDraft, EquatableArray<PropertyModel>> _properties = [];

    public TypeModelBuilder(SettledTypes types, PayloadDirections directions)
    {
        _types = types;
        _directions = directions;
        foreach (var union in types.Unions.Where(u => u.Value.Form == UnionForm.Objects))
        {
            foreach (var member in union.Value.Members.Select(m => m.Draft).Concat(union.Value.Messages.Select(m => m.Draft)).Concat(union.Value.Frames))
                Implements(member).Add(UnionName(union.Key));
        }
    }

    public List<TypeModel> Build() => [.. _types.Drafts.Where(d => FormOf(d) != UnionForm.Same).Select(d => Build(d) with { Source = TypeSource.Of(d), Unions = Unions(d) })];

    public TypeRef Ref(TypeUse use) => use.Draft switch
    {
        null => new TypeRef(use.Kind, "", use.Element is null ? null : Ref(use.Element), use.Nullable)
        {
            Custom = use.Custom,
            OrText = use.OrText,
        },
        { Same: { } same } union => Ref(same.OrNull(use.Nullable || union.AllowsNull)),
        { Kind: DraftKind.Record or DraftKind.Message or DraftKind.Binary or DraftKind.Text } draft => new TypeRef(RefKind.Model, FullName(draft), null, use.Nullable),
        { Kind: DraftKind.Tuple } draft => new TypeRef(RefKind.Tuple, FullName(draft), null, use.Nullable),
        var draft => FormOf(draft) switch
        {
            UnionForm.Objects => new TypeRef(RefKind.Model, UnionName(draft), null, use.Nullable || draft.AllowsNull)
            {
                IsUnion = true,
            },
            UnionForm.Values => new TypeRef(RefKind.Struct, FullName(draft), null, use.Nullable || draft.AllowsNull)
            {
                MayHaveParts = _types.Unions[draft].Values.Any(v => v.Use is { Draft: { Kind: not DraftKind.Enum } } or { Kind: RefKind.List or RefKind.Map }),
            },
            _ => new TypeRef(RefKind.Struct, FullName(draft), null, use.Nullable || draft.AllowsNull),
        },
    };

    /// <summary>The type of JSON, in which files are bytes.</summary>
    public TypeRef JsonRef(TypeUse use) => FileAsBytes(Ref(use));

    /// <summary>Properties of a record, of parameters or of a form, with names of their own.</summary>
    public EquatableArray<PropertyModel> Properties(IReadOnlyList<PropertyDraft> drafts, string owner, bool isJson, params string[] reserved)
    {
        var names = new NameScope([.. ReservedNames.InRecord, owner, .. reserved]).TakeAll([.. drafts.Select(d => (d.WireName, d.GivenName ?? CSharpNames.Pascal(d.WireName)))]);
        var models = new List<PropertyModel>(drafts.Count);
        for (var i = 0; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            // C# does not let a deprecated property be a required one.
            var required = draft.Required && !draft.Doc.Deprecated;
            var type = Ref(draft.Use);
            // A property that can be left out needs a null of its own.
            type = type.WithNullable(type.Nullable || !required);
            type = isJson || !IsFileOfForm(type) ? FileAsBytes(type) : type;
            type = isJson ? type : WithoutCustomTypes(type);
            var doc = draft.Doc.Summary.Length > 0 ? draft.Doc : draft.Doc with { Summary = $"The property \"{draft.WireName}\" on the wire." };
            models.Add(new PropertyModel(draft.WireName, names[i], type, required, draft.Constant, draft.Secret && type.Kind == RefKind.String, doc)
            {
                Preset = draft.Preset,
                PresetItems = draft.PresetItems is { } items ? EquatableArray.From(items) : null,
            });
        }

        return EquatableArray.From(models);
    }

    /// <summary>The record for a message of a direction that no member fits.</summary>
    public static string UnknownName(TypeDraft messages) => $"global::{messages.Namespace}.Unknown{messages.Name}";

    /// <summary>The first message of a direction that is a frame of a kind; null when there is none.</summary>
    public string? FrameName(TypeDraft messages, DraftKind kind) => _types.Unions[messages].Frames.FirstOrDefault(f => f.Kind == kind) is { } frame ? FullName(frame) : null;

    /// <summary>Whether any message of a direction is JSON.</summary>
    public bool HasJson(TypeDraft messages) => _types.Unions[messages] is { Members.Count: > 0 } or { Messages.Count: > 0 };

    // A part of a form can be a file, or several files of one name. Deeper within, it is JSON.
    private static bool IsFileOfForm(TypeRef type) => type.Kind == RefKind.File || type is { Kind: RefKind.List, Element.Kind: RefKind.File };

    // In JSON there are no files: what a schema calls binary can only be base64.
    private static TypeRef FileAsBytes(TypeRef type) => type.Kind switch
    {
        RefKind.File => type with { Kind = type.OrText ? RefKind.String : RefKind.Bytes, OrText = false },
        RefKind.List or RefKind.Map => type with { Element = FileAsBytes(type.Element!) },
        _ => type,
    };

    // Types of the user's choice know JSON, but neither queries nor forms, where all is text.
    private static TypeRef WithoutCustomTypes(TypeRef type) =>
        type with { Custom = null, Element = type.Element is null ? null : WithoutCustomTypes(type.Element) };

    private static string FullName(TypeDraft draft) => $"global::{draft.Namespace}.{draft.Name}";

    private static string UnionName(TypeDraft draft) => $"global::{draft.Namespace}.{UnionModel.NameOf(draft.Name)}";

    // Null for what is no union.
    private UnionForm? FormOf(TypeDraft draft) => draft.Kind switch
    {
        DraftKind.Union or DraftKind.ValueUnion => _types.Unions[draft].Form,
        _ => null,
    };

    private TypeModel Build(TypeDraft draft)
    {
        var doc = draft.Doc.Summary.Length > 0 ? draft.Doc : draft.Doc with { Summary = TypeSource.Summary(draft.Pointer) };
        return (draft.Kind, FormOf(draft)) switch
        {
            (DraftKind.Record, _) => new RecordModel(draft.Namespace, draft.Name, doc, Properties(draft), Further(draft), Entries(draft)),
            (DraftKind.Enum, _) => Enum(draft, doc),
            (DraftKind.Tuple, _) => new TupleModel(draft.Namespace, draft.Name, doc, Properties(draft), Further(draft)),
            (DraftKind.Message, _) => new MessageModel(draft.Namespace, draft.Name, doc, Properties(draft)[0]),
            (DraftKind.Binary or DraftKind.Text, _) => new FrameModel(draft.Namespace, draft.Name, doc, draft.Kind == DraftKind.Text),
            (_, UnionForm.Objects) => Union(draft, doc, _types.Unions[draft]),
            _ => ValueUnion(draft, doc, _types.Unions[draft]),
        };
    }

    private TypeRef? Further(TypeDraft draft) => draft.Additional is { } further ? FileAsBytes(Ref(further)) : null;

    // Only where all properties have one type is there a type of an entry.
    private string? Entries(TypeDraft draft) =>
        draft.Entries is not null && draft.Properties.Select(p => Ref(p.Use).WithNullable(false)).Distinct().Count() == 1 ? draft.Entries : null;

    private EquatableArray<PropertyModel> Properties(TypeDraft record)
    {
        if (!_properties.TryGetValue(record, out var properties))
        {
            var drafts = record.Properties.Select(p => p.Required && !_directions.IsRequiredIn(record, p.Access) ? p with { Required = false } : p).ToArray();
            _properties[record] = properties = Properties(drafts, record.Name, isJson: true, record.Kind == DraftKind.Tuple ? ["More"] : []);
        }

        return properties;
    }

    private EquatableArray<string> Unions(TypeDraft member) => EquatableArray.From(Implements(member).Distinct().OrderBy(u => u, StringComparer.Ordinal));

    private static EnumModel Enum(TypeDraft draft, DocModel doc)
    {
        var facts = new NameScope([.. ReservedNames.InEnum, draft.Name]).TakeAll([.. draft.Facts.Select(f => (f.Name, CSharpNames.Given(f.Name)))]);
        var values = new NameScope([.. ReservedNames.InEnum, "Unknown", draft.Name, .. facts]).TakeAll([.. draft.Values.Select(v => (v.WireValue, v.Name))]);
        return new EnumModel(
            draft.Namespace,
            draft.Name,
            doc,
            EquatableArray.From(draft.Values.Select((v, i) => v with { Name = values[i], Doc = v.Doc.Length > 0 ? v.Doc : $"The value \"{v.WireValue}\"." })),
            EquatableArray.From(draft.Facts.Select((f, i) => new EnumFactModel(
                facts[i],
                f.Doc.Length > 0 ? f.Doc : f.Name,
                f.IsBoolean,
                EquatableArray.From(draft.Values.Select(v => f.Values.TryGetValue(v.WireValue, out var fact) ? fact : f.IsBoolean ? "false" : ""))))),
            draft.Catalogue != Catalogue.None);
    }

    private UnionModel Union(TypeDraft draft, DocModel doc, UnionPlan plan)
    {
        return new UnionModel(
            draft.Namespace,
            UnionModel.NameOf(draft.Name),
            doc,
            "Unknown" + draft.Name,
            BaseOf(draft) is { } @base ? UnionName(@base) : null,
            plan.Key is null ? null : Key(draft, plan, plan.Key),
            EquatableArray.From(plan.Members.Select(m => new UnionMemberModel(FullName(m.Draft), EquatableArray.From(m.KeyValues.Select(v => v.Text))))),
            EquatableArray.From(plan.Cases.Select(c => new UnionCaseModel(c.Value, Choices(c.Choices)))),
            Choices(plan.Choices),
            EquatableArray.From(plan.Messages.Select(v => new UnionValueModel(FullName(v.Draft), v.Kinds, EquatableArray.From(v.Values), EquatableArray.From(v.Items)))),
            EquatableArray.From(plan.Frames.Select(FullName)),
            plan.Default is null ? null : FullName(plan.Default));
    }

    // Schemas that are parts of each other have no base among them.
    private TypeDraft? BaseOf(TypeDraft draft)
    {
        var next = draft.Base;
        for (var steps = 0; next is not null && steps < _types.Drafts.Count; steps++, next = next.Base)
        {
            if (next == draft)
                return null;
        }

        return draft.Base;
    }

    private static EquatableArray<UnionChoiceModel> Choices(IEnumerable<UnionChoice> choices) =>
        EquatableArray.From(choices.Select(c => new UnionChoiceModel(FullName(c.Draft), EquatableArray.From(c.AllOf), EquatableArray.From(c.AnyOf), c.WithoutKey)));

    // The interface has the key where every member has it as a constant of the same name, and nothing else is called so.
    private UnionKeyModel Key(TypeDraft draft, UnionPlan plan, KeyPath key)
    {
        var scope = new NameScope([.. ReservedNames.InUnion, "Unknown" + draft.Name]);
        var properties = plan.Members.Select(m => Properties(m.Draft).FirstOrDefault(p => p.WireName == key.WireName)).ToArray();
        var name = properties.FirstOrDefault()?.Name ?? CSharpNames.Pascal(key.WireName);
        var free = scope.Take(name);
        var isShared = name == free && plan.Frames.Count + plan.Messages.Count == 0
            && properties.All(p => p is { Type.Kind: RefKind.String } && (p.Constant is not null || p is { Preset: not null, Type.Nullable: false }) && p.Name == name);
        var isFixed = key.Inner is null && properties.All(p => p is { Type: { Kind: RefKind.String, Nullable: false }, Constant: not null });
        return new UnionKeyModel(key.WireName, key.Inner, free, isFixed, isShared);
    }

    private ValueUnionModel ValueUnion(TypeDraft draft, DocModel doc, UnionPlan plan)
    {
        var members = new List<ValueUnionMemberModel>();
        // The members are called AsString and so on, which may be what the union is called.
        var scope = new NameScope(draft.Name.StartsWith("As", StringComparison.Ordinal) ? [draft.Name.Substring(2)] : []);
        var lists = plan.Values.Count(v => v.Use.Draft is null && v.Use.Kind == RefKind.List);
        foreach (var value in plan.Values)
        {
            var type = WithoutCustomTypes(FileAsBytes(Ref(value.Use)).WithNullable(false));
            if (members.Any(m => m.Type with { OrText = type.OrText } == type))
                continue;
            var objects = type.IsUnion ? _types.Unions[value.Use.Draft!].Members.Select(m => FullName(m.Draft)) : [];
            members.Add(new ValueUnionMemberModel(
                scope.Take(IsOwnObject(draft, value.Use) ? "Object" : MemberName(type, lists > 1)),
                type,
                EquatableArray.From(objects),
                EquatableArray.From(value.Items),
                EquatableArray.From(value.Properties)));
        }

        return new ValueUnionModel(draft.Namespace, draft.Name, doc, EquatableArray.From(members));
    }

    // The union of objects that was made for this union.
    private static bool IsOwnObject(TypeDraft union, TypeUse use) =>
        use.Draft is { Kind: DraftKind.Union } inner && inner.Pointer == union.Pointer && inner.Document == union.Document;

    // Several lists are called by their items.
    private static string MemberName(TypeRef type, bool isOneOfLists) => type switch
    {
        { Kind: RefKind.List, Element: { Kind: RefKind.List } inner } when isOneOfLists => MemberName(inner.Element!, true) + "Lists",
        { Kind: RefKind.List } when isOneOfLists => MemberName(type.Element!, true) + "s",
        { IsUnion: true } => type.Name.Substring(type.Name.LastIndexOf('.') + 2),
        { Name.Length: > 0 } => type.Name.Substring(type.Name.LastIndexOf('.') + 1),
        { Kind: RefKind.Int32 or RefKind.Int64 or RefKind.UInt64 } when isOneOfLists => "Int",
        _ => type.Kind.ToString(),
    };

    private List<string> Implements(TypeDraft draft)
    {
        if (!_implemented.TryGetValue(draft, out var unions))
            _implemented[draft] = unions = [];
        return unions;
    }
}
