using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>All types of all documents, on their way through the passes.</summary>
/// <param name="bound">The drafts as they were bound.</param>
/// <param name="taken">Full names that are no types of a document: of namespaces and root clients.</param>
/// <param name="cancellationToken">Stops the passes.</param>
internal sealed class TypeDrafts(IReadOnlyList<TypeDraft> bound, IReadOnlyCollection<string> taken, CancellationToken cancellationToken)
{
    private readonly HashSet<(TypeDraft, TypeDraft)> _contradicting = [];
    private readonly List<TypeDraft> _all = [.. bound];
    private TypeClasses? _classes;

    /// <summary>Full names that types cannot have.</summary>
    public IReadOnlyCollection<string> Taken { get; } = taken;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The drafts that no other one stands for.</summary>
    public IEnumerable<TypeDraft> Live => _all.Where(d => !d.IsMerged);

    /// <summary>Classes of live drafts that are the same type. Computed again after drafts were merged.</summary>
    public TypeClasses Classes => _classes ??= new TypeClasses(Live, CancellationToken);

    /// <summary>Merges a draft into another one as <see cref="DraftUnion"/> does. Several passes may try the same two; that they contradict each other is reported once.</summary>
    /// <returns>Whether they are one now.</returns>
    public bool TryMerge(TypeDraft kept, TypeDraft other)
    {
        if (_contradicting.Contains((kept, other)) || _contradicting.Contains((other, kept)))
            return false;
        if (DraftUnion.TryMerge(kept, other))
            return true;
        _contradicting.Add((kept, other));
        return false;
    }

    /// <summary>Adds a type that no schema describes alone.</summary>
    public void Add(TypeDraft draft) => _all.Add(draft);

    /// <summary>Forgets which drafts are the same: one type more may make equal those that refer to it.</summary>
    public void Changed() => _classes = null;
}
