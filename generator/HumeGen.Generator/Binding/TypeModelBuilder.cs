using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding;

/// <summary>Turns drafts with settled names into the models that are emitted.</summary>
internal sealed class TypeModelBuilder
{
    private readonly List<TypeDraft> _drafts;
    private readonly Dictionary<TypeDraft, UnionPlan> _unions = [];
    private readonly Dictionary<TypeDraft, List<string>> _implemented = [];
    private readonly Dictionary<TypeDraft, EquatableArray<PropertyModel>> _properties = [];
    private readonly HashSet<TypeDraft> _plainJson = [];

    private readonly Directions _directions;

    public TypeModelBuilder(List<TypeDraft> drafts, Directions directions)
    {
        _directions = directions;
        _drafts = [.. drafts.Where(d => ReferenceEquals(d.Canonical, d))];
        foreach (var draft in _drafts.Where(d => d.Kind == DraftKind.Union))
            PlanUnion(draft);
        foreach (var plan in _unions.Values)
        {
            foreach (var member in plan.Members.Select(m => m.Draft).Concat(plan.Binaries))
                Implements(member).Add(UnionName(plan.Draft));
        }
    }

    public List<TypeModel> Build() => [.. _drafts.Where(d => !_plainJson.Contains(d)).Select(Build)];

    public TypeRef Ref(TypeUse use)
    {
        if (use.Draft is { } draft)
        {
            draft = draft.Canonical;
            return _plainJson.Contains(draft)
                ? new TypeRef(RefKind.Json, "", null, use.Nullable)
                : draft.Kind switch
                {
                    DraftKind.Record or DraftKind.Binary => new TypeRef(RefKind.Model, FullName(draft), null, use.Nullable),
                    DraftKind.Tuple => new TypeRef(RefKind.Tuple, FullName(draft), null, use.Nullable),
                    DraftKind.Union => new TypeRef(RefKind.Model, UnionName(draft), null, use.Nullable) { IsUnion = true },
                    _ => new TypeRef(RefKind.Struct, FullName(draft), null, use.Nullable),
                };
        }

        return new TypeRef(use.Kind, "", use.Element is null ? null : Ref(use.Element), use.Nullable) { Custom = use.Custom };
    }

    /// <summary>Properties of a record, of parameters or of a form, with names of their own.</summary>
    public EquatableArray<PropertyModel> Properties(IReadOnlyList<PropertyDraft> drafts, string owner, bool isJson, params string[] reserved)
    {
        var names = new NameScope([.. Reserved.InRecord, owner, .. reserved]).TakeAll([.. drafts.Select(d => (d.WireName, d.GivenName ?? CSharpNames.Pascal(d.WireName)))]);
        var models = new List<PropertyModel>();
        for (var i = 0; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            // C# does not let a deprecated property be a required one.
            var required = draft.Required && !draft.Doc.Deprecated;
            var type = Ref(draft.Use);
            // What is optional can be left out, so it needs a null of its own.
            type = type.WithNullable(type.Nullable || !required);
            type = isJson ? FileAsBytes(type) : AsOnTheWire(type);
            var doc = draft.Doc.Summary.Length > 0 ? draft.Doc : draft.Doc with { Summary = $"The property \"{draft.WireName}\" on the wire." };
            models.Add(new PropertyModel(draft.WireName, names[i], type, required, draft.Constant, draft.Secret && type.Kind == RefKind.String, doc));
        }

        return EquatableArray.From(models);
    }

    // In JSON there are no files: what a schema calls binary can only be base64.
    private static TypeRef FileAsBytes(TypeRef type) => type.Kind switch
    {
        RefKind.File => type with { Kind = RefKind.Bytes },
        RefKind.List or RefKind.Map => type with { Element = FileAsBytes(type.Element!) },
        _ => type,
    };

