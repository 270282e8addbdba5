using System.Globalization;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// Gives the key of a union its value in each of its records that has exactly one value of it, so that users cannot forget it. Another value can be given, and read, as
/// the record may be used elsewhere.
/// Before: unions are arranged. After: unions find these values like constants.
/// </summary>
internal static class WriteKeys
{
    public static void Run(TypeDrafts types)
    {
        var facts = new RecordFacts();
        var records = new Dictionary<TypeDraft, Dictionary<string, HashSet<KeyValueModel>>>();
        foreach (var union in types.Live.Where(d => d is { Kind: DraftKind.Union, DeclaredKey: not null, Same: null }))
        {
            types.CancellationToken.ThrowIfCancellationRequested();
            var members = union.Variants.Where(v => v.Use.Draft is { Kind: DraftKind.Record }).ToArray();
            var values = KeyValues.Of(union, members, new KeyPath(union.DeclaredKey!), facts);
            // A name that no mapping has may be spelled in another way on the wire.
            var hasMapping = members.Any(m => m.MappedValues.Count > 0);
            for (var i = 0; i < members.Length; i++)
            {
                var record = members[i].Use.Draft!;
                if (!records.TryGetValue(record, out var keys))
                    records[record] = keys = new(StringComparer.Ordinal);
                if (!keys.TryGetValue(union.DeclaredKey!, out var known))
                    keys[union.DeclaredKey!] = known = [];
                if (!hasMapping || members[i].MappedValues.Count > 0 || facts.Of(record, union.DeclaredKey!)?.Values.Count > 0)
                    known.UnionWith(values[i]);
            }
        }

        foreach (var (record, key, values) in records.SelectMany(r => r.Value.Select(k => (r.Key, k.Key, k.Value))).ToArray())
        {
            var index = record.Properties.FindIndex(p => p.WireName == key);
            if (index >= 0)
                record.Properties[index] = WithPreset(record.Properties[index], values);
            else if (values.Count == 1 && records[record].Count == 1)
                record.Properties.Insert(0, Undeclared(key, values.Single()));
        }
    }

    private static PropertyDraft Undeclared(string key, KeyValueModel value) => new(key, null, TypeUse.Of(RefKind.String), false, null, false, new DocModel("", false))
    {
        Preset = value.Text,
    };

    private static PropertyDraft WithPreset(PropertyDraft property, HashSet<KeyValueModel> values)
    {
        // A constant that the mapping contradicts is what is sent, and not all that can come.
        if (property.Constant is { } constant)
        {
            return property.Use.Kind == RefKind.String && values.Any(v => v.Text != constant)
                ? property with { Constant = null, Free = null, Preset = constant } : property;
        }

        if (values.Count != 1 || property.Use.Custom is not null)
            return property;
        var value = values.Single();
        var isOfKind = value.Kind switch
        {
            JsonKinds.Text => property.Use.Kind == RefKind.String || property.Use.Draft is { Kind: DraftKind.Enum },
            JsonKinds.Boolean => property.Use.Kind == RefKind.Boolean,
            _ => property.Use.Kind is RefKind.Int32 or RefKind.Int64 or RefKind.Double
                && long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        };
        return isOfKind ? property with { Preset = value.Text } : property;
    }
}
