using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>One document while it is bound: its trees, and what it says of namespace and clients.</summary>
internal sealed class DocumentContext
{
    private readonly List<DiagnosticInfo> _diagnostics;
    private readonly NamespaceTable _namespaces;
    private readonly string _ownRoot;

    public DocumentContext(PatchedDocument source, OpenApiDocument document, NamespaceTable namespaces, List<DiagnosticInfo> diagnostics)
    {
        _diagnostics = diagnostics;
        _namespaces = namespaces;
        Source = source;
        Document = document;
        var settings = source.Root["x-humegen"] as JsonObject;
        var title = CSharpNames.Pascal(source.File.Title ?? "Api");
        var client = Text(settings, "client") ?? $"{title}.{title}Client";
        var dot = client.LastIndexOf('.');
        _ownRoot = dot > 0 ? client.Substring(0, dot) : title;
        RootNamespace = namespaces.Find(source.File.Settings.Namespace is { } chosen && CSharpNames.Namespace(chosen) == chosen ? chosen : _ownRoot);
        ClientName = CSharpNames.Given(client.Substring(dot + 1));
        Namespace = Text(settings, "namespace") is { } given ? FindNamespace(given) : RootNamespace;
        Groups = settings?["groups"] as JsonObject;
        ApiName = Text(settings, "name");
        ApiKeyVariable = Text(settings, "apiKeyVariable");
        TokenPath = Text(settings, "tokenPath");
    }

    public PatchedDocument Source { get; }

    public OpenApiDocument Document { get; }

    public string Namespace { get; }

    /// <summary>The namespace of the root client, where types live that several areas share.</summary>
    public string RootNamespace { get; }

    /// <summary>The name of the root client.</summary>
    public string ClientName { get; }

    /// <summary>The full name of the root client.</summary>
    public string Client => $"{RootNamespace}.{ClientName}";

    /// <summary>The root namespace that the document asks for and the one that the project gives it.</summary>
    public RootNamespaceModel Root => new(_ownRoot, RootNamespace);

    /// <summary>The client of each tag, as a dotted path from the root client.</summary>
    public JsonObject? Groups { get; }

    public string? ApiName { get; }

    public string? ApiKeyVariable { get; }

    public string? TokenPath { get; }

    /// <summary>The namespace that the text of the document means, below the root that the project may have chosen.</summary>
    public string FindNamespace(string text) =>
        text == _ownRoot ? RootNamespace
        : text.StartsWith(_ownRoot + ".", StringComparison.Ordinal) ? _namespaces.Find(RootNamespace + text.Substring(_ownRoot.Length))
        : _namespaces.Find(text);

    /// <summary>Whether the project wants the calls and channels of a client, given as its path below the root client.</summary>
    public bool Includes(string group) => group.Length == 0 || Source.File.Settings.Areas is not { Count: > 0 } areas || areas.Any(a => IsBelow(group, a));

    /// <summary>The namespaces whose types are wanted whether or not a call needs them: all below the root where the project chooses no areas.</summary>
    public IEnumerable<string> IncludedNamespaces =>
        Source.File.Settings.Areas is { Count: > 0 } areas ? areas.Select(a => $"{RootNamespace}.{a}") : [RootNamespace];

    /// <summary>Whether a dotted path is another one, or leads further from there.</summary>
    public static bool IsBelow(string path, string other) =>
        path.StartsWith(other, StringComparison.OrdinalIgnoreCase) && (path.Length == other.Length || path[other.Length] == '.');

    public void Report(DiagnosticDescriptor descriptor, string pointer, params string[] arguments) =>
        _diagnostics.Add(DiagnosticInfo.Create(descriptor, Source.Locate(pointer), arguments));

    /// <summary>The node at a pointer of the document as given; null when there is none.</summary>
    public JsonNode? Node(string pointer)
    {
        JsonNode? node = Source.Root;
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var name = step.Replace("~1", "/").Replace("~0", "~");
            node = node switch
            {
                JsonObject o => o[name],
                JsonArray a when int.TryParse(name, out var index) && index >= 0 && index < a.Count => a[index],
                _ => null,
            };
            if (node is null)
                return null;
        }

        return node;
    }

    /// <summary>An extension or keyword that stands at a node itself, not at what it refers to.</summary>
    public JsonNode? Own(string pointer, string keyword) => (Node(pointer) as JsonObject)?[keyword];

    public string? OwnText(string pointer, string keyword) => Text(Node(pointer) as JsonObject, keyword);

    public bool OwnFlag(string pointer, string keyword) => Own(pointer, keyword) is JsonValue value && value.TryGetValue(out bool flag) && flag;

    /// <summary>The pointer of a member of the node at a pointer.</summary>
    public static string Join(string pointer, string name) => pointer + "/" + name.Replace("~", "~0").Replace("/", "~1");

    public static string Join(string pointer, string name, int index) => $"{Join(pointer, name)}/{index}";

    private static string? Text(JsonObject? node, string keyword) =>
        node?[keyword] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
