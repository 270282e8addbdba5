using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>Decides how readers distinguish the members of a union of values: by their kind of JSON, lists by their first item, an object from a map by its properties.</summary>
internal static class PlanValues
{
    public static UnionPlan Plan(IReadOnlyList<VariantDraft> variants, RecordFacts facts)
    {
        var uses = variants.Select(v => v.Use).ToArray();
        var lists = Tell([.. uses.Where(u => ValueKinds.Of(u) == JsonKinds.List)], facts);
        var order = new Queue<(TypeUse List, IReadOnlyList<ItemTestModel> Tests)>(lists);
        var hasMap = uses.Any(u => u.Kind == RefKind.Map);
        var untold = lists.Count > 1 ? lists.Where(l => l.Tests.Count == 0).Select(l => Name(l.List)).ToArray() : [];
        return new UnionPlan(UnionForm.Values)
        {
            Values = [.. uses.Select(u => ValueKinds.Of(u) == JsonKinds.List ? Of(order.Dequeue())
                : new ValueMember(u, [], hasMap && u.Draft is { Kind: DraftKind.Record } record ? Conditions(record, facts) : []))],
            Ambiguous = untold.Length > 0 ? [AmbiguousUnions.List(untold)] : [],
        };

        static ValueMember Of((TypeUse List, IReadOnlyList<ItemTestModel> Tests) told) => new(told.List, told.Tests, []);
    }

    /// <summary>The conditions on items that tell lists apart, in the order in which the lists are tried; none where nothing tells a list.</summary>
    public static IReadOnlyList<(TypeUse List, IReadOnlyList<ItemTestModel> Tests)> Tell(TypeUse[] lists, RecordFacts facts)
    {
        if (lists.Length < 2)
            return [.. lists.Select(l => (l, (IReadOnlyList<ItemTestModel>)[]))];
        var records = UnionChoices.Of([.. lists.Select(RecordOfItems).OfType<TypeDraft>().Distinct()], facts, null);
        // Lists of records are tried in the order of the records.
        var told = lists.OrderBy(l => RecordOfItems(l) is { } record ? records.InOrder.Select(c => c.Draft).ToList().IndexOf(record) : -1)
            .Select(l => (List: l, Tests: Tests(l, lists, records))).ToArray();
        // The first list, as tuples have items.
        if (told.FirstOrDefault(t => t.List.Draft is null && t.Tests.Count > 0).Tests is { } first)
            first[0] = first[0] with { OrEmpty = true };
        return [.. told.Select(t => (t.List, (IReadOnlyList<ItemTestModel>)t.Tests))];
    }

    private static List<ItemTestModel> Tests(TypeUse list, TypeUse[] all, UnionChoices records)
    {
        var tests = new List<ItemTestModel>();
        foreach (var other in all.Where(o => o != list))
        {
            if ((TestOfPlace(list, other) ?? TestOfInnerItem(list, other) ?? TestOfRecord(list, other, records)) is not { } test)
                return [];
            if (!tests.Contains(test))
                tests.Add(test);
        }

        return tests;
    }

    // Items at one place that are of other kinds, or have other values.
    private static ItemTestModel? TestOfPlace(TypeUse list, TypeUse other)
    {
        var places = Math.Max(1, Math.Max(Places(list), Places(other)));
        for (var place = 0; place < places; place++)
        {
            if (Item(list, place) is not { } mine || Item(other, place) is not { } theirs)
                continue;
            if (mine.HasOtherKinds(theirs))
                return new ItemTestModel(place, 1, mine.Kinds, default, default);
            if (mine.HasOtherValues(theirs))
                return new ItemTestModel(place, 1, mine.Kinds, EquatableArray.From(mine.Values), default);
        }

        return null;
    }

    private static ItemTestModel? TestOfInnerItem(TypeUse list, TypeUse other) =>
        list.Element is { } mine && other.Element is { } theirs && Item(mine, 0) is { } inner && Item(theirs, 0) is { } otherInner && inner.HasOtherKinds(otherInner)
            ? new ItemTestModel(0, 2, inner.Kinds, default, default) : null;

    private static ItemTestModel? TestOfRecord(TypeUse list, TypeUse other, UnionChoices records) => RecordOfItems(list) is { } record && RecordOfItems(other) is not null
        && records.InOrder.FirstOrDefault(c => c.Draft == record) is { AnyOf.Count: 0, AllOf.Count: > 0 } choice
            ? new ItemTestModel(0, 1, JsonKinds.Object, default, EquatableArray.From(choice.AllOf)) : null;

    private static int Places(TypeUse list) => list.Draft?.Properties.Count ?? 0;

    // What is known of the items at a place of a list or tuple; null where there are none.
    private static PropertyFact? Item(TypeUse list, int place)
    {
        if (list.Draft is { Kind: DraftKind.Tuple } tuple && place < tuple.Properties.Count)
            return Fact(tuple.Properties[place].Use, RecordFacts.ValuesOf(tuple.Properties[place]));
        var items = list.Draft is { Kind: DraftKind.Tuple } open ? open.Additional : list.Draft is null ? list.Element : null;
        return items is null ? null : Fact(items, []);
    }

    private static PropertyFact Fact(TypeUse use, IReadOnlyList<KeyValueModel> values) => new("", true, ValueKinds.Of(use) & ~JsonKinds.Null, values);

    private static TypeDraft? RecordOfItems(TypeUse list) => list.Element?.Draft is { Kind: DraftKind.Record } record ? record : null;

    private static PropertyTestModel[] Conditions(TypeDraft record, RecordFacts facts) =>
        [.. facts.Of(record).Where(f => f.IsThere)
            .Select(f => f.Values.Count == 1 ? new PropertyTestModel(f.WireName, f.Kinds, EquatableArray.From(f.Values)) : new PropertyTestModel(f.WireName, f.Kinds, default))];

    private static string Name(TypeUse list) => "list of " + (list.Element?.Draft?.Name ?? list.Element?.Kind.ToString() ?? list.Draft!.Name);
}
