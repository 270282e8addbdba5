using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>A message around a value.</summary>
/// <param name="Draft">The type.</param>
/// <param name="Kinds">The kinds of JSON that mean it and no other one.</param>
internal sealed record UnionValue(TypeDraft Draft, JsonKinds Kinds)
{
    private static readonly JsonKinds[] Single = [JsonKinds.Text, JsonKinds.Number, JsonKinds.Boolean, JsonKinds.List, JsonKinds.Object, JsonKinds.Null];

    /// <summary>Pairs of messages of one kind of JSON.</summary>
    public static IEnumerable<(string One, string Other)> Ambiguous(IReadOnlyList<TypeDraft> messages)
    {
        var all = messages.Select(m => (m.Name, Kinds: ValueKinds.Of(m.Properties[0].Use) & ~JsonKinds.Null)).Where(m => m.Kinds != JsonKinds.AnyButNull).ToArray();
        return all.SelectMany((one, i) => all.Skip(i + 1).Where(o => (o.Kinds & one.Kinds) != JsonKinds.None).Select(o => (one.Name, o.Name)));
    }

    /// <summary>Gives each kind to the one message that has it, before one that takes anything. A kind that several have is nobody's.</summary>
    public static IReadOnlyList<UnionValue> Of(IReadOnlyList<TypeDraft> messages)
    {
        var all = messages.Select(m => (Draft: m, Kinds: ValueKinds.Of(m.Properties[0].Use))).ToArray();
        return [.. all.Select(m => new UnionValue(m.Draft, Single.Where(k => Owner(k) == m.Draft).Aggregate(JsonKinds.None, (kinds, k) => kinds | k)))];

        TypeDraft? Owner(JsonKinds kind)
        {
            var owners = all.Where(m => (m.Kinds & kind) != 0).ToArray();
            var special = owners.Where(m => m.Kinds != JsonKinds.Any).ToArray();
            var candidates = special.Length > 0 ? special : owners;
            return candidates.Length == 1 ? candidates[0].Draft : null;
        }
    }
}
