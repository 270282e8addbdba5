using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>Decides how the members of a union of values are told apart: by their kind of JSON, lists by their first item, an object from a map by its properties.</summary>
internal static class PlanValues
{
    public static UnionPlan Plan(IReadOnlyList<VariantDraft> variants, RecordFacts facts)
    {
        var uses = variants.Select(v => v.Use).ToArray();
        var tests = Tell([.. uses.Where(u => ValueKinds.Of(u) == JsonKinds.List)], facts);
        var order = new Queue<(TypeUse List, ListTestModel? Test)>(tests);
        var hasMap = uses.Any(u => u.Kind == RefKind.Map);
        return new UnionPlan(UnionForm.Values)
        {
            Values = [.. uses.Select(u => ValueKinds.Of(u) == JsonKinds.List ? Of(order.Dequeue())
                : new ValueMember(u, null, hasMap && u.Draft is { Kind: DraftKind.Record } record ? Conditions(record, facts) : []))],
            Ambiguous = tests.Count > 1 && tests.Any(t => t.Test is null) ? [AmbiguousUnions.List([.. tests.Where(t => t.Test is null).Select(t => Name(t.List))])] : [],
        };

        static ValueMember Of((TypeUse List, ListTestModel? Test) told) => new(told.List, told.Test, []);
    }

    /// <summary>The conditions on the first items that tell lists apart, in the order in which they are tried; null where nothing tells a list.</summary>
    public static IReadOnlyList<(TypeUse List, ListTestModel? Test)> Tell(TypeUse[] lists, RecordFacts facts)
    {
        if (lists.Length < 2)
            return [.. lists.Select(l => (l, (ListTestModel?)null))];
        var records = UnionChoices.Of([.. lists.Select(RecordOfItems).OfType<TypeDraft>().Distinct()], facts, null);
        // Lists of records are tried in the order of the records.
        return [.. lists.OrderBy(l => RecordOfItems(l) is { } record ? records.InOrder.Select(c => c.Draft).ToList().IndexOf(record) : -1)
            .Select(l => (l, Test(l, lists, records)))];
    }

    private static TypeDraft? RecordOfItems(TypeUse list) => list.Element?.Draft is { Kind: DraftKind.Record } record ? record : null;

    private static ListTestModel? Test(TypeUse list, TypeUse[] all, UnionChoices records)
    {
        var kinds = Items(list);
        var rivals = all.Where(o => o != list && (Items(o) & kinds) != JsonKinds.None).ToArray();
        if (rivals.Length == 0)
            return new ListTestModel(1, kinds, default);
        if (kinds == JsonKinds.List && ValueKinds.FirstItem(list) is { } inner
            && rivals.All(r => Items(r) == JsonKinds.List && (Items(ValueKinds.FirstItem(r)!) & Items(inner)) == JsonKinds.None))
        {
            return new ListTestModel(2, Items(inner), default);
        }

        return RecordOfItems(list) is { } record && rivals.All(r => RecordOfItems(r) is not null)
            && records.InOrder.FirstOrDefault(c => c.Draft == record) is { AnyOf.Count: 0, AllOf.Count: > 0 } choice
                ? new ListTestModel(1, kinds, EquatableArray.From(choice.AllOf)) : null;
    }

    private static JsonKinds Items(TypeUse list) => ValueKinds.FirstItem(list) is { } item ? ValueKinds.Of(item) & ~JsonKinds.Null : JsonKinds.AnyButNull;

    private static PropertyTestModel[] Conditions(TypeDraft record, RecordFacts facts) =>
        [.. facts.Of(record).Where(f => f.IsThere)
            .Select(f => f.Values.Count == 1 ? new PropertyTestModel(f.WireName, f.Kinds, EquatableArray.From(f.Values)) : UnionChoices.IsThere(f))];

    private static string Name(TypeUse list) => "list of " + (list.Element?.Draft?.Name ?? list.Element?.Kind.ToString() ?? list.Draft!.Name);
}
