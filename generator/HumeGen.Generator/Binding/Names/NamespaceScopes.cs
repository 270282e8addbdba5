using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Names;

/// <summary>The names that are taken in each namespace, for what is emitted besides the types of the documents.</summary>
internal sealed class NamespaceScopes
{
    private readonly Dictionary<string, NameScope> _scopes = new(StringComparer.Ordinal);

    public NamespaceScopes(IEnumerable<TypeModel> types)
    {
        foreach (var type in types)
            Scope(type.Namespace).Hold(type is UnionModel union ? [union.Name, union.UnknownName] : [type.Name]);
    }

    /// <summary>Takes a name in a namespace, free with each of the prefixes.</summary>
    public string Take(string @namespace, string name, params string[] prefixes) =>
        Scope(@namespace).Take(name, prefixes.Length > 0 ? prefixes : [""]);

    private NameScope Scope(string @namespace)
    {
        if (!_scopes.TryGetValue(@namespace, out var scope))
            _scopes[@namespace] = scope = new NameScope();
        return scope;
    }
}
