using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading.References;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>
/// Decides whose side an AsyncAPI document describes. The project's word counts first, then those of an operation, its channel and the document; without
/// a word signals do, and without signals the standard, by which the document describes the server.
/// </summary>
internal sealed class Perspectives
{
    private readonly HashSet<JsonObject> _ofClient = [];
    private readonly List<PerspectiveOperation> _operations;

    private Perspectives(List<PerspectiveOperation> operations) => _operations = operations;

    /// <summary>Decides for each operation, and reports what signals decided or left open.</summary>
    /// <param name="document">The document, its references put together.</param>
    /// <param name="words">The words that name a side.</param>
    /// <param name="connections">The connections that its channels share.</param>
    public static Perspectives Decide(PatchedDocument document, PerspectiveWords words, ChannelConnections connections)
    {
        var perspectives = new Perspectives([.. PerspectiveOperation.All(document.Root, connections).Where(o => !document.IsLeftOut(o.Connection))]);
        var project = PerspectiveWords.Parse(document.File.Settings.Perspective);
        var open = new List<PerspectiveOperation>();
        foreach (var operation in perspectives._operations)
        {
            if ((project ?? OwnWord(words, operation) ?? words.OfPart(operation.Connection) ?? words.OfDocument(document.Root)) is { } side)
                perspectives.Set([operation], side);
            else if (!words.IsIgnored(operation.Channel) && Servers(document.Root, operation.Channel) is var servers && (servers.Count == 0 || servers.Any(SpeaksWebSocket)))
                open.Add(operation);
        }

        // A word at one operation says too little of its channel to be asked about the others again.
        var halves = new HashSet<JsonObject>(open.Select(o => o.Connection)
            .Where(c => project is null && perspectives._operations.Any(o => o.Connection == c && OwnWord(words, o) is not null)));
        if (open.Count > 0)
            perspectives.DecideBySignals(document, words, open, halves);
        if (project is null)
            perspectives.ReportOneWay(document, words, halves);
        return perspectives;
    }

