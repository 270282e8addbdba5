using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>
/// Signals in a document of whose side it describes, in the order in which they count: operation ids, texts of operations, messages, texts that
/// say the side outright; and, where none of these says anything, hints in the texts of the document and its servers.
/// </summary>
internal sealed class PerspectiveSignals
{
    private const int ViewKind = 3;

    private readonly JsonObject _root;
    private readonly List<Sign> _signs = [];
    private readonly bool _goesBothWays;

    /// <param name="root">The document, its references put together.</param>
    /// <param name="operations">The operations that no word decides.</param>
    public PerspectiveSignals(JsonObject root, IReadOnlyList<PerspectiveOperation> operations)
    {
        _root = root;
        _goesBothWays = operations.Any(o => o.HasReply) || (operations.Any(o => o.Sends) && operations.Any(o => !o.Sends));
        var views = DocumentTexts().Select(t => (t.Node, t.Name, Side: PerspectivePhrases.OfView(t.Node.AsText()))).Where(v => v.Side is not null).ToArray();
        var messages = operations.ToDictionary(o => o, o => o.Messages(root).ToArray());
        foreach (var operation in operations)
        {
            var names = messages[operation].SelectMany(Names);
            Add(operation, 0, PerspectivePhrases.OfId(operation, names), $"operation id '{operation.Id}'");
            foreach (var text in new[] { "title", "summary", "description" })
            {
                if (Add(operation, 1, PerspectivePhrases.OfText(operation.Node[text].AsText()), $"{text} '{Short(operation.Node[text].AsText())}'"))
                    break;
            }

            if (!AddViews(operation))
            {
                foreach (var (node, name, side) in views)
                    _signs.Add(new Sign(operation, ViewKind, side!.Value, false, false, $"{name} '{Short(node.AsText())}'", node!, IsOfDocument: true));
            }
        }

        // A message that goes both ways says nothing.
        var sent = new HashSet<object>(operations.Where(o => o.Sends).SelectMany(o => messages[o]).Select(Identity));
        var received = new HashSet<object>(operations.Where(o => !o.Sends).SelectMany(o => messages[o]).Select(Identity));
        foreach (var operation in operations)
        {
            foreach (var message in messages[operation].Where(m => !(operation.Sends ? received : sent).Contains(Identity(m))))
                AddMessage(operation, message);
        }
    }

    /// <summary>The side that the signals tell for some of the operations taken together.</summary>
    /// <param name="operations">The operations, of the whole document or of one channel.</param>
    public PerspectiveVerdict Of(IReadOnlyCollection<PerspectiveOperation> operations)
    {
        var signs = _signs.Where(s => operations.Contains(s.Operation)).ToArray();
        var sides = Enumerable.Range(0, ViewKind + 1).Select(kind => Weigh(signs.Where(s => s.Kind == kind), operations)).OfType<PerspectiveVerdict>().ToArray();
        if (sides.Length == 0)
            return OfDocument();
        var decided = sides.Where(s => s.Side is not null).ToArray();
        if (decided.Length == 0)
            return sides[0];
        return decided.FirstOrDefault(s => s.Side != decided[0].Side) is { } other
            ? Contradiction(decided[0], other.Side, other.Reason)
            : decided[0];
    }

    /// <summary>
    /// The side that all signals of a channel tell, in each direction that it has, or none where the document says another one outright; null where they do not
    /// agree.
    /// </summary>
    public PerspectiveVerdict? OfChannel(IReadOnlyCollection<PerspectiveOperation> operations)
    {
        var signs = Counted(_signs.Where(s => !s.IsOfDocument && operations.Contains(s.Operation)), operations).ToArray();
        var isUnanimous = signs.Length > 0 && signs.All(s => s.Side == signs[0].Side) && operations.All(o => signs.Any(s => s.Operation.Sends == o.Sends));
        if (!isUnanimous)
            return null;
        var own = new PerspectiveVerdict(signs[0].Side, signs[0].Quote, signs[0].Place);
        var other = _signs.FirstOrDefault(s => s.IsOfDocument && s.Side != own.Side && operations.Contains(s.Operation));
        return other is null ? own : Contradiction(own, other.Side, other.Quote);
    }

    /// <summary>The id with a verb that says no more than its action does, in a document that only sends; null where there is none.</summary>
    public PerspectiveVerdict? OwnVerb(IReadOnlyCollection<PerspectiveOperation> operations) => operations.All(o => o.Action == "send" && !o.HasReply)
        && _signs.FirstOrDefault(s => s.Kind == 0 && operations.Contains(s.Operation)) is { } sign ? new PerspectiveVerdict(Perspective.Server, sign.Quote, sign.Place) : null;

    /// <summary>The word for a side.</summary>
    public static string Name(Perspective? side) => side == Perspective.Client ? "client" : "server";

    private static PerspectiveVerdict Contradiction(PerspectiveVerdict one, Perspective? other, string? reason) =>
        one with { Side = null, Reason = $"{one.Reason} shows the {Name(one.Side)}'s side, {reason} the {Name(other)}'s" };

    // What an operation or its channel says counts before what the document says.
    private bool AddViews(PerspectiveOperation operation)
    {
        foreach (var (owner, what) in new[] { (operation.Node, ""), (operation.Channel, "channel ") })
        {
            foreach (var name in new[] { "title", "summary", "description" })
            {
                if (PerspectivePhrases.OfView(owner[name].AsText()) is not { } side)
                    continue;
                _signs.Add(new Sign(operation, ViewKind, side, false, false, $"{what}{name} '{Short(owner[name].AsText())}'", owner[name]!, IsOfDocument: false));
                return true;
            }
        }

        return false;
    }

