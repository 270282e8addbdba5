using System.Text;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding;

/// <summary>Makes one type of schemas that have the same name and shape, and gives every type a name of its own.</summary>
internal static class TypeMerger
{
    // Enough rounds for shapes to differ through that many references in a row.
    private const int Rounds = 12;

    private static readonly string[] OwnName = [""];

    // A union is emitted as an interface and a record for what is unknown, or as a struct of its own name.
    private static readonly string[] UnionPrefixes = ["", "I", "Unknown"];

    /// <param name="drafts">All types of all documents.</param>
    /// <param name="taken">Full names that are no types of a document: of namespaces and root clients.</param>
    public static void Merge(List<TypeDraft> drafts, IReadOnlyCollection<string> taken)
    {
        var shapes = Shapes(drafts);
        MergeEqual(drafts, shapes, d => d.Namespace + "." + d.Name);
        // One type more may make equal those that refer to it.
        while (MergeIntoWider(drafts, shapes))
        {
            shapes = Shapes(drafts);
            MergeEqual(drafts, shapes, d => d.Namespace + "." + d.Name);
        }

        ShareAcrossAreas(drafts, shapes);
        SeparateNames(drafts, taken);
    }

    private static void MergeEqual(List<TypeDraft> drafts, Dictionary<TypeDraft, ulong> shapes, Func<TypeDraft, string> identity)
    {
        var first = new Dictionary<(string, ulong), TypeDraft>();
        foreach (var draft in drafts.Where(d => ReferenceEquals(d.Canonical, d)))
        {
            var key = (identity(draft), shapes[draft]);
            if (first.TryGetValue(key, out var same))
            {
                if (same.Doc.Summary.Length == 0)
                    same.Doc = draft.Doc;
                draft.MergeInto(same);
            }
            else
            {
                first.Add(key, draft);
            }
        }
    }

    // Where one schema has what another of the same type does not have yet, as when documents are updated one by one, the type has it all.
    private static bool MergeIntoWider(List<TypeDraft> drafts, Dictionary<TypeDraft, ulong> shapes)
    {
        var merged = false;
        foreach (var sameName in drafts.Where(d => d.IsNamed && ReferenceEquals(d.Canonical, d)).GroupBy(d => (d.Namespace, d.Name, d.Kind)).Where(g => g.Count() > 1))
        {
            var widestFirst = sameName.OrderByDescending(d => d.Properties.Count + d.Values.Count)
                .ThenBy(d => d.Document.Source.File.SortKey, StringComparer.Ordinal).ThenBy(d => d.Pointer, StringComparer.Ordinal).ToArray();
            foreach (var narrow in widestFirst.Skip(1))
            {
                if (widestFirst.TakeWhile(w => w != narrow).FirstOrDefault(w => ReferenceEquals(w.Canonical, w) && AreMeantAsOne(w, narrow) && Contains(w, narrow, shapes)) is not { } wide)
                    continue;
                for (var i = 0; i < wide.Properties.Count; i++)
                {
                    var property = wide.Properties[i];
                    wide.Properties[i] = property with { Required = property.Required && narrow.Properties.Any(p => p.WireName == property.WireName && p.Required) };
                }

                narrow.MergeInto(wide);
                merged = true;
            }
        }

        return merged;
    }

    // Keys of one document that merely look alike in C# are different things.
    private static bool AreMeantAsOne(TypeDraft one, TypeDraft other) => one.Document != other.Document || IsNamedByHand(one) || IsNamedByHand(other);

    private static bool IsNamedByHand(TypeDraft draft) => draft.Document.OwnText(draft.Pointer, "x-humegen-name") is not null;

    private static bool Contains(TypeDraft wide, TypeDraft narrow, Dictionary<TypeDraft, ulong> shapes) => wide.Kind switch
    {
        DraftKind.Record => narrow.Properties.Count > 0 && wide.Additional is null == narrow.Additional is null
            && narrow.Properties.All(n => wide.Properties.Any(w => Text(w with { Required = false }, shapes) == Text(n with { Required = false }, shapes))),
        DraftKind.Enum => narrow.Values.All(n => wide.Values.Any(w => w.WireValue == n.WireValue && w.Name == n.Name)) && wide.Facts.Count == 0 && narrow.Facts.Count == 0,
        _ => false,
    };

    private static string Text(PropertyDraft property, Dictionary<TypeDraft, ulong> shapes)
    {
        var text = new StringBuilder();
        Describe(text, property, shapes);
        return text.ToString();
    }