    // Types of the user's choice know JSON, but neither queries nor forms.
    private static TypeRef AsOnTheWire(TypeRef type) => type with { Custom = null, Element = type.Element is null ? null : AsOnTheWire(type.Element) };

    private static string FullName(TypeDraft draft) => $"global::{draft.Namespace}.{draft.Name}";

    /// <summary>The record of a union for what no member fits; null where the union is kept as JSON.</summary>
    public string? UnknownName(TypeDraft draft) =>
        _plainJson.Contains(draft.Canonical) || draft.Canonical.Kind != DraftKind.Union ? null : $"global::{draft.Canonical.Namespace}.Unknown{draft.Canonical.Name}";

    /// <summary>Whether a union has members that are no objects, but can be told apart.</summary>
    public bool IsOfValues(TypeDraft draft) => draft.Canonical.Kind == DraftKind.ValueUnion && !_plainJson.Contains(draft.Canonical);

    /// <summary>The member of a union that is no JSON; null when there is none.</summary>
    public string? BinaryName(TypeDraft draft) =>
        _unions.TryGetValue(draft.Canonical, out var plan) && plan.Binaries.Count > 0 ? FullName(plan.Binaries[0].Canonical) : null;

    private static string UnionName(TypeDraft draft) => $"global::{draft.Namespace}.{UnionModel.NameOf(draft.Name)}";

    private TypeModel Build(TypeDraft draft)
    {
        var doc = draft.Doc.Summary.Length > 0 ? draft.Doc : draft.Doc with { Summary = $"The schema {draft.Pointer.Split('/').Last()}." };
        return draft.Kind switch
        {
            DraftKind.Record => new RecordModel(
                draft.Namespace,
                draft.Name,
                doc,
                Properties(draft),
                Unions(draft),
                draft.Additional is { } additional ? FileAsBytes(Ref(additional)) : null,
                Entries(draft)),
            DraftKind.Enum => Enum(draft, doc),
            DraftKind.Union => Union(draft, doc),
            DraftKind.Tuple => new TupleModel(draft.Namespace, draft.Name, doc, Properties(draft), draft.Additional is { } more ? FileAsBytes(Ref(more)) : null),
            DraftKind.Binary => new BinaryModel(draft.Namespace, draft.Name, doc, Unions(draft)),
            _ => ValueUnion(draft, doc),
        };
    }

    // Only where all properties have one type is there a type of an entry.
    private string? Entries(TypeDraft draft) =>
        draft.Entries is not null && draft.Properties.Select(p => Ref(p.Use).WithNullable(false)).Distinct().Count() == 1 ? draft.Entries : null;

    private EquatableArray<PropertyModel> Properties(TypeDraft record)
    {
        if (!_properties.TryGetValue(record, out var properties))
        {
            var asked = record.Properties.Select(p => p.Required && !_directions.IsAsked(record, p.Access) ? p with { Required = false } : p).ToArray();
            _properties[record] = properties = Properties(asked, record.Name, isJson: true, record.Kind == DraftKind.Tuple ? ["More"] : []);
        }

        return properties;
    }

    private EquatableArray<string> Unions(TypeDraft member) => EquatableArray.From(Implements(member).Distinct().OrderBy(u => u, StringComparer.Ordinal));

    private static EnumModel Enum(TypeDraft draft, DocModel doc)
    {
        var facts = new NameScope([.. Reserved.InEnum, draft.Name]).TakeAll([.. draft.Facts.Select(f => (f.Name, f.Name))]);
        var values = new NameScope([.. Reserved.InEnum, "Unknown", draft.Name, .. facts]).TakeAll([.. draft.Values.Select(v => (v.WireValue, v.Name))]);
        return new EnumModel(
            draft.Namespace,
            draft.Name,
            doc,
            EquatableArray.From(draft.Values.Select((v, i) => v with { Name = values[i] })),
            EquatableArray.From(draft.Facts.Select((f, i) => f with { Name = facts[i] })));
    }

