using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace HumeGen.Server.Tests.Chats;

/// <summary>A chat as a client sees it.</summary>
internal static class ChatWire
{
    public const string Linear16 =
        "session_settings[audio][encoding]=linear16&session_settings[audio][sample_rate]=16000&session_settings[audio][channels]=1";

    /// <summary>Opens a chat and reads its metadata.</summary>
    public static async Task<(HumeSocket Chat, JsonNode Metadata)> OpenChatAsync(this HumeHost host, string query = "")
    {
        var chat = await HumeSocket.OpenAsync(host, "/v0/evi/chat" + (query.Length > 0 ? "?" + query : ""));
        return (chat, await chat.ReadAsync("chat_metadata"));
    }

    /// <summary>Opens a chat for raw sound.</summary>
    public static async Task<HumeSocket> OpenForSoundAsync(this HumeHost host, string query = "")
    {
        var (chat, _) = await host.OpenChatAsync(Linear16 + (query.Length > 0 ? "&" + query : ""));
        await chat.ReadAsync("session_settings");
        return chat;
    }

    public static async Task<JsonNode> ReadAsync(this HumeSocket chat, string type)
    {
        var message = await chat.ReadAsync() ?? throw new InvalidOperationException($"The server has closed: {chat.Client.CloseStatus} {chat.Client.CloseStatusDescription}");
        Assert.True((string?)message["type"] == type, $"Expected {type}, got {Shorten(message)}");
        return message;
    }

    public static async Task<List<JsonNode>> ReadUntilAsync(this HumeSocket chat, string type)
    {
        var messages = new List<JsonNode>();
        do
        {
            messages.Add(await chat.ReadAsync() ?? throw new InvalidOperationException($"Closed before {type}."));
        }
        while ((string?)messages[^1]["type"] != type);
        return messages;
    }

    public static Task SendAsync(this HumeSocket chat, JsonNode message) => chat.SendAsync(message.ToJsonString());

    public static Task SendBinaryAsync(this HumeSocket chat, byte[] bytes) =>
        chat.Client.SendAsync(bytes, WebSocketMessageType.Binary, true, CancellationToken.None);

    public static Task SayAsync(this HumeSocket chat, string text) => chat.SendAsync(new JsonObject { ["type"] = "user_input", ["text"] = text });

    /// <summary>Sends sound in pieces of 100 ms.</summary>
    public static async Task SendSoundAsync(this HumeSocket chat, params byte[][] parts)
    {
        foreach (var piece in parts.SelectMany(part => part).Chunk(Rate / 10 * 2))
            await chat.SendAsync(new JsonObject { ["type"] = "audio_input", ["data"] = Convert.ToBase64String(piece) });
    }

    public const int Rate = 16_000;

    /// <summary>A tone that stands for speech.</summary>
    public static byte[] Speech(int milliseconds, double frequency = 220)
    {
        var bytes = new byte[Rate / 1000 * milliseconds * 2];
        for (var i = 0; i < bytes.Length / 2; i++)
            BitConverter.TryWriteBytes(bytes.AsSpan(i * 2), (short)(8000 * Math.Sin(2 * Math.PI * frequency * i / Rate)));

        return bytes;
    }

    public static byte[] Silence(int milliseconds) => new byte[Rate / 1000 * milliseconds * 2];

    /// <summary>The header of a WAV file at 16 kHz, as microphones of clients write it before they know the length.</summary>
    public static byte[] WaveHeader(uint length = uint.MaxValue)
    {
        byte[] header = [.. "RIFF"u8, .. BitConverter.GetBytes(length), .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, .. BitConverter.GetBytes(Rate),
            .. BitConverter.GetBytes(Rate * 2), 2, 0, 16, 0, .. "data"u8, .. BitConverter.GetBytes(length)];
        return header;
    }

    public static string? Said(JsonNode message) => (string?)message["message"]?["content"];

    /// <summary>The history of a chat.</summary>
    public static async Task<List<JsonNode>> EventsAsync(this HumeHost host, JsonNode metadata) =>
        [.. (await host.GetAsync($"/v0/evi/chats/{metadata["chat_id"]}?page_size=100")).Json["events_page"]!.AsArray().Select(entry => entry!)];

    public static async Task<string> ConfigAsync(this HumeHost host, string members)
    {
        var reply = await host.SendAsync(HttpMethod.Post, "/v0/evi/configs", $$"""{"name":"{{Guid.NewGuid()}}","evi_version":"3",{{members}}}""");
        Assert.True(reply.Status is 200 or 201, reply.Text);
        return (string)reply.Json["id"]!;
    }

    private static string Shorten(JsonNode message) => message.ToJsonString() is var text && text.Length > 400 ? text[..400] : text;
}
