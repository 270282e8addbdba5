using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Spec;

/// <summary>A server of an AsyncAPI document.</summary>
internal sealed class ChannelServerNode(JsonObject json)
{
    /// <summary>The protocol as the document has it; null where it does not say.</summary>
    public string? Protocol => json["protocol"]?.ToString();

    /// <summary>Whether it is there for WebSockets: by its protocol, or where that is missing by its address.</summary>
    public bool IsForWebSocket => Scheme is "ws" or "wss";

    /// <summary>Whether a WebSocket can be opened to it.</summary>
    public bool SpeaksWebSocket => Scheme is "ws" or "wss" or "http" or "https";

    /// <summary>The address with the scheme of a WebSocket, with its variables at their defaults.</summary>
    public string Address
    {
        get
        {
            // AsyncAPI 2 gives one address, AsyncAPI 3 its parts.
            var address = json["url"].AsText() ?? json["host"].AsText()?.TrimEnd('/') + Pathname;
            foreach (var variable in json["variables"] as JsonObject ?? [])
                address = address.Replace("{" + variable.Key + "}", Default(variable.Value) ?? "{" + variable.Key + "}");
            var scheme = Scheme is "ws" or "http" ? "ws" : "wss";
            var start = address.IndexOf("://", StringComparison.Ordinal);
            if (address.Length == 0 || address.StartsWith("/", StringComparison.Ordinal))
                return address;
            return start < 0 ? $"{scheme}://{address}" : ToWebSocket(address.Substring(0, start)) + address.Substring(start);
        }
    }

    /// <summary>The names of the schemes of each alternative; null where the server does not say.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Security => SecurityRequirements.Read(json);

    private string Pathname => json["pathname"].AsText() is { Length: > 0 } path ? path[0] == '/' ? path : "/" + path : "";

    private string Scheme => Protocol?.ToLowerInvariant() switch
    {
        "websocket" or "websockets" => "wss",
        { } protocol => protocol,
        null when (json["url"] ?? json["host"]).AsText() is { } address && address.IndexOf("://", StringComparison.Ordinal) is > 0 and var end =>
            address.Substring(0, end).ToLowerInvariant(),
        null => "wss",
    };

    private static string ToWebSocket(string scheme) => scheme.ToLowerInvariant() switch
    {
        "http" => "ws",
        "https" => "wss",
        _ => scheme,
    };

    private static string? Default(JsonNode? variable) => (JsonPointer.Step(variable, "default") ?? JsonPointer.Step(JsonPointer.Step(variable, "enum"), "0"))?.ToString();
}
