using System.Globalization;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// Makes two drafts one type without losing what only one of them says: each rule says how. Drafts that contradict each other stay apart, and a
/// diagnostic names both places.
/// </summary>
internal static class DraftUnion
{
    /// <summary>Merges a draft into another one of the same shape, or of a wider one.</summary>
    /// <returns>Whether they are one now; otherwise they contradict each other, which is reported.</returns>
    public static bool TryMerge(TypeDraft kept, TypeDraft other)
    {
        if (Contradiction(kept, other) is { } contradiction)
        {
            other.Document.Report(Descriptors.ContradictingSchemas, other.Pointer, other.Name, Place(kept), contradiction);
            return false;
        }

        UniteDiscriminators(kept, other);
        kept.Entries ??= other.Entries;
        kept.Catalogue = kept.Catalogue == Catalogue.None ? other.Catalogue : kept.Catalogue;
        UniteMembers(kept, other);
        // Last, as it changes whose descriptions count.
        UniteDocs(kept, other);
        kept.Messages |= other.Messages;
        kept.IsNamed |= other.IsNamed;
        kept.IsNamedByHand |= other.IsNamedByHand;
        other.MergeInto(kept);
        return true;
    }

    // The first thing that cannot be said by one type; null where there is none.
    private static string? Contradiction(TypeDraft kept, TypeDraft other) =>
        Differs(kept.DeclaredKey, other.DeclaredKey, "the discriminator is '{0}' here and '{1}' there")
        ?? Differs(kept.DefaultKeyValue, other.DefaultKeyValue, "the default variant is '{0}' here and '{1}' there")
        ?? Differs(kept.DefaultSchema, other.DefaultSchema, "the default variant is '{0}' here and '{1}' there")
        ?? Differs(kept.Entries, other.Entries, "the property of all entries is called '{0}' here and '{1}' there")
        ?? Variants(kept, other)
        ?? Facts(kept, other);

    private static string? Differs(string? kept, string? other, string text) =>
        kept is null || other is null || kept == other ? null : string.Format(CultureInfo.InvariantCulture, text, other, kept);

    private static string? Variants(TypeDraft kept, TypeDraft other)
    {
        var targets = new Dictionary<string, TypeUse>(StringComparer.Ordinal);
        foreach (var variant in kept.Variants.Concat(other.Variants))
        {
            foreach (var value in variant.MappedValues)
            {
                if (targets.TryGetValue(value, out var target) && !IsSame(target, variant.Use))
                    return $"the value '{value}' leads to different variants";
                targets[value] = variant.Use;
            }
        }

        // Without a mapping, the name of the schema is the value.
        return (kept.DeclaredKey ?? other.DeclaredKey) is null ? null : Pairs(kept, other)
            .Where(p => p.Kept.MappedValues.Count == 0 && p.Other.MappedValues.Count == 0)
            .Select(p => Differs(p.Kept.SchemaName, p.Other.SchemaName, "a variant is the schema '{0}' here and '{1}' there"))
            .FirstOrDefault(c => c is not null);
    }

    private static string? Facts(TypeDraft kept, TypeDraft other)
    {
        foreach (var fact in other.Facts)
        {
            if (kept.Facts.FirstOrDefault(f => f.Name == fact.Name) is not { } known)
                continue;
            if (known.IsBoolean != fact.IsBoolean)
                return $"the fact '{fact.Name}' is a boolean in one place and a string in the other";
            foreach (var value in fact.Values)
            {
                if (known.Values.TryGetValue(value.Key, out var text) && text != value.Value)
                    return $"the fact '{fact.Name}' of '{value.Key}' is '{value.Value}' here and '{text}' there";
            }
        }

        return null;
    }

    // Values that lead to a variant in one place do so everywhere.
    private static void UniteDiscriminators(TypeDraft kept, TypeDraft other)
    {
        kept.DeclaredKey ??= other.DeclaredKey;
        kept.DefaultKeyValue ??= other.DefaultKeyValue;
        kept.DefaultSchema ??= other.DefaultSchema;
        foreach (var (mine, theirs) in Pairs(kept, other).ToArray())
        {
            kept.Variants[kept.Variants.IndexOf(mine)] = mine with
            {
                MappedValues = Unite(mine.MappedValues, theirs.MappedValues),
                SchemaName = mine.SchemaName ?? theirs.SchemaName,
            };
        }
    }

