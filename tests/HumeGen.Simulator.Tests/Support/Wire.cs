using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests;

/// <summary>A plain WebSocket to a simulator. Every wait is bounded.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly byte[] _buffer = new byte[64 << 10];

    private Wire(ClientWebSocket socket) => Socket = socket;

    public ClientWebSocket Socket { get; }

    public static async Task<Wire> OpenAsync(Hume hume, string path, bool withKey = true)
    {
        var socket = new ClientWebSocket();
        if (withKey)
            socket.Options.SetRequestHeader("X-Hume-Api-Key", hume.Simulator.ApiKey);

        socket.Options.CollectHttpResponseDetails = true;
        await socket.ConnectAsync(AddressOf(hume, path), CancellationToken.None).WaitAsync(Bound);
        return new Wire(socket);
    }

    /// <summary>Opens a chat and reads its first message.</summary>
    public static async Task<(Wire Chat, JsonNode Metadata)> OpenChatAsync(Hume hume, string query = "")
    {
        var chat = await OpenAsync(hume, "/v0/evi/chat" + query);
        return (chat, await chat.ReadAsync("chat_metadata"));
    }

    public static Uri AddressOf(Hume hume, string path) => new(new UriBuilder(hume.Simulator.BaseAddress) { Scheme = "ws" }.Uri, path);

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(JsonNode json) => SendAsync(json.ToJsonString());

    public Task SendAsync(byte[] data, WebSocketMessageType type) =>
        Socket.SendAsync(data, type, true, CancellationToken.None).WaitAsync(Bound);

    public Task SendAudioAsync(ReadOnlySpan<byte> audio) =>
        SendAsync(new JsonObject { ["type"] = "audio_input", ["data"] = Convert.ToBase64String(audio) });

    /// <summary>The next message; null when the server has closed.</summary>
    public async Task<(WebSocketMessageType Type, byte[] Data)?> ReceiveAsync()
    {
        using var message = new MemoryStream();
        while (true)
        {
            var result = await Socket.ReceiveAsync(_buffer, CancellationToken.None).WaitAsync(Bound);
            if (result.MessageType == WebSocketMessageType.Close)
                return null;

            message.Write(_buffer, 0, result.Count);
            if (result.EndOfMessage)
                return (result.MessageType, message.ToArray());
        }
    }

    public async Task<JsonNode> ReadAsync()
    {
        var (type, data) = await ReceiveAsync()
            ?? throw new InvalidOperationException($"The server has closed: {Socket.CloseStatus} {Socket.CloseStatusDescription}");
        Assert.Equal(WebSocketMessageType.Text, type);
        return JsonNode.Parse(data)!;
    }

    /// <summary>The next message, which has to be of this type.</summary>
    public async Task<JsonNode> ReadAsync(string type)
    {
        var message = await ReadAsync();
        Assert.True((string?)message["type"] == type, $"Expected {type}, got {Shorten(message)}");
        return message;
    }

    /// <summary>All messages up to the next one of this type.</summary>
    public async Task<List<JsonNode>> ReadUntilAsync(string type)
    {
        var messages = new List<JsonNode>();
        do
        {
            messages.Add(await ReadAsync());
        }
        while ((string?)messages[^1]["type"] != type);
        return messages;
    }

    /// <summary>Reads on to the end, which has to be a close with this code.</summary>
    public async Task<List<JsonNode>> ReadToCloseAsync(int code)
    {
        var messages = new List<JsonNode>();
        while (await ReceiveAsync() is var (type, data))
        {
            if (type == WebSocketMessageType.Text)
                messages.Add(JsonNode.Parse(data)!);
        }

        Assert.Equal(code, (int?)Socket.CloseStatus);
        return messages;
    }

    public Task CloseAsync() => Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Bound);

    public ValueTask DisposeAsync()
    {
        Socket.Dispose();
        return default;
    }

    private static string Shorten(JsonNode message) => message.ToJsonString() is var text && text.Length > 400 ? text[..400] : text;
}
