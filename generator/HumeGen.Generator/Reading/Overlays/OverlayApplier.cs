using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Reading.Overlays;

/// <summary>Applies OpenAPI overlays (version 1.0) to the API documents.</summary>
/// <remarks>
/// Version 1.0 says that an update is merged recursively and leaves the details open; they are taken from version 1.1,
/// which is compatible. Members that only the update has are added; objects are merged; an array is appended to an
/// array; a primitive value (null is one) replaces a primitive value; anything else does not fit and is a diagnostic.
/// Where the target itself is an array, an array is appended item by item and any other value as one item. A target
/// that is a primitive value cannot be updated, but it can be removed.
/// Beyond the specification, <c>x-document</c> on an action limits it to the documents with that info.title.
/// </remarks>
internal sealed class OverlayApplier
{
    private static readonly string[] Known = ["target", "description", "update", "remove"];

    private readonly IReadOnlyList<PatchedDocument> _documents;
    private readonly bool _isComplete;
    private readonly JsonPath.Budget _budget = new(Limits.OverlayVisits);
    private readonly List<DiagnosticInfo> _diagnostics = [];
    private readonly HashSet<(string Overlay, string Title)> _unknown = [];

    private OverlayApplier(IReadOnlyList<PatchedDocument> documents, bool isComplete)
    {
        _documents = documents;
        _isComplete = isComplete;
    }

    /// <summary>Applies all overlays among the files to all API documents among them. Overlays come in the order in which the project lists them: a later one builds on those before.</summary>
    /// <param name="documents">All files; those of no kind are passed over.</param>
    /// <param name="cancellationToken">Stops between two actions.</param>
    public static PatchedSpecs Apply(IReadOnlyList<SpecDocument> documents, CancellationToken cancellationToken)
    {
        var resolved = documents
            .Where(document => document.Kind is SpecKind.OpenApi or SpecKind.AsyncApi)
            .OrderBy(document => document.SortKey, StringComparer.Ordinal)
            .Select(document => new PatchedDocument(document))
            .ToList();

        // When a file could not be read, an action may well be meant for that one.
        var applier = new OverlayApplier(resolved, documents.All(document => document.Kind != SpecKind.None));
        foreach (var overlay in documents.Where(document => document.Kind == SpecKind.Overlay))
            applier.Apply(overlay, cancellationToken);
        return new PatchedSpecs(resolved, EquatableArray.From(applier._diagnostics));
    }

    private void Apply(SpecDocument overlay, CancellationToken cancellationToken)
    {
        var root = PatchedDocument.ParseTree(overlay);
        if (root["actions"] is not JsonArray { Count: > 0 } actions)
        {
            Report(overlay, JsonPointer.Root / "actions", Descriptors.MalformedAction, "The overlay has no actions");
            return;
        }

        for (var i = 0; i < actions.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pointer = JsonPointer.Root / "actions" / i;
            if (Check(overlay, actions[i], pointer) is not { } action)
                continue;
            try
            {
                Apply(overlay, action);
            }
            catch (LimitException limit)
            {
                // The rest would only go on where this one was stopped, so this is said even after many other diagnostics.
                _diagnostics.Add(DiagnosticInfo.Create(limit.Descriptor, overlay.Map.Find(pointer), Number(limit.Limit)));
                return;
            }
        }
    }

    private OverlayAction? Check(SpecDocument overlay, JsonNode? node, JsonPointer pointer)
    {
        if (node is not JsonObject action)
            return Malformed("The action is not a mapping");
        if (!IsText(action["target"], out var target))
            return Malformed("The action has no 'target' that is a text");
        foreach (var member in action)
        {
            if (!Known.Contains(member.Key) && !member.Key.StartsWith("x-", StringComparison.Ordinal))
                return Malformed($"The action has a key '{member.Key}', which overlays do not know", member.Key);
        }

        var isRemoval = false;
        if (action.TryGetPropertyValue("remove", out var remove) && !(remove is JsonValue flag && flag.TryGetValue(out isRemoval)))
            return Malformed("'remove' is neither true nor false", "remove");
        if (!isRemoval && !action.ContainsKey("update"))
            return Malformed("The action neither updates nor removes");
        string? document = null;
        if (action.TryGetPropertyValue("x-document", out var title) && !IsText(title, out document))
            return Malformed("'x-document' is not a text", "x-document");

        try
        {
            return new OverlayAction(pointer, target, JsonPath.Parse(target), document, isRemoval, action["update"]);
        }
        catch (JsonPathException exception)
        {
            Report(overlay, pointer / "target", Descriptors.UnsupportedJsonPath, target, Number(exception.Position), exception.Message);
            return null;
        }

        OverlayAction? Malformed(string problem, string? key = null)
        {
            Report(overlay, key is null ? pointer : pointer / key, Descriptors.MalformedAction, problem);
            return null;
        }
    }

