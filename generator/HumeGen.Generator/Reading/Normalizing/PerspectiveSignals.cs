using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>
/// Signals in a document of whose side it describes, in the order in which they count: operation ids, texts of operations, messages; and, where none of
/// these says anything, the texts of the document and its servers.
/// </summary>
internal sealed class PerspectiveSignals
{
    private readonly JsonObject _root;
    private readonly List<Sign> _signs = [];

    /// <param name="root">The document, its references put together.</param>
    /// <param name="operations">The operations that no word decides.</param>
    public PerspectiveSignals(JsonObject root, IReadOnlyList<PerspectiveOperation> operations)
    {
        _root = root;
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
        var sides = Enumerable.Range(0, 3).Select(kind => Weigh(signs.Where(s => s.Kind == kind), operations)).OfType<PerspectiveVerdict>().ToArray();
        if (sides.Length == 0)
            return OfDocument();
        var decided = sides.Where(s => s.Side is not null).ToArray();
        if (decided.Length == 0)
            return sides[0];
        return decided.FirstOrDefault(s => s.Side != decided[0].Side) is { } other
            ? decided[0] with { Side = null, Reason = $"{decided[0].Reason} tells of the {Name(decided[0].Side)}'s side, {other.Reason} of the {Name(other.Side)}'s" }
            : decided[0];
    }

    /// <summary>The side that all signals of a channel tell, in each direction that it has; null where they do not.</summary>
    public PerspectiveVerdict? OfChannel(IReadOnlyCollection<PerspectiveOperation> operations)
    {
        var signs = Counted(_signs.Where(s => operations.Contains(s.Operation)), operations).ToArray();
        var isUnanimous = signs.Length > 0 && signs.All(s => s.Side == signs[0].Side) && operations.All(o => signs.Any(s => s.Operation.Sends == o.Sends));
        return isUnanimous ? new PerspectiveVerdict(signs[0].Side, Reason(signs[0]), signs[0].Operation.Node) : null;
    }

    /// <summary>The word for a side.</summary>
    public static string Name(Perspective? side) => side == Perspective.Client ? "client" : "server";

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
        _signs.Add(new Sign(operation, kind, told.FromClient == operation.Sends ? Perspective.Client : Perspective.Server, told.IsVerb, quote));
        return true;
    }

    // More than three of four signs decide: one text among many may speak of something else.
    private static PerspectiveVerdict? Weigh(IEnumerable<Sign> signs, IReadOnlyCollection<PerspectiveOperation> operations)
    {
        var counted = Counted(signs, operations).ToArray();
        var client = counted.Where(s => s.Side == Perspective.Client).ToArray();
        var server = counted.Where(s => s.Side == Perspective.Server).ToArray();
        if (counted.Length == 0)
            return null;
        if (client.Length > 3 * server.Length)
            return new PerspectiveVerdict(Perspective.Client, Reason(client[0]), client[0].Operation.Node);
        if (server.Length > 3 * client.Length)
            return new PerspectiveVerdict(Perspective.Server, Reason(server[0]), server[0].Operation.Node);
        return new PerspectiveVerdict(null, $"{Reason(client[0])} tells of the client's side, {Reason(server[0])} of the server's", client[0].Operation.Node);
    }

    // A verb alone may be the application's own. It decides where it says more than the action does.
    private static IEnumerable<Sign> Counted(IEnumerable<Sign> signs, IReadOnlyCollection<PerspectiveOperation> operations)
    {
        var all = signs.ToArray();
        var isTwoWay = operations.Any(o => !o.Sends) || operations.Any(o => o.HasReply);
        var verbs = all.Where(s => s.IsVerb && s.Side == Perspective.Client).ToArray();
        var isInBoth = verbs.Any(s => s.Operation.Sends) && verbs.Any(s => !s.Operation.Sends);
        return all.Where(s => !s.IsVerb || s.Side == Perspective.Server
            || (s.Operation.Action is "publish" or "subscribe" ? isInBoth || all.Any(o => o.Side == Perspective.Server) : isTwoWay || !s.Operation.Sends));
    }

    private PerspectiveVerdict OfDocument()
    {
        var info = _root["info"] as JsonObject;
        var texts = new List<(JsonNode? Node, bool IsTitle)> { (info?["title"], true), (info?["description"], false) };
        foreach (var server in _root["servers"] as JsonObject ?? [])
        {
            if (server.Value is JsonObject node)
                texts.AddRange([(node["title"], true), (node["summary"], false), (node["description"], false)]);
        }

        var told = texts.Select(t => (t.Node, Side: PerspectivePhrases.OfSide(t.Node.AsText(), t.IsTitle))).Where(t => t.Side is not null).ToArray();
        if (told.Length == 0)
            return PerspectiveVerdict.Nothing;
        var first = told[0];
        var reason = $"text '{Short(first.Node.AsText())}'";
        return told.FirstOrDefault(t => t.Side != first.Side) is { Node: { } other }
            ? new PerspectiveVerdict(null, $"{reason} tells of the {Name(first.Side)}'s side, text '{Short(other.AsText())}' of the other", first.Node)
            : new PerspectiveVerdict(first.Side, reason, first.Node);
    }

    private static string Reason(Sign sign) => $"{sign.Quote} with '{sign.Operation.Action}'";

    private static object Identity((JsonObject? Message, IReadOnlyList<string> Keys) message) => message.Message ?? (object)string.Join("\n", message.Keys);

    private static IEnumerable<string> Names((JsonObject? Message, IReadOnlyList<string> Keys) message) =>
        message.Keys.Append(message.Message?["name"].AsText()).Append(message.Message?["messageId"].AsText()).OfType<string>();

    private static string Short(string? text) => text is null ? "" : text.Length <= 40 ? text : text.Substring(0, 40) + "...";

    private sealed record Sign(PerspectiveOperation Operation, int Kind, Perspective Side, bool IsVerb, string Quote);
}
