using System.Globalization;
using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// Finds the drafts that are the same type, by name and shape, looking through references of any length and in circles: all drafts of one name and shape
/// begin in one class, and classes split as long as their members refer to different ones.
/// </summary>
internal sealed class TypeClasses
{
    private readonly Dictionary<TypeDraft, int> _classes = [];
    private readonly List<List<TypeDraft>> _members = [];
    private readonly Dictionary<TypeDraft, TypeShape> _shapes = [];
    private readonly Dictionary<TypeDraft, List<TypeDraft>> _referrers = [];

    /// <param name="drafts">The drafts that are not merged into others yet.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    public TypeClasses(IEnumerable<TypeDraft> drafts, CancellationToken cancellationToken)
    {
        foreach (var sameName in drafts.GroupBy(d => d.Name, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add([.. sameName]);
        }

        var open = new Queue<int>(Enumerable.Range(0, _members.Count).Where(c => _members[c].Count > 1));
        var isOpen = new HashSet<int>(open);
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = open.Dequeue();
            isOpen.Remove(next);
            foreach (var changed in Split(next).SelectMany(d => _referrers.TryGetValue(d, out var referrers) ? referrers : []).Select(d => _classes[d]).Distinct().ToArray())
            {
                if (_members[changed].Count > 1 && isOpen.Add(changed))
                    open.Enqueue(changed);
            }
        }
    }

    /// <summary>The class of a draft: the same number for all that are the same type.</summary>
    public int Of(TypeDraft draft) => _classes[draft];

    /// <summary>The shape with the classes of the types that it refers to: equal for what becomes the same C#.</summary>
    public string Text(TypeShape shape) => shape.Text + "\u0002" + Key(shape);

    // What has a name that nothing else has is one type by itself, whatever its shape: only other drafts cost time.
    private void Add(IReadOnlyList<TypeDraft> sameName)
    {
        if (sameName.Count == 1)
        {
            AddClass([sameName[0]]);
            return;
        }

        foreach (var draft in sameName)
        {
            var shape = _shapes[draft] = TypeShape.Of(draft);
            foreach (var reference in shape.References)
            {
                if (!_referrers.TryGetValue(reference, out var referrers))
                    _referrers[reference] = referrers = [];
                referrers.Add(draft);
            }
        }

        foreach (var sameShape in sameName.GroupBy(d => _shapes[d].Text, StringComparer.Ordinal))
            AddClass([.. sameShape]);
    }

    private void AddClass(List<TypeDraft> members)
    {
        foreach (var draft in members)
            _classes[draft] = _members.Count;
        _members.Add(members);
    }

    // The largest part keeps the number of the class, so that few others must be looked at again. Returns the drafts that got a new one.
    private IEnumerable<TypeDraft> Split(int number)
    {
        var parts = _members[number].GroupBy(d => Key(_shapes[d]), StringComparer.Ordinal).Select(g => g.ToList()).OrderByDescending(g => g.Count).ToArray();
        if (parts.Length < 2)
            return [];
        _members[number] = parts[0];
        foreach (var part in parts.Skip(1))
            AddClass(part);
        return parts.Skip(1).SelectMany(p => p);
    }

    private string Key(TypeShape shape) => string.Join(",", shape.References.Select(r => _classes[r].ToString(CultureInfo.InvariantCulture)));
}
