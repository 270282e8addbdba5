using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading.References;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>
/// The connections of an AsyncAPI 3 document. Channels that have one address on the same servers share one connection, which is the first channel's, unless
/// a group of their own keeps them apart. What comes through a channel without an address that only replies use goes through the asker's connection.
/// </summary>
internal sealed class ChannelConnections
{
    private readonly Dictionary<JsonObject, JsonObject> _connections = [];
    private readonly HashSet<JsonObject> _ofAskers = [];

    /// <summary>Finds the connections, unites what opens them, and reports channels that have no address and contradicting words.</summary>
    /// <param name="document">The document, its references put together; its channels are changed.</param>
    /// <param name="words">The extensions of channels.</param>
    public static ChannelConnections Gather(PatchedDocument document, PerspectiveWords words)
    {
        var connections = new ChannelConnections();
        if (!IsAsyncApi3(document.Root))
            return connections;
        var channels = document.Root["channels"].Objects().Where(c => !words.IsIgnored(c.Value)).ToArray();
        connections.LeaveOutUnaddressed(document, channels);
        var known = new Dictionary<string, KeyValuePair<string, JsonObject>>(StringComparer.Ordinal);
        foreach (var channel in channels)
        {
            if (channel.Value["address"].AsText() is not { } address || channel.Value[words.Group] is not null)
                continue;
            var key = address.TrimStart('/') + "\n" + Servers(document.Root, channel.Value);
            if (known.TryGetValue(key, out var first))
                connections.Unite(document, words, first, channel);
            else
                known.Add(key, channel);
        }

        return connections;
    }

    /// <summary>Whether a document has operations of its own beside its channels.</summary>
    public static bool IsAsyncApi3(JsonObject root) => root["asyncapi"].AsText()?.StartsWith("3.", StringComparison.Ordinal) == true;

    /// <summary>The channel that has the connection: the first one of the address.</summary>
    public JsonObject Of(JsonObject channel) => _connections.TryGetValue(channel, out var first) ? first : channel;

    /// <summary>The channel that has the connection of a reply.</summary>
    /// <param name="reply">The channel of the reply.</param>
    /// <param name="asker">The channel of the operation that is replied to.</param>
    public JsonObject OfReply(JsonObject reply, JsonObject asker) => Of(_ofAskers.Contains(reply) ? asker : reply);

    // Without an address nobody can connect, and the answer to a question needs no other connection.
    private void LeaveOutUnaddressed(PatchedDocument document, IEnumerable<KeyValuePair<string, JsonObject>> channels)
    {
        var operations = document.Root["operations"].Objects().Select(o => o.Value).ToArray();
        var direct = new HashSet<JsonNode?>(operations.Select(o => ReferenceResolver.Follow(document.Root, o["channel"])));
        var replies = new HashSet<JsonNode?>(operations.Select(o => ReferenceResolver.Follow(document.Root, (o["reply"] as JsonObject)?["channel"])));
        foreach (var channel in channels.Where(c => c.Value["address"] is null))
        {
            // A key may be meant as the path.
            var isNull = channel.Value.ContainsKey("address");
            if (replies.Contains(channel.Value) && (isNull || !direct.Contains(channel.Value)))
                _ofAskers.Add(channel.Value);
            if (!isNull && !_ofAskers.Contains(channel.Value))
                continue;
            document.LeaveOut(channel.Value);
            if (direct.Contains(channel.Value) || !_ofAskers.Contains(channel.Value))
            {
                document.Diagnostics.Add(DiagnosticInfo.Create(
                    Descriptors.ChannelLeftOut, document.Locate(channel.Value), channel.Key, "its address is null, so that it is known at run time only"));
            }
        }
    }

    private void Unite(PatchedDocument document, PerspectiveWords words, KeyValuePair<string, JsonObject> first, KeyValuePair<string, JsonObject> other)
    {
        _connections.Add(other.Value, first.Value);
        document.LeaveOut(other.Value);
        foreach (var member in other.Value.ToArray())
        {
            if (member.Key is "title" or "summary" or "description" || member.Key.StartsWith(words.Document + "-", StringComparison.Ordinal))
                AddMember(document, first.Value, member);
            if (member.Key.StartsWith(words.Document + "-", StringComparison.Ordinal) && !JsonNode.DeepEquals(first.Value[member.Key], member.Value))
            {
                document.Diagnostics.Add(DiagnosticInfo.Create(
                    Descriptors.ChannelsContradict, document.Locate(other.Value), first.Key, other.Key, member.Key, words.Group));
            }
        }

        AddMembers(document, first.Value, other.Value, "parameters");
        if ((other.Value["bindings"] as JsonObject)?["ws"] is not JsonObject binding)
            return;
        if (first.Value["bindings"] is not JsonObject)
            first.Value["bindings"] = new JsonObject();
        var own = ((JsonObject)first.Value["bindings"]!).GetOrAddObject("ws");
        foreach (var place in new[] { "query", "headers" })
        {
            if (own[place] is not JsonObject known)
                AddMember(document, own, new KeyValuePair<string, JsonNode?>(place, binding[place]));
            else if (binding[place] is JsonObject more)
                AddMembers(document, known, more, "properties");
        }
    }

    private static void AddMembers(PatchedDocument document, JsonObject owner, JsonObject other, string key)
    {
        foreach (var member in (other[key] as JsonObject ?? []).ToArray())
            AddMember(document, owner.GetOrAddObject(key), member);
    }

    // What the first one says itself counts.
    private static void AddMember(PatchedDocument document, JsonObject owner, KeyValuePair<string, JsonNode?> member)
    {
        if (member.Value is null || owner.ContainsKey(member.Key))
            return;
        var copy = document.Copy(member.Value)!;
        document.SetOrigin(copy, document.OriginOf(member.Value));
        owner[member.Key] = copy;
    }

    // The names of a channel's servers; all of the document's where it names none.
    private static string Servers(JsonObject root, JsonObject channel)
    {
        var named = (channel["servers"] as JsonArray ?? []).Select(s => s.AsText() ?? ReferenceResolver.Of(s)).OfType<string>().Select(s => JsonPointer.Parse(s).Last ?? s).ToArray();
        return string.Join("\n", (named.Length > 0 ? named : root["servers"].Objects().Select(s => s.Key)).Distinct().OrderBy(s => s, StringComparer.Ordinal));
    }
}