    // Sorted where the documents differ, so that it makes no difference which one comes first.
    private static IReadOnlyList<string> Unite(IReadOnlyList<string> mine, IReadOnlyList<string> theirs) => theirs.All(mine.Contains) && mine.All(theirs.Contains)
        ? mine : [.. mine.Union(theirs, StringComparer.Ordinal).OrderBy(v => v, StringComparer.Ordinal)];

    private static IEnumerable<(VariantDraft Kept, VariantDraft Other)> Pairs(TypeDraft kept, TypeDraft other) =>
        from mine in kept.Variants
        let theirs = other.Variants.FirstOrDefault(v => IsSame(v.Use, mine.Use))
        where theirs is not null
        select (mine, theirs);

    // The drafts have one shape, so variants that are of one name are one type, now or in a moment.
    private static bool IsSame(TypeUse one, TypeUse other) =>
        one.Draft is { } draft ? other.Draft is { } same && (draft == same || draft.Name == same.Name) : one == other;

    private static void UniteFacts(TypeDraft kept, TypeDraft other, bool otherFirst)
    {
        foreach (var fact in other.Facts)
        {
            var index = kept.Facts.FindIndex(f => f.Name == fact.Name);
            if (index < 0)
            {
                kept.Facts.Add(fact);
                continue;
            }

            var mine = kept.Facts[index];
            var values = fact.Values.Concat(mine.Values).GroupBy(v => v.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);
            kept.Facts[index] = mine with { Doc = Unite(mine.Doc, fact.Doc, otherFirst), Values = values };
        }
    }

    // What is secret in one place is secret; what may be left out in one place may be left out.
    private static void UniteMembers(TypeDraft kept, TypeDraft other)
    {
        var theirs = other.Properties.ToDictionary(p => p.WireName, StringComparer.Ordinal);
        for (var i = 0; i < kept.Properties.Count; i++)
        {
            var mine = kept.Properties[i];
            kept.Properties[i] = theirs.TryGetValue(mine.WireName, out var same)
                ? mine with { Secret = mine.Secret || same.Secret, IsErrorCode = mine.IsErrorCode || same.IsErrorCode, Required = mine.Required && same.Required }
                : mine with { Required = false };
        }
    }

    // The descriptions of the document that says that its own count, else of the first.
    private static void UniteDocs(TypeDraft kept, TypeDraft other)
    {
        var otherFirst = DraftOrder.DocsComeBefore(other, kept);
        kept.Doc = Unite(kept.Doc, other.Doc, otherFirst);
        var properties = other.Properties.ToDictionary(p => p.WireName, p => p.Doc, StringComparer.Ordinal);
        for (var i = 0; i < kept.Properties.Count; i++)
        {
            if (properties.TryGetValue(kept.Properties[i].WireName, out var doc))
                kept.Properties[i] = kept.Properties[i] with { Doc = Unite(kept.Properties[i].Doc, doc, otherFirst) };
        }

        var values = other.Values.ToDictionary(v => v.WireValue, v => v.Doc, StringComparer.Ordinal);
        for (var i = 0; i < kept.Values.Count; i++)
        {
            if (values.TryGetValue(kept.Values[i].WireValue, out var doc))
                kept.Values[i] = kept.Values[i] with { Doc = Unite(kept.Values[i].Doc, doc, otherFirst) };
        }

        UniteFacts(kept, other, otherFirst);
        kept.HasDocsThatCount |= other.HasDocsThatCount;
        if (otherFirst)
            kept.Sources.InsertRange(0, other.Sources);
        else
            kept.Sources.AddRange(other.Sources);
    }

    private static DocModel Unite(DocModel mine, DocModel theirs, bool otherFirst) => otherFirst ? theirs.Unite(mine) : mine.Unite(theirs);

    private static string Unite(string mine, string theirs, bool otherFirst)
    {
        var (first, second) = otherFirst ? (theirs, mine) : (mine, theirs);
        return first.Length > 0 ? first : second;
    }

    private static string Place(TypeDraft draft) =>
        draft.Document.Spec.Locate(draft.Pointer) is { } place
            ? $"{Path.GetFileName(place.Path)}({place.LineSpan.Start.Line + 1},{place.LineSpan.Start.Character + 1})" : draft.Pointer.ToString();
}