    /// <summary>Reports a channel whose messages no operation names, so that they go both ways.</summary>
    public static void ReportUnused(PatchedDocument document, string name, JsonObject channel)
    {
        if (IsSocket(document.Root, channel))
        {
            document.Diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.PerspectiveUnknown, document.Locate(channel), $"The channel '{name}'", "no operation names its messages, so that they go both ways",
                "Add operations that send and receive them in an overlay"));
        }
    }

    /// <summary>Whether an operation is described from the client's side.</summary>
    public bool IsClient(JsonObject operation) => _ofClient.Contains(operation);

    /// <summary>Swaps <c>publish</c> and <c>subscribe</c> of the channels that are described from the client's side.</summary>
    public void TurnChannels(PatchedDocument document)
    {
        foreach (var operations in _operations.Where(o => o.Action is "publish" or "subscribe" && IsClient(o.Node)).GroupBy(o => o.Channel).ToArray())
        {
            foreach (var operation in operations)
            {
                document.SetOrigin(operation.Node, document.OriginOf(operation.Node));
                operations.Key.Remove(operation.Action);
            }

            foreach (var operation in operations)
                operations.Key[operation.Action == "publish" ? "subscribe" : "publish"] = operation.Node;
        }
    }

    private void Set(IEnumerable<PerspectiveOperation> operations, Perspective side)
    {
        if (side == Perspective.Client)
            _ofClient.UnionWith(operations.Select(o => o.Node));
    }

    // What an operation of AsyncAPI 3 says itself.
    private static Perspective? OwnWord(PerspectiveWords words, PerspectiveOperation operation) =>
        operation.Action is "send" or "receive" ? words.OfPart(operation.Node) : null;

    // Words at operations that do not fit together turn one direction only.
    private void ReportOneWay(PatchedDocument document, PerspectiveWords words, HashSet<JsonObject> halves)
    {
        foreach (var channel in _operations.GroupBy(o => o.Connection))
        {
            var worded = channel.Where(o => OwnWord(words, o) is not null).ToArray();
            if (worded.Length == 0 || (worded.Length < channel.Count() && !halves.Contains(channel.Key)) || !IsSocket(document.Root, channel.Key))
                continue;
            var isMixed = channel.Any(o => o.Sends) && channel.Any(o => !o.Sends);
            if (isMixed && channel.Select(o => o.Sends != IsClient(o.Node)).Distinct().Count() == 1)
            {
                document.Diagnostics.Add(DiagnosticInfo.Create(
                    Descriptors.PerspectiveUnknown, document.Locate(worded[0].Node), $"The channel '{Name(channel.Key)}'",
                    "extensions at its operations make all of its messages go the same way", $"Set '{words.Part}' once, at the channel, or the same at all of its operations"));
            }
        }
    }

    private void DecideBySignals(PatchedDocument document, PerspectiveWords words, List<PerspectiveOperation> open, HashSet<JsonObject> halves)
    {
        var signals = new PerspectiveSignals(document.Root, open);
        var whole = signals.Of(open);
        var rest = new List<PerspectiveOperation>();
        var channels = open.GroupBy(o => o.Connection).Select(g => g.ToArray()).ToArray();
        foreach (var channel in channels)
        {
            var own = channels.Length == 1 ? null : signals.OfChannel(channel);
            if (own is null || own.Side == whole.Side)
            {
                rest.AddRange(channel);
            }
            else if (own.Side is { } side)
            {
                Set(channel, side);
                ReportFound(document, channel, own, $"The channel '{Name(channel[0].Connection)}'", $"'{words.Part}: {Other(side)}' there");
            }
            else
            {
                ReportUnknown(document, channel, own, $"The channel '{Name(channel[0].Connection)}'", $"'{words.Part}: client' or '{words.Part}: server' there");
            }
        }

        if (rest.Count == 0)
            return;
        if (whole.Side is { } found)
        {
            Set(rest, found);
            ReportFound(document, rest, whole, "The document", $"'{PerspectiveWords.Member}: {Other(found)}' in {words.Document}");
        }
        else if (whole.Reason is null && signals.OwnVerb(rest) is { } verb)
        {
            document.Diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.PerspectiveFound, document.Locate(verb.Place!), "The document", PerspectiveSignals.Name(Perspective.Server),
                $"the standard means it if all operations send; {verb.Reason} does not show the side", PerspectiveSignals.Name(Perspective.Client),
                $"'{PerspectiveWords.Member}: client' in {words.Document}"));
        }
        else
        {
            ReportUnknown(
                document, [.. rest.Where(o => !halves.Contains(o.Connection))], whole, "The document",
                $"'{PerspectiveWords.Member}: client' or '{PerspectiveWords.Member}: server' in {words.Document}, or Perspective at the HumeGenSpec item");
        }
    }

    private static void ReportUnknown(PatchedDocument document, PerspectiveOperation[] operations, PerspectiveVerdict verdict, string what, string word)
    {
        if (IsReported(document.Root, operations, verdict))
        {
            document.Diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.PerspectiveUnknown, document.Locate(verdict.Place ?? operations[0].Node), what,
                $"{verdict.Reason ?? "neither operations nor messages show it"}. It is read as the server's, as in the standard", $"Set {word}"));
        }
    }

    // AsyncAPI 2 says itself what clients do, so that signals which agree with it are no news.
    private static void ReportFound(PatchedDocument document, IReadOnlyList<PerspectiveOperation> operations, PerspectiveVerdict verdict, string what, string word)
    {
        var side = verdict.Side!.Value;
        if (side == Perspective.Client || operations[0].Action is "send" or "receive")
        {
            document.Diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.PerspectiveFound, document.Locate(verdict.Place!), what, PerspectiveSignals.Name(side), $"its {verdict.Reason} shows", Other(side), word));
        }
    }

    // Feeds that only send are what the standard says, and AsyncAPI 2 says itself what clients do.
    private static bool IsReported(JsonObject root, IReadOnlyList<PerspectiveOperation> operations, PerspectiveVerdict verdict) =>
        operations.Any(o => IsSocket(root, o.Connection))
        && (verdict.Reason is not null || operations.Any(o => o.Action == "receive" || (o.Action == "send" && o.HasReply)));

    private static bool IsSocket(JsonObject root, JsonObject channel) =>
        (channel["bindings"] as JsonObject)?["ws"] is not null || Servers(root, channel).Any(s => Protocol(s) is "ws" or "wss");

    // A reference may lead to any node.
    private static string Name(JsonObject channel) => channel.Parent is JsonObject ? channel.GetPropertyName() : "";

    private static string Other(Perspective side) => PerspectiveSignals.Name(side == Perspective.Client ? Perspective.Server : Perspective.Client);

    private static List<JsonObject> Servers(JsonObject root, JsonObject channel)
    {
        var all = (root["servers"] as JsonObject ?? []).Where(s => s.Value is JsonObject).ToArray();
        var named = new HashSet<string>((channel["servers"] as JsonArray ?? [])
            .Select(s => s.AsText() ?? (ReferenceResolver.Of(s) is { } text ? JsonPointer.Parse(text).Last : null))
            .OfType<string>());
        var wanted = all.Where(s => named.Contains(s.Key)).ToArray();
        return [.. (wanted.Length > 0 ? wanted : all).Select(s => (JsonObject)s.Value!)];
    }

    private static bool SpeaksWebSocket(JsonObject server) => Protocol(server) is null or "ws" or "wss" or "http" or "https";

    private static string? Protocol(JsonObject server) => server["protocol"].AsText()?.ToLowerInvariant()
        ?? (server["url"].AsText() is { } url && url.IndexOf("://", StringComparison.Ordinal) is > 0 and var end ? url.Substring(0, end).ToLowerInvariant() : null);
}
