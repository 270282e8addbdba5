using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>The way in which readers distinguish the members of a union.</summary>
/// <param name="Form">The C# form.</param>
internal sealed record UnionPlan(UnionForm Form)
{
    /// <summary>The property whose value tells an object; null where the properties that are present tell it.</summary>
    public KeyPath? Key { get; init; }

    /// <summary>The objects of a union of objects.</summary>
    public IReadOnlyList<UnionMember> Members { get; init; } = [];

    /// <summary>The objects that each value of the key leads to, in the order in which they are tried.</summary>
    public IReadOnlyList<(KeyValueModel Value, IReadOnlyList<UnionChoice> Choices)> Cases { get; init; } = [];

    /// <summary>The objects that are tried where no value of the key leads to one.</summary>
    public IReadOnlyList<UnionChoice> Choices { get; init; } = [];

    /// <summary>The object that is meant when nothing tells one; null when there is none.</summary>
    public TypeDraft? Default { get; init; }

    /// <summary>Messages around a value, recognized by the kind of their JSON; objects are those that no other member is.</summary>
    public IReadOnlyList<UnionValue> Messages { get; init; } = [];

    /// <summary>Members that are no JSON, so that no key tells them.</summary>
    public IReadOnlyList<TypeDraft> Frames { get; init; } = [];

    /// <summary>The members of a union of values.</summary>
    public IReadOnlyList<ValueMember> Values { get; init; } = [];

    /// <summary>Members that nothing tells apart, so that what may be any of them is kept as JSON; in words.</summary>
    public IReadOnlyList<string> Ambiguous { get; init; } = [];
}
