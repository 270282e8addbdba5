using System.Text.Json.Nodes;

namespace HumeGen.Generator.Spec;

/// <summary>A server of an AsyncAPI document.</summary>
internal sealed class ChannelServerNode(JsonObject? json)
{
    /// <summary>The protocol in small letters; null where the document does not say.</summary>
    public string? Protocol => json?["protocol"]?.ToString().ToLowerInvariant();

    /// <summary>The protocol as the document has it.</summary>
    public string? RawProtocol => json?["protocol"]?.ToString();

    /// <summary>Whether a WebSocket can be opened to it.</summary>
    public bool SpeaksWebSocket => Protocol is null or "ws" or "wss" or "http" or "https";

    /// <summary>The address, with its variables at their defaults.</summary>
    public string Address
    {
        get
        {
            var protocol = Protocol is "ws" or "http" ? "ws" : "wss";
            // AsyncAPI 2 gives one address, AsyncAPI 3 its parts.
            var address = json?["url"]?.ToString() ?? (json is null ? "wss://localhost" : $"{protocol}://{json["host"]}{json["pathname"]}");
            foreach (var variable in json?["variables"] as JsonObject ?? [])
                address = address.Replace("{" + variable.Key + "}", JsonPointer.Step(variable.Value, "default")?.ToString() ?? "");
            return address.Contains("://") ? address : $"{protocol}://{address}";
        }
    }
}
