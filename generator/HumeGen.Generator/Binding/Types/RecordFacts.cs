using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>The properties of records, as far as they tell records from each other.</summary>
internal sealed class RecordFacts
{
    private static readonly PropertyFact[] None = [];

    private readonly Dictionary<TypeDraft, Dictionary<string, PropertyFact>> _facts = [];
    private readonly Dictionary<TypeDraft, PropertyFact[]> _ordered = [];

    /// <summary>All properties of a record, in its order.</summary>
    public IReadOnlyList<PropertyFact> Of(TypeDraft record)
    {
        if (_ordered.TryGetValue(record, out var facts))
            return facts;
        facts = record.Kind == DraftKind.Record ? [.. record.Properties.Select(Of)] : None;
        _facts[record] = facts.ToDictionary(f => f.WireName, StringComparer.Ordinal);
        return _ordered[record] = facts;
    }

    /// <summary>A property of a record; null where it has none of that name.</summary>
    public PropertyFact? Of(TypeDraft record, string name)
    {
        Of(record);
        return _facts[record].TryGetValue(name, out var fact) ? fact : null;
    }

    /// <summary>A key of a record; null where it has no such property.</summary>
    public PropertyFact? Of(TypeDraft record, KeyPath key)
    {
        var outer = Of(record, key.WireName);
        if (key.Inner is null || outer is null)
            return outer;
        var inner = record.Properties.First(p => p.WireName == key.WireName).Use.Draft is { Kind: DraftKind.Record } value ? Of(value, key.Inner) : null;
        return inner is null ? null : inner with { IsThere = inner.IsThere && outer.IsThere };
    }

    /// <summary>The values that a property can have; empty where it can have any.</summary>
    public static IReadOnlyList<KeyValueModel> ValuesOf(PropertyDraft property)
    {
        if (property.Constant is { } constant)
            return [new KeyValueModel(constant, ValueKinds.Of(property.Use) & ~JsonKinds.Null)];
        if (property.Listed.Count > 0)
            return property.Listed;
        var use = property.Use;
        while (use.Draft?.Same is { } same)
            use = same;
        return use.Draft is { Kind: DraftKind.Enum } values ? [.. values.Values.Select(v => KeyValueModel.OfText(v.WireValue))] : [];
    }

    private static PropertyFact Of(PropertyDraft property)
    {
        var kinds = ValueKinds.Of(property.Use);
        var isThere = property.Required && property.Access != PropertyAccess.WriteOnly;
        return new PropertyFact(property.WireName, isThere, kinds, ValuesOf(property));
    }
}