    private UnionModel Union(TypeDraft draft, DocModel doc)
    {
        var plan = _unions[draft];
        var members = plan.Members.Select(m => new UnionMemberModel(
            FullName(m.Draft),
            EquatableArray.From(m.KeyValues),
            EquatableArray.From(m.AllOf),
            EquatableArray.From(m.AnyOf)));
        return new UnionModel(
            draft.Namespace,
            UnionModel.NameOf(draft.Name),
            doc,
            "Unknown" + draft.Name,
            plan.Key is null ? null : Key(plan, plan.Key),
            EquatableArray.From(members),
            plan.Default is null ? null : FullName(plan.Default));
    }

    // The interface has the key where every member has it as a constant of the same name, and nothing else is called so.
    private UnionKeyModel Key(UnionPlan plan, string key)
    {
        var scope = new NameScope([.. Reserved.InUnion, "Unknown" + plan.Draft.Name]);
        var properties = plan.Members.Select(m => Properties(m.Draft).FirstOrDefault(p => p.WireName == key)).ToArray();
        var name = properties.FirstOrDefault()?.Name ?? CSharpNames.Pascal(key);
        var free = scope.Take(name);
        return new UnionKeyModel(key, free, name == free && plan.Binaries.Count == 0 && properties.All(p => p is { Constant: not null, Type.Kind: RefKind.String } && p.Name == name));
    }

    private ValueUnionModel ValueUnion(TypeDraft draft, DocModel doc)
    {
        var members = new List<ValueUnionMemberModel>();
        // The members are called AsString and so on, which may be what the union is called.
        var scope = new NameScope(draft.Name.StartsWith("As", StringComparison.Ordinal) ? [draft.Name.Substring(2)] : []);
        foreach (var variant in draft.Variants)
        {
            var type = AsOnTheWire(FileAsBytes(Ref(variant.Use)).WithNullable(false));
            if (members.Any(m => m.Type == type))
                continue;
            members.Add(new ValueUnionMemberModel(scope.Take(MemberName(type)), type));
        }

        return new ValueUnionModel(draft.Namespace, draft.Name, doc, EquatableArray.From(members));
    }

    private static string MemberName(TypeRef type) => type.Name.Length > 0 ? type.Name.Substring(type.Name.LastIndexOf('.') + 1) : type.Kind.ToString();

    private List<string> Implements(TypeDraft draft)
    {
        if (!_implemented.TryGetValue(draft, out var unions))
            _implemented[draft] = unions = [];
        return unions;
    }

    private void PlanUnion(TypeDraft draft)
    {
        if (_unions.ContainsKey(draft) || draft.Kind != DraftKind.Union)
            return;

        var variants = Flatten(draft, []);
        var binaries = variants.Where(v => v.Use.Draft?.Canonical.Kind == DraftKind.Binary).Select(v => v.Use.Draft!.Canonical).Distinct().ToArray();
        variants.RemoveAll(v => v.Use.Draft?.Canonical.Kind == DraftKind.Binary);
        if (variants.Any(v => v.Use.Draft?.Canonical.Kind != DraftKind.Record))
        {
            // Values of several JSON kinds, not objects alone. At most one of each kind can be told.
            draft.Kind = DraftKind.ValueUnion;
            draft.Variants.Clear();
            draft.Variants.AddRange(variants);
            var kinds = variants.Select(v => JsonKind(v.Use)).ToArray();
            if (kinds.Contains("any") || kinds.Distinct().Count() < kinds.Length)
                KeepAsJson(draft, variants);
            return;
        }

        var members = variants.Select(v => new MemberPlan(v.Use.Draft!.Canonical, v)).GroupBy(m => m.Draft).Select(g => g.First()).ToList();
        var key = draft.DeclaredKey ?? CommonKey(members);
        var plan = new UnionPlan(draft, key, members, binaries);
        if (key is not null)
        {
            FindKeyValues(plan);
            // A key that may be missing leaves it to the other properties to tell the member.
            var isOptional = members.Any(m => m.Draft.Properties.Any(p => p.WireName == key && !p.Required));
            if (isOptional && plan.Default is null && members.Count > 1 && !TellByPresence(plan))
                members.ForEach(m => m.ForgetPresence());
        }
        else if (!TellByPresence(plan))
        {
            KeepAsJson(draft, variants);
        }

        if (!_plainJson.Contains(draft))
            _unions[draft] = plan;
    }

