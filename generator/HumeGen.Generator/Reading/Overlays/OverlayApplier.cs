using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Reading.Overlays;

/// <summary>Applies OpenAPI overlays (version 1.0) to one API document.</summary>
/// <remarks>
/// Version 1.0 says that an update is merged recursively and leaves the details open; they are taken from version 1.1,
/// which is compatible. Members that only the update has are added; objects are merged; an array is appended to an
/// array; a primitive value (null is one) replaces a primitive value; anything else does not fit and is a diagnostic.
/// Where the target itself is an array, an array is appended item by item and any other value as one item. A target
/// that is a primitive value cannot be updated, but it can be removed.
/// Beyond the specification, <c>x-document</c> on an overlay or an action limits it to the documents with that info.title.
/// </remarks>
internal sealed class OverlayApplier
{
    private readonly PatchedDocument _document;
    private readonly Action<Overlay, OverlayAction, IReadOnlyList<JsonPath.Match>>? _onMatch;
    private readonly JsonPath.Budget _budget;
    private readonly CancellationToken _cancellationToken;
    private OverlayOutcome _outcome = null!;
    private int _number;

    private OverlayApplier(
        PatchedDocument document, Action<Overlay, OverlayAction, IReadOnlyList<JsonPath.Match>>? onMatch, CancellationToken cancellationToken)
    {
        _document = document;
        _onMatch = onMatch;
        _budget = new JsonPath.Budget(Limits.OverlayVisits, cancellationToken);
        _cancellationToken = cancellationToken;
    }

    /// <summary>Applies overlays to a document, one after the other: a later one builds on those before.</summary>
    /// <param name="file">The document.</param>
    /// <param name="overlays">The overlays, of which actions for other documents are passed over.</param>
    /// <param name="cancellationToken">Stops on the way.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PatchedDocument Apply(SpecDocument file, IEnumerable<Overlay> overlays, CancellationToken cancellationToken)
    {
        var document = new PatchedDocument(file);
        Apply(document, overlays, null, cancellationToken);
        return document;
    }

    /// <summary>Applies overlays, and tells of each action before it changes something.</summary>
    /// <param name="document">The document, which is changed.</param>
    /// <param name="overlays">The overlays.</param>
    /// <param name="onMatch">Gets each action with the nodes that its target selects; null for nobody.</param>
    /// <param name="cancellationToken">Stops on the way.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Apply(
        PatchedDocument document, IEnumerable<Overlay> overlays, Action<Overlay, OverlayAction, IReadOnlyList<JsonPath.Match>>? onMatch, CancellationToken cancellationToken)
    {
        var applier = new OverlayApplier(document, onMatch, cancellationToken);
        foreach (var overlay in overlays)
            applier.Apply(overlay);
    }

    private void Apply(Overlay overlay)
    {
        _outcome = new OverlayOutcome(overlay);
        _document.OverlayOutcomes.Add(_outcome);
        for (_number = 0; _number < overlay.Actions.Count; _number++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (overlay.Actions[_number].Action is not { } action || !action.IsFor(_document.File.Title))
                continue;
            try
            {
                Apply(action);
            }
            catch (LimitException limit)
            {
                _outcome.Limit = (_number, overlay.Diagnostic(action.Pointer, limit.Descriptor, limit.Limit.ToString(CultureInfo.InvariantCulture)));
                return;
            }
        }
    }

    private void Apply(OverlayAction action)
    {
        var matches = action.Path.Select(_document.Root, _budget, out var end);
        if (end is null)
            _outcome.SetMatched(_number);
        else
            _outcome.SetEnd(_number, end);
        _onMatch?.Invoke(_outcome.Overlay, action, matches);
        if (action.IsRemoval)
            Remove(action, matches);
        else
            Update(action, matches);
    }

    private void Remove(OverlayAction action, IReadOnlyList<JsonPath.Match> matches)
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
                    _document.RemoveItem(items, index);
                    break;
                default:
                    const string Problem = "The root of a document cannot be removed";
                    _outcome.Report(_number, _outcome.Overlay.MalformedAction(action.Pointer / "target", Problem));
                    break;
            }
        }
    }

    private void Update(OverlayAction action, IReadOnlyList<JsonPath.Match> matches)
    {
        var origin = new PatchedDocument.Origin(_outcome.Overlay.File.Map, action.Pointer / "update");
        foreach (var match in matches)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            _document.Nodes += action.Size.Nodes;
            if (_document.Nodes > Limits.Nodes)
                throw new LimitException(Descriptors.TooManyNodes, Limits.Nodes);
            if (DepthOf(match.Node) + action.Size.Depth > Limits.Depth)
                throw new LimitException(Descriptors.TooDeep, Limits.Depth);

            switch (match.Node, action.Update)
            {
                case (JsonObject target, JsonObject update):
                    Merge(target, update, origin);
                    break;
                case (JsonArray target, JsonArray update):
                    Append(target, update, origin);
                    break;
                case (JsonArray target, var update):
                    var item = update?.DeepClone();
                    _document.SetOrigin(item, origin);
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

    private void Merge(JsonObject target, JsonObject update, PatchedDocument.Origin origin)
    {
        foreach (var member in update)
        {
            var here = origin / member.Key;
            if (!target.TryGetPropertyValue(member.Key, out var existing) || (IsPrimitive(existing) && IsPrimitive(member.Value)))
            {
                var value = member.Value?.DeepClone();
                _document.SetOrigin(value, here);
                target[member.Key] = value;
            }
            else if (existing is JsonObject members && member.Value is JsonObject changes)
            {
                Merge(members, changes, here);
            }
            else if (existing is JsonArray items && member.Value is JsonArray more)
            {
                Append(items, more, here);
            }
            else
            {
                ReportMisfit(here, $"the document has {Describe(existing)} there, the update {Describe(member.Value)}");
            }
        }
    }

    private void Append(JsonArray target, JsonArray update, PatchedDocument.Origin origin)
    {
        for (var i = 0; i < update.Count; i++)
        {
            var item = update[i]?.DeepClone();
            _document.SetOrigin(item, origin / i);
            target.Add(item);
        }
    }

    private void ReportMisfit(PatchedDocument.Origin at, string problem) =>
        _outcome.Report(_number, DiagnosticInfo.Create(Descriptors.IncompatibleUpdate, at.Map.Find(at.Pointer), at.Pointer.ToString(), problem));

    private static bool IsPrimitive(JsonNode? node) => node is not (JsonObject or JsonArray);

    private static string Describe(JsonNode? node) => node switch
    {
        JsonObject => "an object",
        JsonArray => "an array",
        null => "null",
        _ => "the value " + Shorten(node.ToJsonString()),
    };

    private static string Shorten(string json) => json.Length <= 40 ? json : json.Substring(0, 40) + "...";

    private static int DepthOf(JsonNode? node)
    {
        var depth = 0;
        for (; node is not null; node = node.Parent)
            depth++;
        return depth;
    }
}
