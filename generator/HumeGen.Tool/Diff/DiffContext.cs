using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;
using HumeGen.Tool.Specs;

namespace HumeGen.Tool.Diff;

/// <summary>Two states of an API while they are compared.</summary>
internal sealed class DiffContext
{
    private readonly List<Change> _changes = [];

    public DiffContext(BoundSpecs old, BoundSpecs @new)
    {
        Old = old;
        New = @new;
        OldTypes = ByName(old.Model);
        NewTypes = ByName(@new.Model);
        OldMembers = TypeUsage.UnionMembers(old.Model);
        NewMembers = TypeUsage.UnionMembers(@new.Model);
        Usage = new TypeUsage(old.Model, OldTypes);
        Rules = new TypeRules(NewTypes);
    }

    public BoundSpecs Old { get; }

    public BoundSpecs New { get; }

    public IReadOnlyDictionary<string, TypeModel> OldTypes { get; }

    public IReadOnlyDictionary<string, TypeModel> NewTypes { get; }

    /// <summary>The members of the old unions, by full names.</summary>
    public ILookup<string, string> OldMembers { get; }

    /// <summary>The members of the new unions, by full names.</summary>
    public ILookup<string, string> NewMembers { get; }

    /// <summary>The use that callers made of the old types: only they are to be kept from harm.</summary>
    public TypeUsage Usage { get; }

    public TypeRules Rules { get; }

    public IReadOnlyList<Change> Changes => _changes;

    public void Add(ChangeKind kind, Subject subject, string text, DraftSource? place) =>
        _changes.Add(new Change(kind, subject, text, place?.Location));

    /// <summary>Adds a change of something that is still there.</summary>
    public void Changed(bool isBreaking, Subject subject, string text, DraftSource? place) =>
        Add(isBreaking ? ChangeKind.Breaking : ChangeKind.Compatible, subject, text, place);

    private static Dictionary<string, TypeModel> ByName(ApiModel model) =>
        model.Types.GroupBy(t => t.FullName, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
}
