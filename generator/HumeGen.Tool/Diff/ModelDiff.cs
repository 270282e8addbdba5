using HumeGen.Tool.Specs;

namespace HumeGen.Tool.Diff;

/// <summary>Compares what the generator makes of two states of an API.</summary>
/// <remarks>
/// Things are the same when they have the same C# name, since that is what callers know them by; that a thing goes on under another name is a
/// hint beside its removal. Breaking is what callers notice: C# that no longer compiles (nullable warnings count), and programs that no longer
/// find their API key. What only who implements the interfaces of clients notices does not count, nor do descriptions.
/// </remarks>
internal static class ModelDiff
{
    /// <summary>All changes: clients first, then channels and types, by name; of each what is gone, what breaks, what is new, what else changed.</summary>
    public static IReadOnlyList<Change> Compare(BoundSpecs old, BoundSpecs @new)
    {
        var context = new DiffContext(old, @new);
        ClientDiff.Compare(context);
        ChannelDiff.Compare(context);
        TypeDiff.Compare(context);
        return [.. context.Changes.OrderBy(c => c.Subject.Kind).ThenBy(c => c.Subject.Name, StringComparer.Ordinal).ThenBy(c => c.Kind)];
    }
}
