using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Binding;

/// <summary>One document while it is bound: its typed tree, its namespaces, and its diagnostics.</summary>
internal sealed class DocumentContext
{
    private readonly List<DiagnosticInfo> _diagnostics;
    private readonly NamespaceTable _namespaces;
    private readonly string _ownRoot;
    private readonly IReadOnlyDictionary<string, string> _forms;

    public DocumentContext(ApiDocument spec, NamespaceTable namespaces, List<DiagnosticInfo> diagnostics)
    {
        _diagnostics = diagnostics;
        _namespaces = namespaces;
        Spec = spec;
        _forms = FastApiIds.Forms(spec);
        var title = CSharpNames.Pascal(spec.Title ?? "Api");
        var client = spec.Settings.Client ?? $"{title}.{(title == "Api" ? title : WithoutEnd(title, "Api"))}Client";
        var dot = client.LastIndexOf('.');
        _ownRoot = dot > 0 ? client.Substring(0, dot) : title;
        var chosenClient = ProjectSays.Client is { } wanted && CSharpNames.Namespace(wanted) == wanted ? wanted : "";
        var chosenDot = chosenClient.LastIndexOf('.');
        RootNamespace = namespaces.Find(
            ProjectSays.Namespace is { } chosen && CSharpNames.Namespace(chosen) == chosen ? chosen
            : chosenDot > 0 ? chosenClient.Substring(0, chosenDot)
            : _ownRoot);
        ClientName = CSharpNames.Given(chosenClient.Length > 0 ? chosenClient.Substring(chosenDot + 1) : client.Substring(dot + 1));
        Namespace = spec.Settings.Namespace is { } given ? FindNamespace(given) : RootNamespace;
    }

    public ApiDocument Spec { get; }

    /// <summary>The settings that the project gives the document.</summary>
    public SpecSettings ProjectSays => Spec.File.File.Settings;

    /// <summary>The name of the file, without its folder.</summary>
    public string FileName => System.IO.Path.GetFileName(Spec.File.File.Path);

    /// <summary>By this documents are put in order.</summary>
    public string SortKey => Spec.File.File.SortKey;

    public string Namespace { get; }

    /// <summary>The namespace of the root client, where types live that several areas share.</summary>
    public string RootNamespace { get; }

    /// <summary>The name of the root client.</summary>
    public string ClientName { get; }

    /// <summary>The beginning of the names of options and exceptions: the client's name without what it ends in, "TodoClient" and "TodoApiClient" giving "Todo".</summary>
    public string ApiPrefix => WithoutEnd(WithoutEnd(ClientName, "Client"), "Api") is { Length: > 0 } prefix && prefix != "Api"
        ? prefix : RootNamespace.Substring(RootNamespace.LastIndexOf('.') + 1) is var last && last == "Api" ? "ApiApi" : last;

    /// <summary>The full name of the root client.</summary>
    public string Client => $"{RootNamespace}.{ClientName}";

    /// <summary>The C# name of a component that has none by hand.</summary>
    public string ComponentName(string key) => CSharpNames.ForComponent(_forms.TryGetValue(key, out var form) ? form : key);

    /// <summary>The root namespace that the document asks for and the one that the project gives it.</summary>
    public RootNamespaceModel Root => new(_ownRoot, RootNamespace);

    /// <summary>The namespace that the text of the document means, below the root that the project may have chosen.</summary>
    public string FindNamespace(string text) =>
        text == _ownRoot ? RootNamespace
        : text.StartsWith(_ownRoot + ".", StringComparison.Ordinal) ? _namespaces.Find(RootNamespace + text.Substring(_ownRoot.Length))
        : _namespaces.Find(text);

    public void Report(DiagnosticDescriptor descriptor, JsonPointer pointer, params string[] arguments) =>
        _diagnostics.Add(DiagnosticInfo.Create(descriptor, Spec.Locate(pointer), arguments));

    /// <summary>Reports something that is less, or more, than its descriptor says.</summary>
    public void Report(DiagnosticDescriptor descriptor, DiagnosticSeverity severity, JsonPointer pointer, params string[] arguments) =>
        _diagnostics.Add(DiagnosticInfo.Create(descriptor, Spec.Locate(pointer), arguments) with { Severity = severity });

    public void Report(DiagnosticInfo diagnostic) => _diagnostics.Add(diagnostic);

    private static string WithoutEnd(string name, string end) => name.EndsWith(end, StringComparison.Ordinal) ? name.Substring(0, name.Length - end.Length) : name;
}
