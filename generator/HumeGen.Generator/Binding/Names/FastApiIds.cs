using System.Text.RegularExpressions;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Names;

/// <summary>Ids that FastAPI makes: the name of the function, the path and the method, each sign that is no letter, digit or underscore being an underscore.</summary>
internal static class FastApiIds
{
    // The key of a form's schema is this and the id of its operation.
    private const string Body = "Body_";

    /// <summary>The name of the function; null for an id that is made in another way.</summary>
    public static string? Function(string id, string path, string method)
    {
        var end = Regex.Replace(path, @"\W", "_") + "_" + method.ToLowerInvariant();
        return id.Length > end.Length && id.EndsWith(end, StringComparison.Ordinal) ? id.Substring(0, id.Length - end.Length) : null;
    }

    /// <summary>The keys of forms in a document, each with the shorter text after which the form is named. Two of one text keep their keys.</summary>
    public static IReadOnlyDictionary<string, string> Forms(ApiDocument document)
    {
        var keys = new HashSet<string>(document.SchemaKeys.Where(k => k.StartsWith(Body, StringComparison.Ordinal)), StringComparer.Ordinal);
        if (keys.Count == 0 || !document.Settings.UsesConventions)
            return new Dictionary<string, string>();
        return document.Paths
            .SelectMany(p => p.Operations.Where(o => o.Id is not null && keys.Contains(Body + o.Id)).Select(o => (Key: Body + o.Id, Function: Function(o.Id!, p.Key, o.RawMethod))))
            .Where(f => f.Function is not null && document.Schema(Body + f.Function) is null)
            .GroupBy(f => CSharpNames.Pascal(f.Function!), StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() == 1)
            .ToDictionary(g => g.Single().Key, g => Body + g.Single().Function, StringComparer.Ordinal);
    }
}
