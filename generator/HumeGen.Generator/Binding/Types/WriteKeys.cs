using System.Globalization;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// Makes the key of a union a constant in each of its records to which one value leads, so that nobody can forget it or give another one.
/// Before: unions are arranged. After: unions find these constants like any other.
/// </summary>
internal static class WriteKeys
{
    public static void Run(TypeDrafts types)
    {
        var facts = new RecordFacts();
        var values = new Dictionary<(TypeDraft Record, string Key), HashSet<KeyValueModel>>();
        foreach (var union in types.Live.Where(d => d is { Kind: DraftKind.Union, DeclaredKey: not null, Same: null }))
        {
            types.CancellationToken.ThrowIfCancellationRequested();
            var members = union.Variants.Where(v => v.Use.Draft is { Kind: DraftKind.Record }).ToArray();
            var all = KeyValues.Of(union, members, new KeyPath(union.DeclaredKey!), facts);
            for (var i = 0; i < members.Length; i++)
            {
                var key = (members[i].Use.Draft!, union.DeclaredKey!);
                if (!values.TryGetValue(key, out var known))
                    values[key] = known = [];
                known.UnionWith(all[i]);
            }
        }

        foreach (var (record, key) in values.Where(v => v.Value.Count == 1).Select(v => v.Key).ToArray())
            Fix(record, key, values[(record, key)].Single());
    }

    private static void Fix(TypeDraft record, string key, KeyValueModel value)
    {
        var index = record.Properties.FindIndex(p => p.WireName == key);
        if (index < 0)
        {
            record.Properties.Insert(0, new PropertyDraft(key, null, TypeUse.Of(RefKind.String), false, value.Text, false, new DocModel("", false)));
            return;
        }

        var property = record.Properties[index];
        if (property.Constant is not null || property.Use.Custom is not null)
            return;
        if (value.Kind == JsonKinds.Text && (property.Use.Kind == RefKind.String || property.Use.Draft is { Kind: DraftKind.Enum }))
            record.Properties[index] = property with { Use = TypeUse.Of(RefKind.String), Constant = value.Text };
        else if (value.Kind == JsonKinds.Boolean && property.Use.Kind == RefKind.Boolean)
            record.Properties[index] = property with { Use = TypeUse.Of(RefKind.Boolean), Constant = value.Text };
        else if (value.Kind == JsonKinds.Number && long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            record.Properties[index] = property with { Use = TypeUse.Of(RefKind.Int64), Constant = value.Text };
    }
}
