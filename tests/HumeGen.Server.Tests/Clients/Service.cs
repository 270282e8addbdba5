using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Simulator;
using Xunit.Sdk;

namespace HumeGen.Server.Tests.Clients;

/// <summary>Runs a test against the simulator and against the server: clients must not tell them apart.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class SimulatorAndServerAttribute(params object[] arguments) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => new[] { "simulator", "server" }.Select(kind => (object[])[kind, .. arguments]);
}

/// <summary>A simulator or a server, and plain HTTP and WebSockets to it.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly IAsyncDisposable _running;

    private Service(IAsyncDisposable running, Uri address, string key, string secret)
    {
        (_running, Address, Key, Secret) = (running, address.ToString().TrimEnd('/'), key, secret);
        Http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        Http.DefaultRequestHeaders.Add("X-Hume-Api-Key", key);
    }

    /// <summary>The address without a slash at its end.</summary>
    public string Address { get; }

    public string Key { get; }

    public string Secret { get; }

    /// <summary>A client that sends the key.</summary>
    public HttpClient Http { get; }

    public static async Task<Service> StartAsync(string kind)
    {
        if (kind == "simulator")
        {
            var simulator = await HumeSimulator.StartAsync(new() { JobDuration = TimeSpan.Zero });
            return new Service(simulator, simulator.BaseAddress, simulator.ApiKey, simulator.SecretKey);
        }

        var program = await RunningProgram.StartAsync();
        return new Service(program, program.Address, program.Key, program.Secret);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Http.GetAsync(Address + path);
        return await JsonAsync(response);
    }

    public async Task<JsonNode> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(Address + path, content);
        return await JsonAsync(response);
    }

    /// <summary>Asks for an access token with key and secret.</summary>
    public async Task<string> TokenAsync()
    {
        using var stranger = new HttpClient();
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Key}:{Secret}")));
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        using var response = await stranger.PostAsync(Address + "/oauth2-cc/token", form);
        return (string)(await JsonAsync(response))["access_token"]!;
    }

    /// <summary>Opens a WebSocket with the query that is given and nothing else.</summary>
    public Task<ServiceSocket> OpenAsync(string pathAndQuery, string? keyHeader = null) =>
        ServiceSocket.OpenAsync(new Uri(Address.Replace("http", "ws", StringComparison.Ordinal) + pathAndQuery), keyHeader);

    /// <summary>Opens a chat and reads its first message.</summary>
    public async Task<(ServiceSocket Chat, JsonNode Metadata)> OpenChatAsync(string query = "")
    {
        var chat = await OpenAsync($"/v0/evi/chat?api_key={Key}{query}", Key);
        return (chat, await chat.UntilAsync("chat_metadata"));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _running.DisposeAsync();
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }
}

/// <summary>A plain WebSocket. Every wait is bounded, and a message of an error fails the test unless it waits for one.</summary>
internal sealed class ServiceSocket : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 << 10];

    public static async Task<ServiceSocket> OpenAsync(Uri address, string? keyHeader)
    {
        var socket = new ServiceSocket();
        socket._socket.Options.CollectHttpResponseDetails = true;
        if (keyHeader is not null)
            socket._socket.Options.SetRequestHeader("X-Hume-Api-Key", keyHeader);

        try
        {
            await socket._socket.ConnectAsync(address, CancellationToken.None).WaitAsync(Bound);
        }
        catch (WebSocketException e)
        {
            throw new InvalidOperationException($"The handshake was answered with {(int)socket._socket.HttpStatusCode}.", e);
        }

        return socket;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendBinaryAsync(ReadOnlyMemory<byte> data) => SendAsync(data, WebSocketMessageType.Binary);

    /// <summary>The next message of a type.</summary>
    public async Task<JsonNode> UntilAsync(string type) => (await AllUntilAsync(m => (string?)m["type"] == type, type))[^1];

    /// <summary>The messages up to the first that is meant.</summary>
    public async Task<IReadOnlyList<JsonNode>> AllUntilAsync(Predicate<JsonNode> isLast, string what)
    {
        var all = new List<JsonNode>();
        while (true)
        {
            var message = await ReadAsync() ?? throw new InvalidOperationException(
                $"Closed with {(int?)_socket.CloseStatus} '{_socket.CloseStatusDescription}' before {what} came.");
            all.Add(message);
            if (isLast(message))
                return all;

            Assert.False((string?)message["type"] == "error", message.ToJsonString());
        }
    }

    /// <summary>The next message in text, or null when the other side has closed.</summary>
    public async Task<JsonNode?> ReadAsync()
    {
        using var message = new MemoryStream();
        while (true)
        {
            var result = await _socket.ReceiveAsync(_buffer, CancellationToken.None).WaitAsync(Bound);
            if (result.MessageType == WebSocketMessageType.Close)
                return null;

            message.Write(_buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                Assert.Equal(WebSocketMessageType.Text, result.MessageType);
                return JsonNode.Parse(message.ToArray());
            }
        }
    }

    /// <summary>Reads to the end.</summary>
    /// <returns>The code that the other side closed with.</returns>
    public async Task<int?> CloseCodeAsync()
    {
        while (await ReadAsync() is not null)
        {
        }

        return (int?)_socket.CloseStatus;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return default;
    }

    private Task SendAsync(ReadOnlyMemory<byte> data, WebSocketMessageType type) =>
        _socket.SendAsync(data, type, endOfMessage: true, CancellationToken.None).AsTask().WaitAsync(Bound);
}
