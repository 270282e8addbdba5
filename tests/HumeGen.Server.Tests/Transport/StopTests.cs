using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Configs;
using HumeGen.Server.Storage;
using HumeGen.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HumeGen.Server.Tests.Transport;

/// <summary>The end of a server with all kinds of things open.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_call_that_runs_is_told_that_the_server_stops_and_sockets_are_closed_with_1001()
    {
        var store = new WaitingStore();
        await using var hume = await HumeHost.StartServerAsync(options => options.Stores.Tools = store);
        await using var chat = await HumeSocket.OpenAsync(hume, "/v0/evi/chat");
        await using var stream = await HumeSocket.OpenAsync(hume, "/v0/stream/models");
        await using var speech = await HumeSocket.OpenAsync(hume, "/v0/tts/stream/input");
        await chat.ReadAsync();
        var call = hume.GetAsync("/v0/evi/tools");
        await store.Called.WaitAsync(Bound);

        await hume.Server!.DisposeAsync().AsTask().WaitAsync(Bound);

        var told = await call.WaitAsync(Bound);
        Assert.Equal((503, "stopping"), (told.Status, (string?)told.Json["error"]));
        await chat.ReadToCloseAsync(1001);
        await stream.ReadToCloseAsync(1001);
        await speech.ReadToCloseAsync(1001);
    }

    [Fact]
    public async Task A_client_that_hears_of_the_stop_resumes_its_chat_at_once_on_another_server()
    {
        var chats = new HumeGen.Server.Chats.History.MemoryChatStore(1 << 20);
        await using var first = await HumeHost.StartServerAsync(options => options.Stores.Chats = chats);
        await using var second = await HumeHost.StartServerAsync(options => options.Stores.Chats = chats);
        await using var chat = await HumeSocket.OpenAsync(first, "/v0/evi/chat");
        var group = (string?)(await chat.ReadAsync())!["chat_group_id"];

        first.Server!.Stop();
        await chat.ReadToCloseAsync(1001);

        await using var resumed = await HumeSocket.OpenAsync(second, $"/v0/evi/chat?resumed_chat_group_id={group}");
        var welcome = await resumed.ReadAsync();
        Assert.Equal(("chat_metadata", group), ((string?)welcome!["type"], (string?)welcome["chat_group_id"]));
    }

    [Fact]
    public async Task A_call_of_an_engine_that_does_not_listen_is_cut_off()
    {
        var store = new WaitingStore { IsDeaf = true };
        var log = new CapturedLog();
        await using var hume = await HumeHost.StartServerAsync(options => options.Stores.Tools = store, log);
        var call = hume.GetAsync("/v0/evi/tools");
        await store.Called.WaitAsync(Bound);

        await hume.Server!.DisposeAsync().AsTask().WaitAsync(Bound);

        await Assert.ThrowsAsync<HttpRequestException>(() => call.WaitAsync(Bound));
        Assert.Contains(log.Lines, line => line.Text.StartsWith("The server was told to stop, and /v0/evi/tools did not come to an end", StringComparison.Ordinal));
        store.Release();
    }

    [Fact]
    public async Task The_simulator_stops_with_chats_streams_and_uploads_that_hang()
    {
        var simulator = await HumeSimulator.StartAsync(new() { ApiKey = HumeHost.Key });
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", HumeHost.Key);
        var sockets = new List<ClientWebSocket>();
        for (var i = 0; i < 20; i++)
        {
            var socket = new ClientWebSocket();
            sockets.Add(socket);
            await socket.ConnectAsync(new Uri($"ws://{simulator.BaseAddress.Authority}/v0/evi/chat?api_key={Uri.EscapeDataString(HumeHost.Key)}"), CancellationToken.None);
        }

        // One that reads nothing of what it is told, and an upload that never ends.
        await sockets[0].SendAsync(Encoding.UTF8.GetBytes($$"""{"type":"user_input","text":"{{new string('a', 4000)}}"}"""), WebSocketMessageType.Text, true, default);
        using var upload = new TcpClient();
        await upload.ConnectAsync(simulator.BaseAddress.Host, simulator.BaseAddress.Port);
        await upload.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v0/evi/prompts HTTP/1.1\r\nHost: a\r\nX-Hume-Api-Key: {HumeHost.Key}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{{"));
        var texts = string.Join(',', Enumerable.Repeat($$"""{"text":"{{new string('a', 4000)}}"}""", 5));
        using var speech = new HttpRequestMessage(HttpMethod.Post, "/v0/tts/stream/file")
        {
            Content = new StringContent($$"""{"utterances":[{{texts}}],"split_utterances":false}""", Encoding.UTF8, "application/json"),
        };
        using var stream = await http.SendAsync(speech, HttpCompletionOption.ResponseHeadersRead);

        await simulator.DisposeAsync().AsTask().WaitAsync(Bound);

        await Assert.ThrowsAnyAsync<Exception>(() => stream.Content.ReadAsByteArrayAsync().WaitAsync(Bound));
        var answer = await new StreamReader(upload.GetStream()).ReadLineAsync().WaitAsync(Bound);
        Assert.StartsWith("HTTP/1.1 503", answer, StringComparison.Ordinal);
        foreach (var socket in sockets.Skip(1))
        {
            WebSocketReceiveResult message;
            do
                message = await socket.ReceiveAsync(new byte[4096], CancellationToken.None).WaitAsync(Bound);
            while (message.MessageType != WebSocketMessageType.Close);
            Assert.Equal(1001, (int?)message.CloseStatus);
            socket.Dispose();
        }

        sockets[0].Dispose();
    }

    [Fact]
    public async Task An_application_that_stops_stops_the_server_in_it()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddHumeServer((_, options) => options.ApiKey = "k");
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapHumeServer();
        await app.StartAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(app.Urls.First().Replace("http", "ws", StringComparison.Ordinal) + "/v0/stream/models?api_key=k"), CancellationToken.None);

        var closed = socket.ReceiveAsync(new byte[100], CancellationToken.None);
        await app.StopAsync().WaitAsync(Bound);

        Assert.Equal(1001, (int?)(await closed.WaitAsync(Bound)).CloseStatus);
        await app.DisposeAsync();
    }

    /// <summary>A store that waits when it is asked for a list.</summary>
    private sealed class WaitingStore : IVersionedStore
    {
        private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDeaf { get; init; }

        public Task Called => _called.Task;

        public void Release() => _released.TrySetResult();

        public async ValueTask<StoredPage<ResourceVersion>> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default)
        {
            _called.TrySetResult();
            await _released.Task.WaitAsync(IsDeaf ? CancellationToken.None : cancellationToken);
            return new StoredPage<ResourceVersion>([], 0);
        }

        public ValueTask CreateAsync(ResourceVersion first, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<ResourceVersion?> AddVersionAsync(string id, string? description, JsonObject content, DateTimeOffset now, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<ResourceVersion?> GetAsync(string id, int? version = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<ResourceVersion?> GetByNameAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<bool> RenameAsync(string id, string name, DateTimeOffset now, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<ResourceVersion?> DescribeAsync(string id, int version, string? description, DateTimeOffset now, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<bool> DeleteVersionAsync(string id, int version, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