    private void KeepAsJson(TypeDraft draft, List<VariantDraft> variants)
    {
        draft.Document.Report(Descriptors.AmbiguousUnion, draft.Pointer, draft.Name, string.Join(", ", variants.Select(v => v.Use.Draft?.Canonical.Name ?? v.Use.Kind.ToString())));
        _plainJson.Add(draft);
    }

    // A union inside a union stands for its members.
    private static List<VariantDraft> Flatten(TypeDraft draft, HashSet<TypeDraft> path)
    {
        var flat = new List<VariantDraft>();
        if (!path.Add(draft))
            return flat;
        foreach (var variant in draft.Variants)
        {
            if (variant.Use.Draft?.Canonical is { Kind: DraftKind.Union or DraftKind.ValueUnion } inner)
                flat.AddRange(Flatten(inner, path));
            else
                flat.Add(variant);
        }

        return flat;
    }

    private static string JsonKind(TypeUse use) => use.Draft?.Canonical.Kind switch
    {
        DraftKind.Record => "object",
        DraftKind.Tuple => "array",
        DraftKind.Enum => "string",
        DraftKind.Union or DraftKind.ValueUnion => "any",
        _ => use.Kind switch
        {
            RefKind.Int32 or RefKind.Int64 or RefKind.UInt64 => "integer",
            RefKind.Double or RefKind.Decimal => "number",
            RefKind.Boolean => "boolean",
            RefKind.List => "array",
            RefKind.Map => "object",
            RefKind.Json => "any",
            _ => "string",
        },
    };

    /// <summary>The property that every member has with one value, all different; <c>type</c> first. Even a single member has one: what comes may be something else.</summary>
    private static string? CommonKey(List<MemberPlan> members)
    {
        if (members.Count == 0)
            return null;
        var candidates = members[0].Draft.Properties.Where(p => KeyValue(members[0].Draft, p.WireName) is not null).Select(p => p.WireName);
        return candidates.OrderByDescending(c => c == "type").FirstOrDefault(c =>
        {
            var values = members.Select(m => KeyValue(m.Draft, c)).ToArray();
            return values.All(v => v is not null) && values.Distinct().Count() == values.Length;
        });
    }

    private static string? KeyValue(TypeDraft member, string key)
    {
        var property = member.Properties.FirstOrDefault(p => p.WireName == key);
        return property is null ? null
            : (property.Use.Kind == RefKind.String ? property.Constant : null) ?? (property.Use.Draft?.Canonical is { Kind: DraftKind.Enum, Values: { Count: 1 } values } ? values[0].WireValue : null);
    }

