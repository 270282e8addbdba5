using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>
/// Binds the members of forms. A form that may be one of several has the members of all; what all require is required, and what they describe in
/// different ways may be either.
/// </summary>
internal sealed class FormBinder(SchemaBinder binder)
{
    /// <param name="schema">The form.</param>
    /// <param name="name">The name after which types that stand inline are named.</param>
    public FormMembers Bind(SchemaNode schema, string name)
    {
        var site = new SchemaSite(schema, name, binder.Document.Namespace, null);
        var members = binder.Members.Of(site).ToList();
        var own = new HashSet<string>(members.Select(m => m.WireName), StringComparer.Ordinal);
        var alternatives = schema.OneOf.Concat(schema.AnyOf).Select(a => binder.Members.Of(site.Inner(a, name))).ToArray();
        var keys = new Dictionary<string, IReadOnlyList<FormKeyValue>>(StringComparer.Ordinal);
        foreach (var same in alternatives.SelectMany(a => a).Where(m => !own.Contains(m.WireName)).GroupBy(m => m.WireName).ToArray())
        {
            var isInAll = same.Count() == alternatives.Length && same.All(m => m.Required);
            var member = Either([.. same], site) with { Required = isInAll };
            if (isInAll && KeyValues(same.Key, alternatives) is { Count: > 0 } values)
            {
                keys[same.Key] = values;
                member = member with { Required = false, Doc = member.Doc with { Summary = member.Doc.Summary + " Left out, it follows from the parts that are given." } };
            }

            members.Add(member);
        }

        binder.Drafts.Finish();
        return new FormMembers([.. members.Select(Free)], keys);
    }

    private PropertyDraft Either(IReadOnlyList<PropertyDraft> same, SchemaSite site)
    {
        var first = same[0];
        if (same.All(m => m.Constant == first.Constant && m.Use == first.Use))
            return first;
        var uses = same.Select(m => m.Free ?? m.Use).ToArray();
        var place = site.Inner(site.Schema.Target, site.Name + CSharpNames.Pascal(first.WireName));
        if (uses.All(u => u.Draft is { Kind: DraftKind.Enum }))
        {
            var values = binder.Drafts.New(DraftKind.Enum, place);
            values.Values.AddRange(uses.SelectMany(u => u.Draft!.Values).GroupBy(v => v.WireValue).Select(g => g.First()));
            return With(values);
        }

        // A text that may be any includes those that are listed.
        if (uses.FirstOrDefault(u => u is { Kind: RefKind.String, Draft: null }) is { } text && uses.All(u => u == text || u.Draft is { Kind: DraftKind.Enum }))
            return first with { Use = text, Constant = null, Free = null };
        var union = binder.Drafts.New(DraftKind.Union, place);
        union.Variants.AddRange(uses.Distinct().Select(u => new VariantDraft(u, [], null)));
        return With(union);

        PropertyDraft With(TypeDraft draft)
        {
            draft.Doc = first.Doc;
            binder.Drafts.Add(draft);
            return first with { Use = TypeUse.Of(draft), Constant = null, Free = null, Listed = [] };
        }
    }

    // The values of a text that is another one in each alternative, with what else only that alternative requires.
    private static List<FormKeyValue> KeyValues(string name, IReadOnlyList<PropertyDraft>[] alternatives)
    {
        var constants = alternatives.Select(a => a.First(m => m.WireName == name)).ToArray();
        if (constants.Any(m => m is not { Constant: not null, Use.Kind: RefKind.String }) || constants.Select(m => m.Constant).Distinct().Count() < alternatives.Length)
            return [];
        var required = alternatives.Select(a => a.Where(m => m.Required && m.Constant is null).Select(m => m.WireName).ToArray()).ToArray();
        var values = required.Select((r, i) => new FormKeyValue(constants[i].Constant!, [.. r.Where(n => !required.All(o => o.Contains(n)))])).ToArray();
        // Alternatives that require the same are told by the key alone.
        return [.. values.Where(v => v.Members.Count > 0 && values.All(o => o == v || !v.Members.All(o.Members.Contains) || o.Members.Count > v.Members.Count))
            .OrderByDescending(v => v.Members.Count)];
    }

    private PropertyDraft Free(PropertyDraft member)
    {
        if (!member.HasOptionalConstant())
            return member;
        if (member.Free!.Draft is { } values)
            binder.Drafts.Add(values);
        return member.WithoutConstant(member.Free);
    }
}
