using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// Takes the constant from properties that may be left out: they have one known value, and are sent only when they are given. The key of a union stays
/// a constant, as an object without it could not be recognized.
/// Before: unions are arranged, and their declared keys are constants. After: a constant is required, or tells a member of a union.
/// </summary>
internal static class FreeOptionalConstants
{
    public static void Run(TypeDrafts types)
    {
        var records = types.Live.Where(d => d.Kind == DraftKind.Record && d.Properties.Any(p => p.HasOptionalConstant())).ToArray();
        if (records.Length == 0)
            return;
        var keys = Keys(types, [.. records]);
        var enums = new Dictionary<(string Namespace, string Name, string Value), TypeDraft>();
        foreach (var known in types.Live.Where(d => d is { Kind: DraftKind.Enum, Values.Count: 1 }))
            enums[(known.Namespace, known.Name, known.Values[0].WireValue)] = known;
        foreach (var record in records)
        {
            for (var i = 0; i < record.Properties.Count; i++)
            {
                var property = record.Properties[i];
                if (!property.HasOptionalConstant() || keys.Contains((record, property.WireName)))
                    continue;
                var free = property.Free!;
                record.Properties[i] = property.WithoutConstant(free.Draft is { Values.Count: 1 } values ? Enum(values, free, record.Namespace) : free);
            }
        }

        // Records that have the property from one part have one enum.
        TypeUse Enum(TypeDraft values, TypeUse use, string @namespace)
        {
            var key = (@namespace, values.Name, values.Values[0].WireValue);
            if (!enums.TryGetValue(key, out var draft))
            {
                values.Namespace = @namespace;
                types.Add(enums[key] = draft = values);
            }

            return TypeUse.Of(draft).OrNull(use.Nullable);
        }
    }

    private static HashSet<(TypeDraft Record, string Key)> Keys(TypeDrafts types, HashSet<TypeDraft> records)
    {
        var keys = new HashSet<(TypeDraft, string)>();
        var plans = new PlanUnions();
        foreach (var union in types.Live.Where(d => d is { Kind: DraftKind.Union, Same: null }))
        {
            types.CancellationToken.ThrowIfCancellationRequested();
            var members = union.Variants.Select(v => v.Use.Draft).OfType<TypeDraft>().Where(records.Contains).ToArray();
            if (members.Length > 0 && (union.DeclaredKey ?? plans.FindKey(union)?.WireName) is { } key)
                keys.UnionWith(members.Select(m => (m, key)));
        }

        return keys;
    }
}
