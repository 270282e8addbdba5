using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>The answer of a rule: a type, or another schema that stands for this one.</summary>
/// <param name="Use">The type; null where another schema stands for this one.</param>
/// <param name="Same">The schema that stands for this one; null where there is a type.</param>
/// <param name="Nullable">Whether null is a value besides.</param>
internal sealed record RuleResult(TypeUse? Use, SchemaSite? Same, bool Nullable)
{
    public static implicit operator RuleResult?(TypeUse? use) => use is null ? null : new(use, null, false);

    /// <summary>The schema is what another one is. The binder follows such answers in a loop, so that a chain of them needs no stack.</summary>
    public static RuleResult SameAs(SchemaSite site, bool nullable = false) => new(null, site, nullable);
}
