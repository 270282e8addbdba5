namespace HumeGen.Generator.Binding.Names;

/// <summary>All namespaces of all documents. Those that differ only in case are one, as their files would have the same names on some disks.</summary>
internal sealed class NamespaceTable
{
    private readonly Dictionary<string, string> _namespaces = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The namespaces that something was put into.</summary>
    public IReadOnlyCollection<string> All => _namespaces.Values;

    /// <summary>The namespace that the text of a specification means.</summary>
    public string Find(string text)
    {
        var wanted = CSharpNames.Namespace(text);
        if (!_namespaces.TryGetValue(wanted, out var known))
            _namespaces.Add(wanted, known = wanted);
        return known;
    }
}
