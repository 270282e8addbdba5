using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Validation;

namespace HumeGen.Server.Transport.Sockets;

/// <summary>Reads messages of clients and checks them against the specs.</summary>
internal static class SocketJson
{
    /// <summary>Reads a text message as a JSON object.</summary>
    public static JsonObject? Parse(WebSocketMessageType frame, ReadOnlySpan<byte> data, ServerLimits limits, out SocketFault? fault)
    {
        fault = null;
        if (frame == WebSocketMessageType.Binary)
        {
            fault = new SocketFault("E0100", "The message is binary; send JSON as text.");
            return null;
        }

        try
        {
            if (new StrictJson(limits.JsonTokens).Parse(data) is JsonObject message)
                return message;

            fault = new SocketFault("E0101", "The message is JSON, but not an object.");
        }
        catch (JsonException exception)
        {
            fault = new SocketFault("E0100", $"The message is not valid JSON: {exception.Message}");
        }

        return null;
    }

    /// <summary>The schema for a message by its <c>type</c>.</summary>
    public static Schema? SchemaOf(JsonObject message, ApiChannel channel, out string type, out SocketFault? fault)
    {
        type = message["type"] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
        if (channel.Messages.TryGetValue(type, out var schema))
        {
            fault = null;
            return schema;
        }

        var problem = type.Length == 0 ? "The message has no type" : $"The type '{ValidationProblem.Cut(type, 100)}' is not taken here";
        fault = new SocketFault("E0101", $"{problem}; {channel.Template} takes {string.Join(", ", channel.Messages.Keys)}.");
        return null;
    }

    public static SocketFault? Check(JsonObject message, Schema schema)
    {
        var problems = SchemaValidator.Validate(message, schema, []);
        return problems.Count == 0 ? null : Invalid(problems);
    }

    public static SocketFault Invalid(IEnumerable<ValidationProblem> problems) =>
        new("E0101", string.Join("; ", problems.Select(problem => $"{problem.LocationText}: {problem.Message}")));
}