    private void AddMessage(PerspectiveOperation operation, (JsonObject? Message, IReadOnlyList<string> Keys) message)
    {
        foreach (var name in Names(message))
        {
            if (Add(operation, 2, PerspectivePhrases.OfMessage(name), $"message '{Short(name)}'"))
                return;
        }

        foreach (var text in new[] { "title", "summary", "description" })
        {
            if (Add(operation, 2, PerspectivePhrases.OfText(message.Message?[text].AsText()), $"message {text} '{Short(message.Message?[text].AsText())}'"))
                return;
        }
    }

    private bool Add(PerspectiveOperation operation, int kind, PerspectiveClaim? claim, string quote)
    {
        if (claim is not { } told)
            return false;
        // By the standard, what the application sends comes from the server.
        _signs.Add(new Sign(
            operation, kind, told.FromClient == operation.Sends ? Perspective.Client : Perspective.Server, told.IsVerb, told.IsHandler && operation.Action == "receive",
            $"{quote} with '{operation.Action}'", operation.Node, IsOfDocument: false));
        return true;
    }

    // More than three of four signs decide: one text among many may speak of something else.
    private PerspectiveVerdict? Weigh(IEnumerable<Sign> signs, IReadOnlyCollection<PerspectiveOperation> operations)
    {
        var counted = Counted(signs, operations).ToArray();
        var client = counted.Where(s => s.Side == Perspective.Client).ToArray();
        var server = counted.Where(s => s.Side == Perspective.Server).ToArray();
        if (counted.Length == 0)
            return null;
        if (client.Length > 3 * server.Length)
            return new PerspectiveVerdict(Perspective.Client, client[0].Quote, client[0].Place);
        if (server.Length > 3 * client.Length)
            return new PerspectiveVerdict(Perspective.Server, server[0].Quote, server[0].Place);
        return Contradiction(new PerspectiveVerdict(Perspective.Client, client[0].Quote, client[0].Place), Perspective.Server, server[0].Quote);
    }

    // A verb alone may be the application's own. It decides where it says more than the action does.
    private IEnumerable<Sign> Counted(IEnumerable<Sign> signs, IReadOnlyCollection<PerspectiveOperation> operations)
    {
        // Authors of servers name what they receive "on..." and what they answer with "send...", those of clients, too.
        var given = signs.ToArray();
        var isHandled = _goesBothWays && given.Any(s => s.IsHandler);
        var all = given.Where(s => !_goesBothWays || !s.IsHandler).ToArray();
        var isTwoWay = operations.Any(o => !o.Sends) || operations.Any(o => o.HasReply);
        var verbs = all.Where(s => s.IsVerb && s.Side == Perspective.Client).ToArray();
        var isInBoth = verbs.Any(s => s.Operation.Sends) && verbs.Any(s => !s.Operation.Sends);
        return all.Where(s => !s.IsVerb || s.Side == Perspective.Server
            || (s.Operation.Action is "publish" or "subscribe" ? isInBoth || all.Any(o => o.Side == Perspective.Server)
                : isInBoth || !s.Operation.Sends || (isTwoWay && !isHandled)));
    }

    private PerspectiveVerdict OfDocument()
    {
        var told = DocumentTexts().Select(t => (t.Node, Side: PerspectivePhrases.OfSide(t.Node.AsText(), t.IsTitle), Quote: $"{t.Name} '{Short(t.Node.AsText())}'"))
            .Where(t => t.Side is not null).ToArray();
        if (told.Length == 0)
            return PerspectiveVerdict.Nothing;
        var first = new PerspectiveVerdict(told[0].Side, told[0].Quote, told[0].Node);
        return told.FirstOrDefault(t => t.Side != first.Side) is { Node: not null } other ? Contradiction(first, other.Side, other.Quote) : first;
    }

    private List<(JsonNode? Node, string Name, bool IsTitle)> DocumentTexts()
    {
        var info = _root["info"] as JsonObject;
        var texts = new List<(JsonNode? Node, string Name, bool IsTitle)> { (info?["title"], "title", true), (info?["description"], "description", false) };
        foreach (var server in _root["servers"] as JsonObject ?? [])
        {
            if (server.Value is not JsonObject node)
                continue;
            foreach (var name in new[] { "title", "summary", "description" })
                texts.Add((node[name], $"{name} of the server '{server.Key}'", name == "title"));
        }

        return texts;
    }

    private static object Identity((JsonObject? Message, IReadOnlyList<string> Keys) message) => message.Message ?? (object)string.Join("\n", message.Keys);

    private static IEnumerable<string> Names((JsonObject? Message, IReadOnlyList<string> Keys) message) =>
        message.Keys.Append(message.Message?["name"].AsText()).Append(message.Message?["messageId"].AsText()).OfType<string>();

    private static string Short(string? text) => text is null ? "" : text.Length <= 40 ? text : text.Substring(0, 40) + "...";

    private sealed record Sign(
        PerspectiveOperation Operation, int Kind, Perspective Side, bool IsVerb, bool IsHandler, string Quote, JsonNode Place, bool IsOfDocument);
}