    private void Apply(SpecDocument overlay, OverlayAction action)
    {
        var documents = _documents.Where(document => action.Document is null || document.File.Title == action.Document).ToList();
        if (documents.Count == 0 && action.Document is not null)
        {
            // Once for a document that is missing, not for each of the actions that are meant for it.
            if (_isComplete && _unknown.Add((overlay.Path, action.Document)))
            {
                var titles = string.Join(", ", _documents.Select(document => $"'{document.File.Title}'"));
                Report(overlay, action.Pointer / "x-document", Descriptors.UnknownDocument, action.Document, titles);
            }

            return;
        }

        var hasMatched = false;
        foreach (var document in documents)
        {
            var matches = action.Path.Select(document.Root, _budget);
            hasMatched |= matches.Count > 0;
            if (action.IsRemoval)
                Remove(overlay, action, document, matches);
            else
                Update(overlay, action, document, matches);
        }

        if (!hasMatched && _isComplete)
        {
            var where = action.Document is null ? "any document" : $"'{action.Document}'";
            Report(overlay, action.Pointer / "target", Descriptors.TargetMatchesNothing, action.Target, where);
        }
    }

    private void Remove(SpecDocument overlay, OverlayAction action, PatchedDocument document, IReadOnlyList<JsonPath.Match> matches)
    {
        // From the last to the first, so that the indices of the others stay right.
        for (var i = matches.Count - 1; i >= 0; i--)
        {
            switch (matches[i])
            {
                case { Parent: JsonObject members, Name: { } name }:
                    members.Remove(name);
                    break;
                case { Parent: JsonArray items, Index: var index }:
                    _budget.Spend(items.Count / 10);
                    document.RemoveItem(items, index);
                    break;
                default:
                    Report(overlay, action.Pointer / "target", Descriptors.MalformedAction, "The root of a document cannot be removed");
                    break;
            }
        }
    }

    private void Update(SpecDocument overlay, OverlayAction action, PatchedDocument document, IReadOnlyList<JsonPath.Match> matches)
    {
        var (nodes, depth) = TreeSize.Measure(action.Update);
        foreach (var match in matches)
        {
            document.Nodes += nodes;
            if (document.Nodes > Limits.Nodes)
                throw new LimitException(Descriptors.TooManyNodes, Limits.Nodes);
            if (DepthOf(match.Node) + depth > Limits.Depth)
                throw new LimitException(Descriptors.TooDeep, Limits.Depth);

            var origin = new PatchedDocument.Origin(overlay.Map, action.Pointer / "update");
            switch (match.Node, action.Update)
            {
                case (JsonObject target, JsonObject update):
                    Merge(document, target, update, origin);
                    break;
                case (JsonArray target, JsonArray update):
                    Append(document, target, update, origin);
                    break;
                case (JsonArray target, var update):
                    var item = update?.DeepClone();
                    document.SetOrigin(item, origin);
                    target.Add(item);
                    break;
                case (JsonObject, var update):
                    ReportMisfit(origin, $"the target is an object, the update {Describe(update)}");
                    break;
                case (var target, _):
                    ReportMisfit(origin, $"the target is {Describe(target)}; a single value is changed through the object that holds it");
                    break;
            }
        }
    }

    private void Merge(PatchedDocument document, JsonObject target, JsonObject update, PatchedDocument.Origin origin)
    {
        foreach (var member in update)
        {
            var here = origin / member.Key;
            if (!target.TryGetPropertyValue(member.Key, out var existing) || (IsPrimitive(existing) && IsPrimitive(member.Value)))
            {
                var value = member.Value?.DeepClone();
                document.SetOrigin(value, here);
                target[member.Key] = value;
            }
            else if (existing is JsonObject members && member.Value is JsonObject changes)
            {
                Merge(document, members, changes, here);
            }
            else if (existing is JsonArray items && member.Value is JsonArray more)
            {
                Append(document, items, more, here);
            }
            else
            {
                ReportMisfit(here, $"the document has {Describe(existing)} there, the update {Describe(member.Value)}");
            }
        }
    }

    private static void Append(PatchedDocument document, JsonArray target, JsonArray update, PatchedDocument.Origin origin)
    {
        for (var i = 0; i < update.Count; i++)
        {
            var item = update[i]?.DeepClone();
            document.SetOrigin(item, origin / i);
            target.Add(item);
        }
    }

    private void ReportMisfit(PatchedDocument.Origin at, string problem)
    {
        if (_diagnostics.Count < Limits.Diagnostics)
            _diagnostics.Add(DiagnosticInfo.Create(Descriptors.IncompatibleUpdate, at.Map.Find(at.Pointer), at.Pointer.ToString(), problem));
    }

    private void Report(SpecDocument overlay, JsonPointer pointer, DiagnosticDescriptor descriptor, params string[] arguments)
    {
        if (_diagnostics.Count < Limits.Diagnostics)
            _diagnostics.Add(DiagnosticInfo.Create(descriptor, overlay.Map.Find(pointer), arguments));
    }

    private static bool IsPrimitive(JsonNode? node) => node is not (JsonObject or JsonArray);

    private static string Describe(JsonNode? node) => node switch
    {
        JsonObject => "an object",
        JsonArray => "an array",
        null => "null",
        _ => "the value " + Shorten(node.ToJsonString()),
    };

    private static string Shorten(string json) => json.Length <= 40 ? json : json.Substring(0, 40) + "...";

    private static bool IsText(JsonNode? node, out string text)
    {
        var isText = node is JsonValue && node.GetValueKind() == JsonValueKind.String;
        text = isText ? node!.GetValue<string>() : "";
        return isText;
    }

    private static int DepthOf(JsonNode? node)
    {
        var depth = 0;
        for (; node is not null; node = node.Parent)
            depth++;
        return depth;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
