using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>A message around a value.</summary>
/// <param name="Draft">The type.</param>
/// <param name="Kinds">The kinds of JSON that it may be; none where nothing tells it from others.</param>
/// <param name="Values">The values that tell it from others of the kind; empty where none do.</param>
/// <param name="Items">Rules that distinguish a list from other lists; empty without any.</param>
internal sealed record UnionValue(TypeDraft Draft, JsonKinds Kinds, IReadOnlyList<KeyValueModel> Values, IReadOnlyList<ItemTestModel> Items)
{
    private static readonly JsonKinds[] Scalars = [JsonKinds.Text, JsonKinds.Number, JsonKinds.Boolean];

    /// <summary>
    /// Gives each kind to the one message that has it, before one that takes anything. Among several, values distinguish strings, numbers and booleans, and the first
    /// item tells lists.
    /// </summary>
    /// <returns>The messages in the order in which they are tried, and those that nothing tells apart.</returns>
    public static (IReadOnlyList<UnionValue> Told, IReadOnlyList<string> Ambiguous) Tell(IReadOnlyList<TypeDraft> messages, RecordFacts facts)
    {
        var told = new List<UnionValue>();
        var ambiguous = new List<string>();
        messages = [.. messages.Distinct()];
        var alone = messages.ToDictionary(m => m, _ => JsonKinds.None);
        foreach (var kind in (JsonKinds[])[.. Scalars, JsonKinds.List, JsonKinds.Object, JsonKinds.Null])
        {
            var owners = messages.Where(m => (KindsOf(m) & kind) != 0).ToArray();
            if (owners.Any(o => KindsOf(o) != JsonKinds.Any))
                owners = [.. owners.Where(o => KindsOf(o) != JsonKinds.Any)];
            if (owners.Length > 1)
            {
                var found = Scalars.Contains(kind) ? ByValue(owners, kind) : kind == JsonKinds.List ? ByItems(owners, facts) : [];
                told.AddRange(found);
                owners = [.. owners.Except(found.Select(f => f.Draft))];
            }

            // The one that takes what all others take, or the one that takes anything.
            if (owners.Length > 1)
                owners = Widest(owners, kind) is { } widest ? [widest] : owners;
            if (owners.Length == 1)
                alone[owners[0]] |= kind;
            else if (owners.Length > 1 && kind != JsonKinds.Null)
                ambiguous.Add(AmbiguousUnions.List([.. owners.Select(o => o.Name)]));
            if (owners.Length != 1 && messages.FirstOrDefault(m => KindsOf(m) == JsonKinds.Any) is { } any)
                alone[any] |= kind;
        }

        // A message that nothing tells can still be sent.
        told.AddRange(alone.Where(a => a.Value != JsonKinds.None || told.All(t => t.Draft != a.Key)).Select(a => new UnionValue(a.Key, a.Value, [], [])));
        return (told, [.. ambiguous.Distinct()]);
    }

    private static TypeDraft? Widest(TypeDraft[] owners, JsonKinds kind)
    {
        var wide = owners.Where(o => o.Properties[0].Use is var use && kind switch
        {
            JsonKinds.Text => use is { Kind: RefKind.String, Draft: null } && o.Properties[0].Constant is null,
            JsonKinds.Number => use is { Kind: RefKind.Double } && o.Properties[0].Constant is null,
            JsonKinds.List => use is { Kind: RefKind.List, Element.Kind: RefKind.Json, Element.Draft: null },
            JsonKinds.Object => use is { Kind: RefKind.Map, Element.Kind: RefKind.Json, Element.Draft: null },
            _ => false,
        }).ToArray();
        return wide.Length == 1 ? wide[0] : null;
    }

    private static JsonKinds KindsOf(TypeDraft message) => ValueKinds.Of(message.Properties[0].Use);

    private static List<UnionValue> ByValue(TypeDraft[] owners, JsonKinds kind)
    {
        var values = owners.Select(o => RecordFacts.ValuesOf(o.Properties[0]).Where(v => v.Kind == kind).ToArray()).ToArray();
        var found = new List<UnionValue>();
        for (var i = 0; i < owners.Length; i++)
        {
            if (values[i].Length > 0 && !values.Where((_, other) => other != i).Any(o => o.Any(values[i].Contains)))
                found.Add(new UnionValue(owners[i], kind, values[i], []));
        }

        return found;
    }

    private static List<UnionValue> ByItems(TypeDraft[] owners, RecordFacts facts)
    {
        var tests = PlanValues.Tell([.. owners.Select(o => o.Properties[0].Use)], facts);
        return [.. tests.Where(t => t.Tests.Count > 0).Select(t => new UnionValue(owners.First(o => o.Properties[0].Use == t.List), JsonKinds.List, [], t.Tests))];
    }
}
