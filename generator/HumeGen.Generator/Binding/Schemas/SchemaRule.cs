using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>A kind of schema and the C# type it becomes. Rules stand in a list, and the first one that answers decides; none knows another.</summary>
internal abstract class SchemaRule
{
    /// <summary>Whether null, where the schema allows it, is added to the answer. Not where the answer has it already.</summary>
    public virtual bool AddsNull => true;

    /// <summary>Answers for schemas of the rule's kind; null for all others.</summary>
    public abstract RuleResult? TryBind(SchemaSite site, SchemaBinder binder);

    /// <summary>Binds the members of a type that the rule has drafted. The type is known by now, so that schemas may refer to each other in circles.</summary>
    public virtual void BindMembers(TypeDraft draft, SchemaSite site, SchemaBinder binder)
    {
    }
}
