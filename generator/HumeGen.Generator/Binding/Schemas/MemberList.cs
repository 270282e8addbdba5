using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>The members of an object while its parts are walked: a later one takes the place of an earlier one of the same name, at the end.</summary>
internal sealed class MemberList
{
    private readonly List<PropertyDraft?> _members = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public void Set(PropertyDraft member)
    {
        if (_places.TryGetValue(member.WireName, out var place))
        {
            // What one part requires is required, whichever describes it.
            member = member with { Required = member.Required || _members[place]!.Required };
            _members[place] = null;
        }

        _places[member.WireName] = _members.Count;
        _members.Add(member);
    }

    /// <summary>Makes members required, whichever part declares them.</summary>
    public void Require(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (_places.TryGetValue(name, out var place))
                _members[place] = _members[place]! with { Required = true };
        }
    }

    public List<PropertyDraft> ToList() => [.. _members.OfType<PropertyDraft>()];
}