    // A schema that several areas describe in the same way is one type, in the namespace of the root client.
    private static void ShareAcrossAreas(List<TypeDraft> drafts, Dictionary<TypeDraft, ulong> shapes)
    {
        foreach (var sameName in drafts.Where(d => ReferenceEquals(d.Canonical, d)).GroupBy(d => (d.Name, d.Document.RootNamespace)).ToArray())
        {
            foreach (var sameShape in sameName.GroupBy(d => shapes[d]))
            {
                if (sameShape.Select(d => d.Namespace).Distinct().Count() < 2)
                    continue;
                var kept = sameShape.First();
                kept.Namespace = sameName.Key.RootNamespace;
                foreach (var draft in sameShape.Skip(1))
                    draft.MergeInto(kept);
            }
        }
    }

    private static void SeparateNames(List<TypeDraft> drafts, IReadOnlyCollection<string> taken)
    {
        foreach (var area in drafts.Where(d => ReferenceEquals(d.Canonical, d)).GroupBy(d => d.Namespace))
        {
            // A type must not have the name of a namespace inside its own.
            var inner = taken.Where(n => n.StartsWith(area.Key + ".", StringComparison.Ordinal)).Select(n => n.Substring(area.Key.Length + 1).Split('.')[0]);
            var scope = new NameScope([.. inner]);
            foreach (var draft in area.OrderByDescending(d => d.IsNamed).ThenBy(d => d.Document.Source.File.SortKey, StringComparer.Ordinal).ThenBy(d => d.Pointer, StringComparer.Ordinal))
            {
                var wanted = CSharpNames.Shorten(draft.Name);
                if (Reserved.ForType(draft.Kind).Contains(wanted, StringComparer.OrdinalIgnoreCase))
                    wanted += "Value";
                draft.Name = scope.Take(wanted, draft.Kind == DraftKind.Union ? UnionPrefixes : OwnName);
                if (draft.Name != wanted && draft.IsNamed)
                    draft.Document.Report(Descriptors.NameConflict, draft.Pointer, draft.Pointer.Split('/').Last(), wanted, draft.Name);
            }
        }
    }

    /// <summary>A hash of each draft's shape that looks through references, so that circles need no special care.</summary>
    private static Dictionary<TypeDraft, ulong> Shapes(List<TypeDraft> drafts)
    {
        var hashes = drafts.ToDictionary(d => d, d => 0UL);
        var text = new StringBuilder();
        for (var round = 0; round < Rounds; round++)
        {
            var next = new Dictionary<TypeDraft, ulong>();
            foreach (var draft in drafts)
            {
                text.Clear();
                Describe(text, draft, hashes);
                next[draft] = StableHash.Number(text);
            }

            hashes = next;
        }

        return hashes;
    }

    private static void Describe(StringBuilder text, TypeDraft draft, Dictionary<TypeDraft, ulong> hashes)
    {
        text.Append(draft.Kind).Append(draft.Name).Append('{');
        foreach (var property in draft.Properties.OrderBy(p => p.WireName, StringComparer.Ordinal))
            Describe(text, property, hashes);

        foreach (var value in draft.Values.OrderBy(v => v.WireValue, StringComparer.Ordinal))
            text.Append(value.WireValue).Append('\u0001').Append(value.Name).Append(',');
        foreach (var variant in draft.Variants.OrderBy(v => v.Use.Draft?.Name, StringComparer.Ordinal))
            Describe(text, variant.Use, hashes);
        if (draft.Additional is { } additional)
            Describe(text.Append('+'), additional, hashes);
        text.Append(draft.DefaultKeyValue).Append('}');
    }

    private static void Describe(StringBuilder text, PropertyDraft property, Dictionary<TypeDraft, ulong> hashes)
    {
        text.Append(property.WireName).Append('\u0001').Append(property.GivenName).Append(property.Required ? '!' : '?')
            .Append(property.Access == PropertyAccess.ReadWrite ? "" : property.Access.ToString()).Append(property.Constant).Append(':');
        Describe(text, property.Use, hashes);
    }

    private static void Describe(StringBuilder text, TypeUse use, Dictionary<TypeDraft, ulong> hashes)
    {
        text.Append(use.Kind);
        if (use.Nullable)
            text.Append('?');
        if (use.Custom is { } custom)
            text.Append('=').Append(custom.Name).Append('\u0001').Append(custom.Converter);
        if (use.Draft is { } draft)
            text.Append('#').Append(hashes[draft.Canonical]);
        if (use.Element is { } element)
            Describe(text.Append('<'), element, hashes);
        text.Append(';');
    }
}
