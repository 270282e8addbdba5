using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>The values of a key that lead to each member of a union.</summary>
internal static class KeyValues
{
    /// <summary>The values of the mapping, those that the property can have, or by a declared discriminator the name of the schema. What the mapping says of a
    /// value holds for no other member.</summary>
    public static IReadOnlyList<IReadOnlyList<KeyValueModel>> Of(TypeDraft union, IReadOnlyList<VariantDraft> members, KeyPath key, RecordFacts facts)
    {
        var isDeclared = union.DeclaredKey == key.WireName && key.Inner is null;
        var mapped = new HashSet<KeyValueModel>(isDeclared ? members.SelectMany(m => Mapped(m, key, facts)) : []);
        var listed = members.Select(m => facts.Of(m.Use.Draft!, key)?.Values ?? []).ToArray();
        // An enum that others have as well is what the key can be, and not what it is in this member.
        var shared = new HashSet<string>(listed.Where(v => v.Count > 1).GroupBy(Join).Where(g => g.Skip(1).Any()).Select(g => g.Key), StringComparer.Ordinal);
        var counts = listed.SelectMany(v => v.Distinct()).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
        var all = new List<IReadOnlyList<KeyValueModel>>(members.Count);
        for (var i = 0; i < members.Count; i++)
        {
            var member = members[i];
            var values = isDeclared ? Mapped(member, key, facts).ToList() : [];
            if (listed[i].Count == 1 || !shared.Contains(Join(listed[i])))
                values.AddRange(listed[i].Where(v => !mapped.Contains(v) && (values.Count == 0 || counts[v] == 1)).ToArray());
            // Without mapping or value, the name of the schema is the value.
            if (values.Count == 0 && isDeclared && member.SchemaName is { } schema && Typed(schema, member, key, facts) is var name && !mapped.Contains(name))
                values.Add(name);
            all.Add(values);
        }

        return all;
    }

    private static string Join(IReadOnlyList<KeyValueModel> values) => string.Join("\n", values.Select(v => v.Text).OrderBy(v => v, StringComparer.Ordinal));

    private static IEnumerable<KeyValueModel> Mapped(VariantDraft member, KeyPath key, RecordFacts facts) =>
        member.MappedValues.Select(v => Typed(v, member, key, facts)).Distinct();

    // A mapping has texts, whatever the property is.
    private static KeyValueModel Typed(string text, VariantDraft member, KeyPath key, RecordFacts facts) =>
        (facts.Of(member.Use.Draft!, key)?.Kinds & ~JsonKinds.Null) switch
        {
            JsonKinds.Number or (JsonKinds.Number | JsonKinds.Text) when KeyValueModel.OfNumber(text) is { } number => number,
            JsonKinds.Boolean when text is "true" or "false" => KeyValueModel.OfBoolean(text),
            _ => KeyValueModel.OfText(text),
        };
}
