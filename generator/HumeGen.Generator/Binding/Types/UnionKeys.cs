using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>The properties with one value by which the members of unions are told apart.</summary>
internal sealed class UnionKeys
{
    private readonly Dictionary<TypeDraft, Dictionary<string, string>> _constants = [];

    /// <summary>The property that every member has with one value, all different; <c>type</c> first. Even a single member has one: what comes may be
    /// something else. Null where there is none.</summary>
    public string? Common(IReadOnlyList<TypeDraft> members)
    {
        if (members.Count == 0)
            return null;
        var first = Constants(members[0]);
        var candidates = members[0].Properties.Select(p => p.WireName).Where(first.ContainsKey);
        return candidates.OrderByDescending(c => c == "type").FirstOrDefault(c =>
        {
            var values = new HashSet<string>(StringComparer.Ordinal);
            return members.All(m => Constants(m).TryGetValue(c, out var value) && values.Add(value));
        });
    }

    /// <summary>The values of a key that lead to each member of a union: those of the mapping, its constant, or the name of its schema. A value that two
    /// members have leads to the first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> ValuesOf(TypeDraft union, IReadOnlyList<VariantDraft> members, string key)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var all = new List<IReadOnlyList<string>>();
        foreach (var member in members)
        {
            var values = member.MappedValues.ToList();
            if (Constants(member.Use.Draft!).TryGetValue(key, out var constant) && !values.Contains(constant))
                values.Add(constant);
            // Without mapping or constant, the name of the schema is the value.
            if (values.Count == 0 && union.DeclaredKey is not null && member.SchemaName is { } schema)
                values.Add(schema);
            values.RemoveAll(v => !taken.Add(v));
            all.Add(values);
        }

        return all;
    }

    private Dictionary<string, string> Constants(TypeDraft member)
    {
        if (_constants.TryGetValue(member, out var constants))
            return constants;
        constants = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in member.Properties)
        {
            var value = (property.Use.Kind == RefKind.String ? property.Constant : null)
                ?? (property.Use.Draft is { Kind: DraftKind.Enum, Values.Count: 1 } @enum ? @enum.Values[0].WireValue : null);
            if (value is not null)
                constants[property.WireName] = value;
        }

        return _constants[member] = constants;
    }
}
