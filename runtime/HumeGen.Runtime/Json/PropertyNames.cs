using System.Collections;
using System.Runtime.CompilerServices;

namespace HumeGen.Json;

/// <summary>
/// Names of properties of a generated record, as C# has them, each once: <c>[nameof(Contact.Phone)]</c>. Two lists of the same names are equal, whatever
/// their order.
/// </summary>
[CollectionBuilder(typeof(PropertyNames), nameof(Create))]
public readonly struct PropertyNames : IReadOnlyList<string>, IEquatable<PropertyNames>
{
    private readonly Node? _last;

    private PropertyNames(Node? last) => _last = last;

    /// <summary>The number of names.</summary>
    public int Count => _last?.Count ?? 0;

    /// <summary>A name by its place.</summary>
    /// <param name="index">The place, from 0.</param>
    public string this[int index] => Names[index];

    private string[] Names => _last?.Names ?? [];

    /// <summary>Whether two lists have the same names.</summary>
    public static bool operator ==(PropertyNames left, PropertyNames right) => left.Equals(right);

    /// <summary>Whether two lists have different names.</summary>
    public static bool operator !=(PropertyNames left, PropertyNames right) => !left.Equals(right);

    /// <summary>Makes a list; a collection expression calls it.</summary>
    /// <param name="names">The names. One that comes twice counts once.</param>
    /// <exception cref="ArgumentException">A name is null or empty.</exception>
    public static PropertyNames Create(ReadOnlySpan<string> names)
    {
        Node? last = null;
        foreach (var name in names)
        {
            ArgumentException.ThrowIfNullOrEmpty(name, nameof(names));
            if (last?.Contains(name) != true)
                last = new Node(last, name);
        }

        return new PropertyNames(last);
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)Names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PropertyNames other)
    {
        if (ReferenceEquals(_last, other._last))
            return true;
        if (Count != other.Count)
            return false;
        foreach (var name in Names)
        {
            if (!other._last!.Contains(name))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PropertyNames other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = 0;
        foreach (var name in Names)
            hash ^= StringComparer.Ordinal.GetHashCode(name);
        return hash;
    }

    /// <summary>The names with commas between them; empty without names.</summary>
    public override string ToString() => string.Join(", ", Names);

    /// <summary>The list with one name more, for readers: those of one type share their lists, so that reading the same nulls again allocates nothing.</summary>
    /// <param name="name">A literal of generated code.</param>
    internal PropertyNames With(string name) => new(_last is null ? Node.First(name) : _last.With(name));

    /// <summary>The last name of a list. It leads to those before it, and keeps one list that goes on from here.</summary>
    private sealed class Node(Node? previous, string name)
    {
        private static readonly Node?[] Firsts = new Node?[256];

        private Node? _next;
        private string[]? _names;

        public int Count { get; } = (previous?.Count ?? 0) + 1;

        public string[] Names => _names ??= ToArray();

        public static Node First(string name)
        {
            ref var first = ref Firsts[((name.Length * 31) + (name[0] * 7) + name[^1]) % Firsts.Length];
            return first is { } known && known.Is(name) ? known : first = new Node(null, name);
        }

        public Node With(string next)
        {
            if (_next is { } known && known.Is(next))
                return known;
            return Contains(next) ? this : _next = new Node(this, next);
        }

        public bool Contains(string name)
        {
            for (var node = this; node is not null; node = node.Previous)
            {
                if (node.Is(name))
                    return true;
            }

            return false;
        }

        private Node? Previous { get; } = previous;

        private string Name { get; } = name;

        private bool Is(string name) => string.Equals(Name, name, StringComparison.Ordinal);

        private string[] ToArray()
        {
            var names = new string[Count];
            for (var node = this; node is not null; node = node.Previous)
                names[node.Count - 1] = node.Name;
            return names;
        }
    }
}
