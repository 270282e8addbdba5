using System.Text.RegularExpressions;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>
/// Names the calls of one document, all at once, as a name by convention counts only where no other call of its client has it. The words of the document come
/// first, then those of other tools, then the id of the operation without what a framework or the tag adds to it, and last the id itself.
/// </summary>
internal sealed class CallNames
{
    // "pets_by_id" beside the tag "pets" is no "ById".
    private static readonly string[] NoBeginnings = ["By", "For", "From", "In", "Of", "On", "To", "With"];

    private readonly DocumentContext _document;
    private readonly Dictionary<JsonPointer, CallName> _names = [];

    public CallNames(DocumentContext document)
    {
        _document = document;
        var calls = document.Spec.Paths
            .SelectMany(path => path.Operations.Where(o => !o.IsIgnored).Select(o => NewCall(path.Key, o)))
            .OrderBy(c => c.Operation.Pointer.ToString(), StringComparer.Ordinal)
            .ToList();
        StepBack(calls);
        foreach (var repeated in calls.GroupBy(c => c.Key).Where(g => g.Count() > 1).ToArray())
            TellApart([.. repeated], calls);
        var byName = calls.ToLookup(c => c.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var call in calls)
            _names[call.Operation.Pointer] = new CallName(call.Group, call.Name, TypePrefix(call, byName));
    }

    /// <summary>The names of the calls of an operation that is not left out.</summary>
    public CallName Of(OperationNode operation) => _names[operation.Pointer];

    private Call NewCall(string path, OperationNode operation)
    {
        var group = GroupOf(operation);
        if (operation.GivenName is { } given)
            return new Call(path, operation, group, [CSharpNames.Given(given)]);
        var full = CSharpNames.Pascal(operation.Id ?? operation.RawMethod.ToLowerInvariant() + " " + path);
        if (!_document.Spec.Settings.UsesConventions)
            return new Call(path, operation, group, [full]);
        if (operation.NameOfOtherTool(ExtensionWords.MethodNames) is { } other)
            return new Call(path, operation, group, [CSharpNames.Pascal(other), full]);
        if (operation.Id is not { } id)
            return new Call(path, operation, group, [full]);
        var function = CSharpNames.Pascal(FastApiIds.Function(id, path, operation.RawMethod) ?? id);
        var tag = operation.FirstTag is { } text ? CSharpNames.Pascal(TagPath(text).LastOrDefault() ?? text) : "";
        var cut = WithoutTag(function, LastName(group)) ?? WithoutTag(function, tag);
        return new Call(path, operation, group, [.. new[] { cut, function, full }.OfType<string>().Distinct()]);
    }

    // Calls of one name in one client take the next longer one, as long as they have one.
    private static void StepBack(List<Call> calls)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var call in calls.GroupBy(c => c.Key).Where(g => g.Count() > 1).SelectMany(g => g).Where(c => c.CanStepBack).ToArray())
            {
                call.StepBack();
                changed = true;
            }
        }
    }

    private static string LastName(string group) => group.Substring(group.LastIndexOf('.') + 1);

    // Several operations have one id: the first keeps the name, and each other one gets a word of its path or its method.
    private static void TellApart(Call[] repeated, List<Call> calls)
    {
        foreach (var call in repeated.Where((c, i) => c.Operation.GivenName is null && c.Operation.Id is { } id && repeated.Take(i).Any(o => o.Operation.Id == id)))
        {
            var segment = CSharpNames.Pascal(call.Path.Split('/').LastOrDefault(s => s.Length > 0 && s.IndexOf('{') < 0) ?? "root");
            var method = CSharpNames.Pascal(call.Operation.RawMethod.ToLowerInvariant());
            string[] words = [segment, method, segment + method, CSharpNames.Pascal(call.Path), CSharpNames.Pascal(call.Path) + method];
            var name = call.Name;
            call.Rename(words.Select(w => name + w).FirstOrDefault(n => calls.All(c => c.Key != (call.Group, n.ToLowerInvariant()))) ?? name);
        }
    }

    private static string TypePrefix(Call call, ILookup<string, Call> byName)
    {
        if (!call.IsCut || byName[call.Name].Count() == 1)
            return call.Name;
        var prefix = call.Client + call.Name;
        return byName[prefix].Any() || byName[call.Name].Any(c => c != call && c.Client == call.Client) ? call.Full : prefix;
    }

    private string GroupOf(OperationNode operation)
    {
        if (operation.Text(ExtensionWords.Group) is { } given)
            return CSharpNames.Path(given);
        var tag = operation.FirstTag;
        if (tag is not null && _document.Spec.Settings.Group(tag) is { } place)
            return CSharpNames.Path(place);
        if (operation.GroupOfOtherTool is { } group)
            return string.Join(".", group.Select(CSharpNames.Pascal));
        return tag is null ? "" : string.Join(".", Ancestors(tag).SelectMany(TagPath).Select(CSharpNames.Pascal));
    }

    // Since OpenAPI 3.2 a tag may lie below another.
    private List<string> Ancestors(string tag)
    {
        var path = new List<string>();
        for (string? name = tag; !string.IsNullOrEmpty(name) && !path.Contains(name!); name = _document.Spec.Tags.FirstOrDefault(t => t.Name == name)?.Parent)
            path.Insert(0, name!);
        return path;
    }

    // Before that, documents wrote the whole way: "manage > v1 > projects".
    private string[] TagPath(string tag) => _document.Spec.Settings.UsesConventions && Regex.IsMatch(tag, @"^\s*\w[\w .-]*(>\s*\w[\w .-]*)+$") ? tag.Split('>') : [tag];

    // What follows the name of the tag, as words of their own; null where nothing does.
    private static string? WithoutTag(string name, string tag)
    {
        if (tag.Length == 0 || name.Length <= tag.Length || !name.StartsWith(tag, StringComparison.OrdinalIgnoreCase) || !char.IsUpper(name[tag.Length]))
            return null;
        var rest = name.Substring(tag.Length);
        return NoBeginnings.Any(w => rest.StartsWith(w, StringComparison.Ordinal) && (rest.Length == w.Length || !char.IsLower(rest[w.Length]))) ? null : rest;
    }

    /// <summary>A call while it is named.</summary>
    /// <param name="names">The names that it may have, the best first.</param>
    private sealed class Call(string path, OperationNode operation, string group, string[] names)
    {
        private int _at;

        public string Path => path;

        public OperationNode Operation => operation;

        public string Group => group;

        /// <summary>The name of the client, which is empty for the root client.</summary>
        public string Client => LastName(group);

        public string Name { get; private set; } = names[0];

        public string Full => names[names.Length - 1];

        public bool CanStepBack => _at < names.Length - 1;

        /// <summary>Whether a convention made the name shorter than the id.</summary>
        public bool IsCut => CanStepBack;

        /// <summary>The client and the name, of which case makes no difference.</summary>
        public (string, string) Key => (group, Name.ToLowerInvariant());

        public void StepBack() => Name = names[++_at];

        public void Rename(string name) => Name = name;
    }
}
