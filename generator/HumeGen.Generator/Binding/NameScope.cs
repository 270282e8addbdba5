using System;
using System.Collections.Generic;
using System.Globalization;

namespace HumeGen.Generator.Binding;

/// <summary>Gives each thing of a scope a name of its own. Names that differ only in case count as the same.</summary>
internal sealed class NameScope
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public NameScope(params string[] reserved) => _taken.UnionWith(reserved);

    /// <summary>The name itself, or the name with the smallest number behind it that is free.</summary>
    public string Take(string name)
    {
        var free = name;
        for (var i = 2; !_taken.Add(free); i++)
            free = name + "_" + i.ToString(CultureInfo.InvariantCulture);
        return free;
    }

    public bool IsFree(string name) => !_taken.Contains(name);
}
