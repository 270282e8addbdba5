using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Reading.Overlays;

/// <summary>An OpenAPI overlay (version 1.0), checked. Equal to another when its file is; nothing changes it.</summary>
internal sealed class Overlay : IEquatable<Overlay>
{
    private const string Form = "An overlay has a list 'actions', each with a 'target' and either 'update' or 'remove: true'";

    private const string Document = "x-document";

    private static readonly string[] Known = ["target", "description", "update", "remove", Document];

    private readonly List<(OverlayAction? Action, DiagnosticInfo? Problem)> _actions = [];

    // The info.title of the documents that actions are meant for which do not say so themselves.
    private string? _title;

    private Overlay(SpecDocument file) => File = file;

    public SpecDocument File { get; }

    /// <summary>The actions in the order of the file; of one that cannot be used there is only what is wrong with it.</summary>
    public IReadOnlyList<(OverlayAction? Action, DiagnosticInfo? Problem)> Actions => _actions;

    /// <summary>Checks the actions of an overlay file.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Overlay Read(SpecDocument file, CancellationToken cancellationToken)
    {
        var overlay = new Overlay(file);
        var root = (JsonObject)PatchedDocument.ParseTree(file);
        overlay._title = root[Document].AsText();
        if (overlay._title is null && root.ContainsKey(Document))
        {
            overlay._actions.Add((null, overlay.MalformedAction(JsonPointer.Root / Document, $"'{Document}' is not a string")));
            return overlay;
        }

        if (root["actions"] is not JsonArray { Count: > 0 } actions)
        {
            var key = root.Where(m => m.Key != "actions").Select(m => m.Key).FirstOrDefault(k => Spelling.Nearest(k, ["actions"]) is not null);
            var problem = key is null ? "The overlay has no actions" : $"The overlay has no actions, but '{key}' (did you mean 'actions'?)";
            overlay._actions.Add((null, overlay.MalformedAction(JsonPointer.Root / (key ?? "actions"), problem)));
            return overlay;
        }

        for (var i = 0; i < actions.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            overlay._actions.Add(overlay.Check(actions[i], JsonPointer.Root / "actions" / i));
        }

        return overlay;
    }

    /// <summary>Whether an action is meant for a document of this title.</summary>
    public bool IsFor(string? title) => _actions.Any(a => a.Action?.IsFor(title) == true);

    /// <summary>Compares all but places in the file.</summary>
    public static IEqualityComparer<Overlay> ByTree { get; } = new TreeComparer();

    /// <summary>Whether an action is meant for nodes with a certain description.</summary>
    public bool ComparesDescriptions => _actions.Any(a => a.Action?.Path.ComparesDescriptions == true);

    /// <summary>A diagnostic at a place of the file.</summary>
    public DiagnosticInfo Diagnostic(JsonPointer pointer, DiagnosticDescriptor descriptor, params string[] arguments) =>
        DiagnosticInfo.Create(descriptor, File.Map.Find(pointer), arguments);

    /// <summary>The diagnostic of an action that cannot be used as it is written.</summary>
    public DiagnosticInfo MalformedAction(JsonPointer pointer, string problem) => Diagnostic(pointer, Descriptors.MalformedAction, problem, Form);

    public bool Equals(Overlay? other) => other is not null && File.Equals(other.File);

    public override bool Equals(object? obj) => Equals(obj as Overlay);

    public override int GetHashCode() => File.GetHashCode();

    private (OverlayAction? Action, DiagnosticInfo? Problem) Check(JsonNode? node, JsonPointer pointer)
    {
        if (node is not JsonObject action)
            return Malformed("The action is not a mapping");
        foreach (var key in action.Select(m => m.Key).Where(k => !Known.Contains(k)))
        {
            // Without its document, an action would change all of them.
            if (!OpenApiGrammar.IsExtension(key) || Spelling.Distance(key, Document) <= 2)
                return Malformed($"The action has a key '{key}', which overlays do not know{Spelling.Suggest(key, Known)}", key);
        }

        if (action["target"].AsText() is not { } target)
            return Malformed("The action has no string 'target'");
        var isRemoval = false;
        if (action.TryGetPropertyValue("remove", out var remove) && !(remove is JsonValue flag && flag.TryGetValue(out isRemoval)))
            return Malformed("'remove' is neither true nor false", "remove");
        if (!isRemoval && !action.ContainsKey("update"))
            return Malformed("The action neither updates nor removes");
        var document = action[Document].AsText();
        if (document is null && action.ContainsKey(Document))
            return Malformed($"'{Document}' is not a string", Document);
        var title = (document is null ? JsonPointer.Root : pointer) / Document;

        try
        {
            return (new OverlayAction(pointer, target, JsonPath.Parse(target), document ?? _title, title, isRemoval, action["update"])
            {
                Extensions = [.. action.Select(m => m.Key).Except(Known)],
            }, null);
        }
        catch (JsonPathException exception)
        {
            var position = exception.Position.ToString(CultureInfo.InvariantCulture);
            return (null, Diagnostic(pointer / "target", Descriptors.UnsupportedJsonPath, target, position, exception.Message));
        }

        (OverlayAction?, DiagnosticInfo?) Malformed(string problem, string? key = null) =>
            (null, MalformedAction(key is null ? pointer : pointer / key, problem));
    }

    private sealed class TreeComparer : IEqualityComparer<Overlay>
    {
        public bool Equals(Overlay? x, Overlay? y) => SpecDocument.ByTree.Equals(x!.File, y!.File);

        public int GetHashCode(Overlay overlay) => SpecDocument.ByTree.GetHashCode(overlay.File);
    }
}
