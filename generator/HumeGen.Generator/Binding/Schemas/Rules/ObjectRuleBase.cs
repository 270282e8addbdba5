using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>Objects with members of their own: records.</summary>
internal abstract class ObjectRuleBase : SchemaRule
{
    public override void BindMembers(TypeDraft draft, SchemaSite site, SchemaBinder binder)
    {
        draft.Properties.AddRange(binder.Members.Of(site with { Name = draft.Name, Component = null }));
        draft.Entries = site.Schema.Text(ExtensionWords.Entries) is { } entries ? CSharpNames.Given(entries) : null;
        if (site.Schema.FurtherProperties is { AllowsAnything: false } values)
            draft.Additional = binder.Use(site.Inner(values, draft.Name + "Value"));
        foreach (var keyword in site.Schema.ConditionalKeywords)
            binder.Document.Report(Descriptors.IgnoredKeyword, site.Schema.Pointer / keyword, keyword);
    }
}
