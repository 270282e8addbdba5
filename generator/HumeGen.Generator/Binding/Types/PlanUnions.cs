using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// Decides how readers distinguish the members of each union.
/// Before: unions are arranged, names and constants are settled. After: every union has a plan; no draft is changed.
/// </summary>
internal sealed class PlanUnions
{
    // Keys that are tried where none tells all members.
    private const int Keys = 6;

    private readonly RecordFacts _facts = new();

    public static Dictionary<TypeDraft, UnionPlan> Run(TypeDrafts types)
    {
        var pass = new PlanUnions();
        var plans = new Dictionary<TypeDraft, UnionPlan>();
        foreach (var union in types.Live.Where(d => d.Kind is DraftKind.Union or DraftKind.ValueUnion).ToArray())
        {
            types.CancellationToken.ThrowIfCancellationRequested();
            plans.Add(union, pass.Plan(union));
        }

        return plans;
    }

    /// <summary>The key that distinguishes the members of a union without a discriminator; null without such a key.</summary>
    public KeyPath? FindKey(TypeDraft union) => Plan(union).Key;

    private UnionPlan Plan(TypeDraft union)
    {
        if (union.Same is not null)
            return new UnionPlan(UnionForm.Same);
        var variants = union.Variants.GroupBy(v => v.Use).Select(g => Unite([.. g])).ToArray();
        if (union.Messages != MessageDirections.None)
            return PlanMessages(union, variants);
        return union.Kind == DraftKind.Union && variants.All(v => v.Use.Draft?.Kind == DraftKind.Record)
            ? PlanObjects(union, variants, isAlone: true) : PlanValues.Plan(variants, _facts);
    }

    // Messages are an interface in any case: what cannot be told apart arrives as the unknown.
    private UnionPlan PlanMessages(TypeDraft union, VariantDraft[] variants)
    {
        var (messages, untold) = UnionValue.Tell([.. Drafts(DraftKind.Message)], _facts);
        // Beside a map, even a single object must be told.
        var isAlone = !messages.Any(m => (m.Kinds & JsonKinds.Object) != 0);
        var plan = PlanObjects(union, [.. variants.Where(v => v.Use.Draft?.Kind == DraftKind.Record)], isAlone);
        return plan with
        {
            Messages = messages,
            Frames = [.. Drafts(DraftKind.Binary), .. Drafts(DraftKind.Text)],
            Ambiguous = [.. plan.Ambiguous, .. untold],
        };

        IEnumerable<TypeDraft> Drafts(DraftKind kind) => variants.Select(v => v.Use.Draft!).Where(d => d.Kind == kind);
    }

    // A schema that is a variant twice is one.
    private static VariantDraft Unite(VariantDraft[] same) => same.Length == 1 ? same[0] : same[0] with
    {
        MappedValues = [.. same.SelectMany(v => v.MappedValues).Distinct()],
        SchemaName = same.Select(v => v.SchemaName).FirstOrDefault(n => n is not null),
    };

    private UnionPlan PlanObjects(TypeDraft union, VariantDraft[] members, bool isAlone)
    {
        if (members.Length == 0)
            return new UnionPlan(UnionForm.Objects);
        if (union.DeclaredKey is { } declared)
            return ByDeclaredKey(union, members, new KeyPath(declared));
        var keys = KeyPaths(members);
        if (keys.FirstOrDefault(k => k.IsComplete) is { } complete)
            return ByKey(union, members, complete.Key, complete.Values).Plan;
        var byPresence = ByPresence(union, members, isAlone);
        // A key of one member says no more than that a property is there.
        var plans = keys.Select(k => (k.Told, Planned: ByKey(union, members, k.Key, k.Values))).Append((Told: 1, Planned: byPresence));
        return plans.OrderBy(p => p.Planned.Plan.Ambiguous.Count).ThenBy(p => p.Planned.IsCertain ? 0 : 1).ThenByDescending(p => p.Told)
            .ThenBy(p => p.Planned.Plan.Key is null ? 0 : 1).First().Planned.Plan;
    }

    private UnionPlan ByDeclaredKey(TypeDraft union, VariantDraft[] members, KeyPath key)
    {
        var values = KeyValues.Of(union, members, key, _facts);
        var plan = ByKey(union, members, key, values).Plan;
        foreach (var member in plan.Members.Where(m => union.Messages != MessageDirections.Sent && m.KeyValues.Count == 0 && plan.Choices.All(c => c.Draft != m.Draft)))
            union.Document.Report(Descriptors.UnmappedVariant, union.Pointer, union.Name, key.ToString(), member.Draft.Name);
        return plan;
    }

    private (UnionPlan Plan, bool IsCertain) ByPresence(TypeDraft union, VariantDraft[] members, bool isAlone)
    {
        var records = members.Select(m => m.Use.Draft!).ToArray();
        var isOnly = isAlone && records.Length == 1;
        var choices = isOnly ? UnionChoices.None : UnionChoices.Of(records, _facts, null);
        var plan = new UnionPlan(UnionForm.Objects)
        {
            Members = [.. records.Select(r => new UnionMember(r, []))],
            Choices = choices.InOrder,
            Default = isOnly ? records[0] : FindDefault(union, members, null),
            Ambiguous = Names(choices),
        };
        return (plan, choices.IsCertain);
    }

