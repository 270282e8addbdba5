using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OtherApi;

/// <summary>
/// A server that does what the documents of Parrot say, on a free port of this machine. It knows nothing of the generated client: it reads and writes JSON
/// and bytes. Its speech is a tone of 20 ms for each character.
/// </summary>
internal sealed class ParrotServer : IAsyncDisposable
{
    private const int SampleRate = 16_000;
    private const int BytesPerCharacter = SampleRate / 50 * sizeof(short);

    private readonly WebApplication _app;

    private ParrotServer(WebApplication app) => _app = app;

    /// <summary>The key that the server takes.</summary>
    public static string Key => "key-of-a-parrot";

    /// <summary>The address that a client needs.</summary>
    public Uri Address => new(_app.Urls.Single());

    public static async Task<ParrotServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseWebSockets();
        app.Use((context, next) => context.Request.Headers.Authorization == $"Bearer {Key}"
            ? next(context)
            : WriteAsync(context, 401, "application/json", """{"error":{"code":"invalid_key","message":"This key is not known."}}"""u8.ToArray()));
        app.MapGet("/v1/voices", context => WriteAsync(
            context, 200, "application/json", """{"voices":[{"id":"ara","name":"Ara","language":"en","created_at":1748736000000},{"id":"kea","name":"Kea","language":"nl","created_at":1751328000000}]}"""u8.ToArray()));
        app.MapPost("/v1/voices", CloneAsync);
        app.MapPatch("/v1/voices/{id}", ChangeAsync);
        app.MapGet("/v1/history", HistoryAsync);
        app.MapPost("/v1/speech", SpeechAsync);
        app.MapGet("/v1/speak", SpeakAsync);
        app.MapGet("/v1/listen", ListenAsync);
        app.MapGet("/v1/agents/{agent}", ConverseAsync);
        await app.StartAsync();
        return new ParrotServer(app);
    }

    /// <summary>Waits for Ctrl+C or SIGTERM.</summary>
    public Task WaitForStopAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    // A form with a file. The note tells what came.
    private static async Task CloneAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var recording = form.Files["recording"]!;
        var voice = new JsonObject
        {
            ["id"] = "clone",
            ["name"] = (string?)form["name"],
            ["language"] = (string?)form["language"],
            ["note"] = $"{recording.FileName}, {recording.Length} bytes",
            ["created_at"] = 1748736000000,
        };
        await WriteAsync(context, 201, "application/json", Encoding.UTF8.GetBytes(voice.ToJsonString()));
    }

    // Five texts; the cursor is the number of those before the page.
    private static async Task HistoryAsync(HttpContext context)
    {
        var start = int.Parse(context.Request.Query["cursor"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var limit = int.Parse(context.Request.Query["limit"].FirstOrDefault() ?? "20", CultureInfo.InvariantCulture);
        var items = Enumerable.Range(1, 5).Skip(start).Take(limit).Select(n => (JsonNode)new JsonObject { ["text"] = $"Text {n}", ["voice"] = "ara" });
        var page = new JsonObject { ["items"] = new JsonArray([.. items]), ["next_cursor"] = start + limit < 5 ? $"{start + limit}" : null };
        await WriteAsync(context, 200, "application/json", Encoding.UTF8.GetBytes(page.ToJsonString()));
    }

    // A merge patch (RFC 7396): null takes a member away.
    private static async Task ChangeAsync(HttpContext context)
    {
        var voice = new JsonObject { ["id"] = (string)context.Request.RouteValues["id"]!, ["name"] = "Ara", ["note"] = "Too shrill?", ["created_at"] = 1748736000000 };
        foreach (var (name, value) in (await JsonNode.ParseAsync(context.Request.Body))!.AsObject())
        {
            if (value is null)
                voice.Remove(name);
            else
                voice[name] = value.DeepClone();
        }

        await WriteAsync(context, 200, "application/json", Encoding.UTF8.GetBytes(voice.ToJsonString()));
    }

    private static async Task SpeechAsync(HttpContext context)
    {
        var request = (await JsonNode.ParseAsync(context.Request.Body))!;
        await WriteAsync(context, 200, "audio/wav", Wav(Speech((string)request["text"]!)));
    }

    // Text comes in pieces; each is spoken at once.
    private static async Task SpeakAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var bytes = 0;
        while (await ReadAsync(socket) is { } message)
        {
            if ((string?)Json(message)["type"] == "say")
            {
                var sound = Speech((string)Json(message)["text"]!);
                bytes += sound.Length;
                await socket.SendAsync(sound, WebSocketMessageType.Binary, true, default);
                continue;
            }

            await SendAsync(socket, new JsonObject { ["type"] = "spoken", ["milliseconds"] = bytes * 1000 / (SampleRate * sizeof(short)) });
            await CloseAsync(socket);
            return;
        }
    }

    // Sound comes in pieces; what was heard so far is told after each.
    private static async Task ListenAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var bytes = 0;
        while (await ReadAsync(socket) is { } message)
        {
            var isSound = message.Type == WebSocketMessageType.Binary;
            bytes += isSound ? message.Bytes.Length : 0;
            await SendAsync(
                socket,
                new JsonObject { ["type"] = "transcript", ["text"] = $"{bytes / BytesPerCharacter} characters", ["is_final"] = !isSound, ["confidence"] = isSound ? 0.5 : 1 });
            if (isSound)
                continue;
            await SendAsync(socket, new JsonObject { ["type"] = "heard", ["seconds"] = (double)bytes / (SampleRate * sizeof(short)) });
            await CloseAsync(socket);
            return;
        }
    }

    // The agent asks the first function that it was told of whenever the user says something.
    private static async Task ConverseAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        string? function = null;
        while (await ReadAsync(socket) is { } message)
        {
            if (message.Type == WebSocketMessageType.Binary)
            {
                await AnswerAsync(socket, $"I heard {message.Bytes.Length} bytes.");
                continue;
            }

            switch ((string?)Json(message)["type"])
            {
                case "settings":
                    function = (string?)Json(message)["functions"]?[0]?["name"];
                    await SendAsync(socket, new JsonObject { ["type"] = "welcome", ["session_id"] = $"session of {context.Request.RouteValues["agent"]}" });
                    break;
                case "user_text":
                    await SendAsync(socket, new JsonObject { ["type"] = "function_call_request", ["id"] = "call-1", ["name"] = function, ["arguments"] = """{"city":"Oslo"}""" });
                    break;
                case "function_call_response":
                    await AnswerAsync(socket, $"In Oslo: {(string)Json(message)["content"]!}");
                    break;
            }
        }
    }

    private static async Task AnswerAsync(WebSocket socket, string text)
    {
        await SendAsync(socket, new JsonObject { ["type"] = "agent_text", ["text"] = text });
        await socket.SendAsync(Speech(text), WebSocketMessageType.Binary, true, default);
        await SendAsync(socket, new JsonObject { ["type"] = "turn_end" });
    }

    private static async Task<(WebSocketMessageType Type, byte[] Bytes)?> ReadAsync(WebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var frame = await socket.ReceiveAsync(buffer.AsMemory(), default);
            if (frame.MessageType == WebSocketMessageType.Close)
            {
                await CloseAsync(socket);
                return null;
            }

            message.Write(buffer, 0, frame.Count);
            if (frame.EndOfMessage)
                return (frame.MessageType, message.ToArray());
        }
    }

    private static JsonNode Json((WebSocketMessageType Type, byte[] Bytes)? message) => JsonNode.Parse(message!.Value.Bytes)!;

    private static Task SendAsync(WebSocket socket, JsonObject message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, default);

    private static Task CloseAsync(WebSocket socket) => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);

    private static async Task WriteAsync(HttpContext context, int status, string type, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(body);
    }

    // The pitch of a tone is its character.
    private static byte[] Speech(string text)
    {
        var sound = new byte[text.Length * BytesPerCharacter];
        for (var i = 0; i < sound.Length / sizeof(short); i++)
        {
            var pitch = 200 + (text[i * sizeof(short) / BytesPerCharacter] * 5);
            BitConverter.TryWriteBytes(sound.AsSpan(i * sizeof(short)), (short)(8_000 * Math.Sin(i * 2 * Math.PI * pitch / SampleRate)));
        }

        return sound;
    }

    private static byte[] Wav(byte[] samples)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("RIFF"u8);
        writer.Write(36 + samples.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(SampleRate);
        writer.Write(SampleRate * sizeof(short));
        writer.Write((short)sizeof(short));
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(samples.Length);
        writer.Write(samples);
        return file.ToArray();
    }
}
