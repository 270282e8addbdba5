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
    public static Perspectives Decide(PatchedDocument document, PerspectiveWords words)
    {
        var perspectives = new Perspectives(PerspectiveOperation.All(document.Root));
        var project = PerspectiveWords.Parse(document.File.Settings.Perspective);
        var open = new List<PerspectiveOperation>();
        foreach (var operation in perspectives._operations)
        {
            if ((project ?? (operation.Action is "send" or "receive" ? words.OfPart(operation.Node) : null) ?? words.OfPart(operation.Channel) ?? words.OfDocument(document.Root)) is { } side)
                perspectives.Set([operation], side);
            else if (!words.IsIgnored(operation.Channel) && Servers(document.Root, operation.Channel) is var servers && (servers.Count == 0 || servers.Any(SpeaksWebSocket)))
                open.Add(operation);
        }

        if (open.Count > 0)
            perspectives.DecideBySignals(document, words, open);
        return perspectives;
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

    private void DecideBySignals(PatchedDocument document, PerspectiveWords words, List<PerspectiveOperation> open)
    {
        var signals = new PerspectiveSignals(document.Root, open);
        var whole = signals.Of(open);
        var rest = new List<PerspectiveOperation>();
        var channels = open.GroupBy(o => o.Channel).Select(g => g.ToArray()).ToArray();
        foreach (var channel in channels)
        {
            if (channels.Length == 1 || signals.OfChannel(channel) is not { Side: { } side } own || side == whole.Side)
            {
                rest.AddRange(channel);
                continue;
            }

            Set(channel, side);
            ReportFound(document, channel, own, $"The channel '{Name(channel[0].Channel)}'", $"'{words.Part}: {Other(side)}' there");
        }

        if (rest.Count == 0)
            return;
        if (whole.Side is { } found)
        {
            Set(rest, found);
            ReportFound(document, rest, whole, "The document", $"'{PerspectiveWords.Member}: {Other(found)}' in {words.Document}");
        }
        else if (IsReported(document.Root, rest, whole))
        {
            document.Diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.PerspectiveUnknown, document.Locate(whole.Place ?? rest[0].Node), whole.Reason ?? "neither operations nor messages tell", words.Document));
        }
    }

    // AsyncAPI 2 says itself what clients do, so that signals which agree with it are no news.
    private static void ReportFound(PatchedDocument document, IReadOnlyList<PerspectiveOperation> operations, PerspectiveVerdict verdict, string what, string word)
    {
        var side = verdict.Side!.Value;
        if (side == Perspective.Client || operations[0].Action is "send" or "receive")
        {
            document.Diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.PerspectiveFound, document.Locate(verdict.Place!), what, PerspectiveSignals.Name(side), verdict.Reason!, Other(side), word));
        }
    }

    // Feeds that only send are what the standard says, and AsyncAPI 2 says itself what clients do.
    private static bool IsReported(JsonObject root, IReadOnlyList<PerspectiveOperation> operations, PerspectiveVerdict verdict) =>
        operations.Any(o => (o.Channel["bindings"] as JsonObject)?["ws"] is not null || Servers(root, o.Channel).Any(s => Protocol(s) is "ws" or "wss"))
        && (verdict.Reason is not null || operations.Any(o => o.Action == "receive" || (o.Action == "send" && o.HasReply)));

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