    private static void FindKeyValues(UnionPlan plan)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in plan.Members)
        {
            member.KeyValues.AddRange(member.Variant.MappedValues);
            if (KeyValue(member.Draft, plan.Key!) is { } value && !member.KeyValues.Contains(value))
                member.KeyValues.Add(value);
            // Without mapping or constant, the name of the schema is the value.
            if (member.KeyValues.Count == 0 && plan.Draft.DeclaredKey is not null && member.Variant.SchemaName is { } schema)
                member.KeyValues.Add(schema);
            // A value that two variants have leads to the first.
            member.KeyValues.RemoveAll(v => !taken.Add(v));
            if (member.KeyValues.Count == 0)
                plan.Draft.Document.Report(Descriptors.UnmappedVariant, plan.Draft.Pointer, plan.Draft.Name, plan.Key!, member.Draft.Name);
        }

        if (plan.Draft.IsBase)
            plan.Members.ForEach(m => FixKey(m, plan.Key!));
        plan.Default = plan.Members.FirstOrDefault(m => plan.Draft.DefaultKeyValue is { } value && m.KeyValues.Contains(value))?.Draft
            ?? plan.Members.FirstOrDefault(m => plan.Draft.DefaultSchema is { } schema && m.Variant.SchemaName == schema)?.Draft;
    }

    // An heir with one value of the key has it as a constant, so that nobody can give it another one.
    private static void FixKey(MemberPlan member, string key)
    {
        var index = member.Draft.Properties.FindIndex(p => p.WireName == key);
        if (index >= 0 && member.KeyValues.Count == 1 && member.Draft.Properties[index] is { Constant: null, Use: { Kind: RefKind.String, Draft: null } } property)
            member.Draft.Properties[index] = property with { Constant = member.KeyValues[0] };
    }

    /// <summary>Tells members by their required properties, those with more of them first, or by properties that only they have.</summary>
    private static bool TellByPresence(UnionPlan plan)
    {
        foreach (var member in plan.Members)
        {
            var required = member.Draft.Properties.Where(p => p.Required && p.WireName != plan.Key).Select(p => p.WireName);
            member.AllOf.AddRange(required);
            if (member.AllOf.Count == 0)
            {
                var others = plan.Members.Where(m => m != member).SelectMany(m => m.Draft.Properties).Select(p => p.WireName).ToArray();
                member.AnyOf.AddRange(member.Draft.Properties.Select(p => p.WireName).Except(others));
            }
        }

        if (plan.Members.Count < 2)
        {
            plan.Members.ForEach(m => m.AllOf.Clear());
            plan.Default = plan.Members.FirstOrDefault()?.Draft;
            return true;
        }

        var distinct = plan.Members.Select(m => string.Join("\n", m.AllOf.OrderBy(n => n, StringComparer.Ordinal)) + "\n\n" + string.Join("\n", m.AnyOf)).Distinct().Count();
        if (distinct < plan.Members.Count || plan.Members.Any(m => m.AllOf.Count == 0 && m.AnyOf.Count == 0))
            return false;

        // What all members require tells nothing, except as long as nothing else is left.
        var shared = plan.Members.Select(m => (IEnumerable<string>)m.AllOf).Aggregate((a, b) => a.Intersect(b)).ToArray();
        foreach (var member in plan.Members.Where(m => m.AllOf.Except(shared).Any()))
            member.AllOf.RemoveAll(n => shared.Contains(n));

        plan.Members.Sort((a, b) => b.AllOf.Count.CompareTo(a.AllOf.Count));
        plan.Default = plan.Members.FirstOrDefault(m => m.Draft.Name == plan.Draft.DefaultKeyValue)?.Draft;
        return true;
    }

    /// <summary>How the members of a union are told apart.</summary>
    private sealed class UnionPlan(TypeDraft draft, string? key, List<MemberPlan> members, IReadOnlyList<TypeDraft> binaries)
    {
        /// <summary>Members that are no JSON, so that no key tells them.</summary>
        public IReadOnlyList<TypeDraft> Binaries { get; } = binaries;

        public TypeDraft Draft { get; } = draft;

        public string? Key { get; } = key;

        public List<MemberPlan> Members { get; } = members;

        public TypeDraft? Default { get; set; }
    }

    private sealed class MemberPlan(TypeDraft draft, VariantDraft variant)
    {
        public TypeDraft Draft { get; } = draft;

        public VariantDraft Variant { get; } = variant;

        public List<string> KeyValues { get; } = [];

        public List<string> AllOf { get; } = [];

        public List<string> AnyOf { get; } = [];

        public void ForgetPresence()
        {
            AllOf.Clear();
            AnyOf.Clear();
        }
    }
}
