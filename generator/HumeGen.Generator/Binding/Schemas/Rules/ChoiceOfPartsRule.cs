using System.Globalization;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>An object with parts of which one leaves a choice: a union of objects that each have the other parts as well.</summary>
internal sealed class ChoiceOfPartsRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        if (!site.Schema.IsComposed || FindChoices(site) is not { Count: > 0 } choices)
            return null;
        var choice = choices[0];
        if (choices.Count > 1 || !Variants(choice).All(v => v.Target.IsObject))
        {
            binder.Document.Report(Descriptors.IgnoredKeyword, choice.Pointer / choice.AlternativesKeyword, choice.AlternativesKeyword);
            return null;
        }

        var draft = binder.Drafts.Add(DraftKind.Union, site, this);
        draft.DeclaredKey = (choice.Discriminator ?? site.Schema.Discriminator)?.PropertyName;
        return TypeUse.Of(draft);
    }

    public override void BindMembers(TypeDraft draft, SchemaSite site, SchemaBinder binder)
    {
        var choice = FindChoices(site)[0];
        var number = 0;
        foreach (var variant in Variants(choice))
        {
            number++;
            var key = variant.ReferenceKey;
            var suffix = key is not null ? CSharpNames.ForComponent(key) : VariantNames.Of(variant, draft.DeclaredKey) ?? number.ToString(CultureInfo.InvariantCulture);
            var place = key is not null ? SchemaSite.OfComponent(binder.Document, key)?.Schema ?? variant : variant;
            var member = new TypeDraft(DraftKind.Record, binder.Document, place.Pointer, site.Namespace, draft.Name + suffix, SchemaDocumentation.Of(place, variant.Target));
            binder.Drafts.Add(member);
            member.Properties.AddRange(binder.Members.Of(site with { Name = member.Name, Component = null }, variant));
            draft.Variants.Add(new VariantDraft(TypeUse.Of(member), choice.Discriminator?.ValuesOf(key) ?? [], key));
        }
    }

    private static IEnumerable<SchemaNode> Variants(SchemaNode choice) => choice.Alternatives.Where(v => !v.IsNullAlone);

    // Where a schema or one of its parts is one of several. What only requires or limits is no choice, and neither is a base that lists this very schema.
    private static List<SchemaNode> FindChoices(SchemaSite site)
    {
        var found = new List<SchemaNode>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(SchemaNode Schema, int Depth)>([(site.Schema, 0)]);
        while (open.Count > 0)
        {
            var (schema, depth) = open.Pop();
            if (schema.ReferenceKey is { } key)
            {
                if (key == site.Component || !seen.Add(key))
                    continue;
                schema = schema.Target;
            }

            var alternatives = schema.OneOf.Concat(schema.AnyOf).ToArray();
            var isBase = depth > 0 && ((schema.Discriminator is not null && alternatives.Length == 0) || alternatives.Any(a => a.IsReference && a.ReferenceKey == site.Component));
            if (!isBase && alternatives.Any(a => !a.OnlyLimits))
                found.Add(schema);
            if (isBase || depth > Limits.SchemaDepth)
                continue;
            // In reverse, as the first part must come next.
            foreach (var part in schema.AllOf.Reverse())
                open.Push((part, depth + 1));
        }

        return found;
    }
}
