using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// Decides how the members of each union are told apart.
/// Before: names and constants are settled. After: every union has a plan; no draft is changed.
/// </summary>
internal sealed class PlanUnions
{
    private readonly FlatUnions _flat = new();
    private readonly UnionKeys _keys = new();

    public static Dictionary<TypeDraft, UnionPlan> Run(TypeDrafts types)
    {
        var pass = new PlanUnions();
        var plans = new Dictionary<TypeDraft, UnionPlan>();
        foreach (var union in types.Live.Where(d => d.Kind == DraftKind.Union).ToArray())
        {
            types.CancellationToken.ThrowIfCancellationRequested();
            plans.Add(union, pass.Plan(union));
        }

        return plans;
    }

    private UnionPlan Plan(TypeDraft union)
    {
        var all = _flat.VariantsOf(union);
        if (union.Messages != MessageDirections.None)
            return PlanMessages(union, all);
        var variants = all.ToArray();
        if (variants.Any(v => v.Use.Draft?.Kind != DraftKind.Record))
            return PlanValues(union, variants);

        var members = variants.GroupBy(v => v.Use.Draft).Select(g => g.First()).ToArray();
        var drafts = members.Select(m => m.Use.Draft!).ToArray();
        if ((union.DeclaredKey ?? _keys.Common(drafts)) is { } key)
            return PlanByKey(union, variants, members, drafts, key);
        return Presence.Of(drafts, union.DefaultKeyValue, null) is { } presence
            ? new UnionPlan(UnionForm.Objects, variants, null, presence.Members, [], [], presence.Default)
            : KeepAsJson(union, variants);
    }

    // Messages are an interface in any case: what cannot be told apart arrives as the unknown.
    private UnionPlan PlanMessages(TypeDraft union, IReadOnlyList<VariantDraft> all)
    {
        var objects = all.Where(v => v.Use.Draft is { Kind: DraftKind.Record }).GroupBy(v => v.Use.Draft).Select(g => g.First()).ToArray();
        var drafts = objects.Select(v => v.Use.Draft!).ToArray();
        var values = UnionValue.Of([.. Drafts(DraftKind.Message)]);
        var plan = PlanObjects() with
        {
            Values = values,
            Frames = [.. Drafts(DraftKind.Binary), .. Drafts(DraftKind.Text)],
        };
        string[] untold = [.. plan.Members.Where(m => plan.Key is null && m.AllOf.Count == 0 && m.AnyOf.Count == 0 && m.Draft != plan.Default).Select(m => m.Draft.Name),
            .. values.Where(v => v.Kinds == JsonKinds.None).Select(v => v.Draft.Name)];
        if (untold.Length > 0 && IsRead(union))
            Report(union, untold, $"What comes is Unknown{union.Name}");
        return plan;

        IEnumerable<TypeDraft> Drafts(DraftKind kind) => all.Select(v => v.Use.Draft).OfType<TypeDraft>().Where(d => d.Kind == kind).Distinct();

        UnionPlan PlanObjects()
        {
            if (drafts.Length > 0 && (union.DeclaredKey ?? _keys.Common(drafts)) is { } key)
                return PlanByKey(union, all, objects, drafts, key);
            // Beside a map, even a single object must be told.
            var hasMap = values.Any(v => (v.Kinds & JsonKinds.Object) != 0);
            var presence = (hasMap ? null : Presence.Of(drafts, union.DefaultKeyValue, null)) ?? Presence.OfSome(drafts, union.DefaultKeyValue);
            return new UnionPlan(UnionForm.Objects, all, null, presence.Members, [], [], presence.Default);
        }
    }

    // Nobody reads what is only sent.
    private static bool IsRead(TypeDraft union) => union.Messages != MessageDirections.Sent;

    private UnionPlan PlanByKey(
        TypeDraft union, IReadOnlyList<VariantDraft> variants, IReadOnlyList<VariantDraft> members, IReadOnlyList<TypeDraft> drafts, string key)
    {
        var values = _keys.ValuesOf(union, members, key);
        var planned = members.Select((m, i) => new UnionMember(m.Use.Draft!, values[i], [], [])).ToArray();
        foreach (var member in planned.Where(m => m.KeyValues.Count == 0 && IsRead(union)))
            union.Document.Report(Descriptors.UnmappedVariant, union.Pointer, union.Name, key, member.Draft.Name);
        var fallback = planned.FirstOrDefault(m => union.DefaultKeyValue is { } value && m.KeyValues.Contains(value))?.Draft
            ?? members.FirstOrDefault(m => union.DefaultSchema is { } schema && m.SchemaName == schema)?.Use.Draft;
        // A key that may be missing leaves it to the other properties to tell the member.
        var isOptional = drafts.Any(d => d.Properties.Any(p => p.WireName == key && !p.Required));
        if (isOptional && fallback is null && planned.Length > 1 && Presence.Of(drafts, union.DefaultKeyValue, key) is { } presence)
        {
            var byDraft = planned.ToDictionary(m => m.Draft);
            return new UnionPlan(
                UnionForm.Objects, variants, key, [.. presence.Members.Select(m => m with { KeyValues = byDraft[m.Draft].KeyValues })], [], [], presence.Default);
        }

        return new UnionPlan(UnionForm.Objects, variants, key, planned, [], [], fallback);
    }

    // Values of several JSON kinds, not objects alone. At most one of each kind can be told.
    private static UnionPlan PlanValues(TypeDraft union, IReadOnlyList<VariantDraft> variants)
    {
        var kinds = variants.Select(v => JsonKind(v.Use)).ToArray();
        return kinds.Contains("any") || kinds.Distinct().Count() < kinds.Length
            ? KeepAsJson(union, variants) : new UnionPlan(UnionForm.Values, variants, null, [], [], [], null);
    }

    private static UnionPlan KeepAsJson(TypeDraft union, IReadOnlyList<VariantDraft> variants)
    {
        Report(union, variants.Select(v => v.Use.Draft?.Name ?? v.Use.Kind.ToString()), "The value is kept as JSON");
        return new UnionPlan(UnionForm.Json, variants, null, [], [], [], null);
    }

    private static void Report(TypeDraft union, IEnumerable<string> variants, string consequence) =>
        union.Document.Report(Descriptors.AmbiguousUnion, union.Pointer, union.Name, string.Join(", ", variants), consequence);

    private static string JsonKind(TypeUse use) => use.Draft?.Kind switch
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
}
