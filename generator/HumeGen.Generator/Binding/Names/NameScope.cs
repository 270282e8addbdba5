using System.Globalization;

namespace HumeGen.Generator.Binding.Names;

/// <summary>Gives each thing of a scope a name of its own. Names that differ only in case count as the same.</summary>
/// <param name="reserved">Names that mean something else where the scope is.</param>
internal sealed class NameScope(params string[] reserved)
{
    private readonly HashSet<string> _reserved = new(reserved, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Holds names that are given already.</summary>
    public void Hold(IEnumerable<string> names) => _taken.UnionWith(names);

    /// <summary>The name itself, or the name with the smallest number behind it that is free; a reserved one becomes longer by a word.</summary>
    public string Take(string name) => Take(name, "");

    /// <summary>Takes a name under which several things are emitted, one with each prefix.</summary>
    public string Take(string name, params string[] prefixes)
    {
        name = CSharpNames.Shorten(_reserved.Contains(name) ? name + "Value" : name);
        var free = name;
        for (var i = 2; prefixes.Any(p => _taken.Contains(p + free) || _reserved.Contains(p + free)); i++)
            free = name + "_" + i.ToString(CultureInfo.InvariantCulture);
        Hold(prefixes.Select(p => p + free));
        return free;
    }

    /// <summary>Takes names for several things, the same ones in whatever order they come.</summary>
    /// <param name="wanted">The text that each thing is called in the specification, and the name that it wants. Where two want the same, it goes to
    /// the one whose text it is.</param>
    public string[] TakeAll(IReadOnlyList<(string Text, string Name)> wanted)
    {
        var names = new string[wanted.Count];
        var order = Enumerable.Range(0, wanted.Count)
            .OrderByDescending(i => wanted[i].Text == wanted[i].Name)
            .ThenBy(i => wanted[i].Text, StringComparer.Ordinal);
        foreach (var i in order)
            names[i] = Take(wanted[i].Name);
        return names;
    }
}