    private (UnionPlan Plan, bool IsCertain) ByKey(TypeDraft union, VariantDraft[] members, KeyPath key, IReadOnlyList<IReadOnlyList<KeyValueModel>> values)
    {
        var planned = members.Select((m, i) => new UnionMember(m.Use.Draft!, values[i])).ToArray();
        var cases = new List<(KeyValueModel, IReadOnlyList<UnionChoice>)>();
        var ambiguous = new List<string>();
        var isCertain = true;
        foreach (var sameValue in planned.SelectMany(m => m.KeyValues.Select(v => (Value: v, m.Draft))).GroupBy(v => v.Value, v => v.Draft))
        {
            var choices = sameValue.Skip(1).Any() ? UnionChoices.Of([.. sameValue], _facts, key) : new UnionChoices([new UnionChoice(sameValue.First(), [], [])], [], true);
            cases.Add((sameValue.Key, choices.InOrder));
            ambiguous.AddRange(Names(choices));
            isCertain &= choices.IsCertain;
        }

        // What has no value of the key, or need not have the key, is told by its other properties.
        var fallback = FindDefault(union, members, values);
        var free = planned.Where(m => m.KeyValues.Count == 0).Select(m => m.Draft).ToArray();
        var isOptional = planned.Any(m => m.KeyValues.Count > 0 && _facts.Of(m.Draft, key) is { IsThere: false });
        var withoutKey = new HashSet<TypeDraft>(isOptional && fallback is null && planned.Length > 1 ? planned.Where(m => m.KeyValues.Count > 0).Select(m => m.Draft) : []);
        var rest = UnionChoices.Of([.. free, .. withoutKey], _facts, key);
        ambiguous.AddRange(rest.Ambiguous.Where(g => !g.All(withoutKey.Contains)).Select(Names));
        var plan = new UnionPlan(UnionForm.Objects)
        {
            Key = key,
            Members = planned,
            Cases = cases,
            Choices = [.. rest.InOrder.Select(c => withoutKey.Contains(c.Draft) ? c with { WithoutKey = true } : c)],
            Default = fallback,
            Ambiguous = [.. ambiguous.Distinct()],
        };
        return (plan, isCertain && (free.Length < 2 || rest.IsCertain));
    }

    private static TypeDraft? FindDefault(TypeDraft union, VariantDraft[] members, IReadOnlyList<IReadOnlyList<KeyValueModel>>? values)
    {
        if (union.DefaultKeyValue is { } value)
        {
            var index = values is null ? -1 : values.ToList().FindIndex(v => v.Any(k => k.Text == value));
            return (index >= 0 ? members[index] : members.FirstOrDefault(m => values is null && m.Use.Draft!.Name == value))?.Use.Draft;
        }

        return members.FirstOrDefault(m => union.DefaultSchema is { } schema && m.SchemaName == schema)?.Use.Draft;
    }

    // The properties that have listed values in members, those first that tell the most of them; "type" first among equals.
    private List<KeyCandidate> KeyPaths(VariantDraft[] members)
    {
        var found = new List<KeyCandidate>();
        var common = members.SelectMany(m => KeyPaths(m.Use.Draft!)).GroupBy(k => k).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key.WireName == "type").Take(Keys);
        foreach (var key in common.Select(g => g.Key))
        {
            var values = members.Select(m => _facts.Of(m.Use.Draft!, key)?.Values ?? []).ToArray();
            var counts = values.SelectMany(v => v).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
            var told = values.Count(v => v.Any(k => counts[k] == 1));
            if (told > 0)
                found.Add(new KeyCandidate(key, values, told, counts.Values.All(c => c == 1) && told == members.Length));
        }

        return [.. found.OrderByDescending(f => f.Told).ThenByDescending(f => f.Key.WireName == "type").ThenBy(f => f.Key.Inner is not null)];
    }

    private IEnumerable<KeyPath> KeyPaths(TypeDraft record)
    {
        foreach (var property in record.Properties)
        {
            if (_facts.Of(record, property.WireName)!.Values.Count > 0)
                yield return new KeyPath(property.WireName);
            if (property.Required && property.Use.Draft is { Kind: DraftKind.Record } inner && inner != record)
            {
                foreach (var fact in _facts.Of(inner).Where(f => f.IsThere && f.Values.Count > 0))
                    yield return new KeyPath(property.WireName, fact.WireName);
            }
        }
    }

    /// <summary>A property that may be the key.</summary>
    /// <param name="Values">The values that lead to each member.</param>
    /// <param name="Told">Number of members with values that no other one has.</param>
    /// <param name="IsComplete">Whether it tells all members.</param>
    private sealed record KeyCandidate(KeyPath Key, IReadOnlyList<IReadOnlyList<KeyValueModel>> Values, int Told, bool IsComplete);

    private static string[] Names(UnionChoices choices) => [.. choices.Ambiguous.Select(Names)];

    private static string Names(IReadOnlyList<TypeDraft> alike) => AmbiguousUnions.List([.. alike.Select(d => d.Name)]);
}
