using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Hume;
using Hume.EmpathicVoice;
using HumeGen.SystemTests.Databases;

namespace HumeGen.SystemTests.Nodes;

/// <summary>Two nodes with one PostgreSQL database, and an address that leads to one of them. What clients are told is kept, so that a test can look for it.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humegen-nodes-");
    private readonly string _database = PostgreSqlServer.CreateDatabase();
    private readonly ConcurrentQueue<(string Type, string Text)> _heard = new();
    private readonly List<ServerProcess> _nodes = [];

    private readonly string? _allowedAddress;

    private TwoNodes(string? allowedAddress) => _allowedAddress = allowedAddress;

    public ServerProcess First { get; private set; } = null!;

    public ServerProcess Second { get; private set; } = null!;

    /// <summary>The address of clients.</summary>
    public TcpSwitch Address { get; private set; } = null!;

    public HumeClient Client { get; private set; } = null!;

    // Only so that a test that would hang fails instead.
    public CancellationToken Patience { get; } = new CancellationTokenSource(TimeSpan.FromMinutes(4)).Token;

    /// <summary>Starts both.</summary>
    /// <param name="allowedAddress">The address that they may call; none when null.</param>
    public static async Task<TwoNodes> StartAsync(string? allowedAddress = null)
    {
        var nodes = new TwoNodes(allowedAddress);
        nodes.First = await nodes.StartNodeAsync();
        nodes.Second = await nodes.StartNodeAsync();
        nodes.Address = new TcpSwitch(nodes.First.Address);
        nodes.Client = new HumeClient(new HumeClientOptions { BaseAddress = nodes.Address.Address, ApiKey = ServerProcess.Key });
        return nodes;
    }

    /// <summary>Starts a node.</summary>
    public async Task<ServerProcess> StartNodeAsync()
    {
        var node = await ServerProcess.StartAsync(_folder.FullName, _database, _allowedAddress is null ? [] : ["--allowed-address", _allowedAddress]);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Opens a chat, and writes down all that is said in it.</summary>
    public async Task<IChatConnection> ChatAsync()
    {
        var chat = await Client.EmpathicVoice.Chat.ConnectAsync(new() { AllowConnection = true }, cancellationToken: Patience);
        _ = Task.Run(async () =>
        {
            await foreach (var message in chat.ReadAllAsync(Patience))
            {
                if (message is UserMessage { Message.Content: { } said })
                    _heard.Enqueue(("USER_MESSAGE", said));
                else if (message is AssistantMessage { Message.Content: { } answered })
                    _heard.Enqueue(("AGENT_MESSAGE", answered));
            }
        });
        await chat.WaitForMetadataAsync(Patience);
        return chat;
    }

    /// <summary>Says something, and waits for the end of the answer.</summary>
    public async Task SayAsync(IChatConnection chat, string text)
    {
        var answered = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        await chat.SendAsync(new UserInput { Text = text }, Patience);
        await answered;
    }

    /// <summary>Joins a chat at a node.</summary>
    public async Task<ClientWebSocket> JoinAsync(ServerProcess node, string chatId)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Hume-Api-Key", ServerProcess.Key);
        await socket.ConnectAsync(new UriBuilder(node.Address) { Scheme = "ws", Path = $"/v0/evi/chat/{chatId}/connect" }.Uri, Patience);
        return socket;
    }

    /// <summary>Reads until the connection is closed, and gives the code.</summary>
    public async Task<WebSocketCloseStatus?> ReadToCloseAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 << 10];
        while ((await socket.ReceiveAsync(buffer, Patience)).MessageType != WebSocketMessageType.Close)
        {
            // What was said.
        }

        return socket.CloseStatus;
    }

    /// <summary>Submits a job that takes a while.</summary>
    /// <param name="node">The node that takes it.</param>
    /// <param name="callback">The address that is told of its end; none when null.</param>
    /// <param name="count">The number of its texts.</param>
    public async Task<string> MeasureAsync(ServerProcess node, Uri? callback = null, int count = 60)
    {
        var texts = new JsonArray([.. Enumerable.Range(0, count).Select(i => (JsonNode)string.Join(' ', Enumerable.Repeat($"I am so glad {i}", 25)))]);
        var body = new JsonObject { ["text"] = texts, ["models"] = new JsonObject { ["language"] = new JsonObject() } };
        if (callback is not null)
            body["callback_url"] = callback.AbsoluteUri;

        using var http = Http(node);
        using var response = await http.PostAsJsonAsync("v0/batch/jobs", body, Patience);
        return (string)JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Patience))!["job_id"]!;
    }

    /// <summary>Waits until a job has ended, and gives the number of its predictions.</summary>
    public async Task<int> PredictionsAsync(ServerProcess node, string jobId)
    {
        JsonNode state;
        while ((string?)(state = (await GetAsync(node, $"v0/batch/jobs/{jobId}"))["state"]!)["status"] is "QUEUED" or "IN_PROGRESS")
            await Task.Delay(100, Patience);

        Assert.Equal("COMPLETED", (string?)state["status"]);
        return (await GetAsync(node, $"v0/batch/jobs/{jobId}/predictions")).AsArray().Count;
    }

    /// <summary>Looks for all that was heard in the history of a group, in its order.</summary>
    public async Task AssertAllIsKeptAsync(ServerProcess node, string groupId)
    {
        var events = new List<(string?, string?)>();
        var (page, pages) = (0, 1);
        for (; page < pages; page++)
        {
            var answer = await GetAsync(node, $"v0/evi/chat_groups/{groupId}/events?page_size=100&page_number={page}");
            pages = (int)answer["total_pages"]!;
            events.AddRange(answer["events_page"]!.AsArray().Select(entry => ((string?)entry!["type"], (string?)entry["message_text"])));
        }

        Assert.NotEmpty(_heard);
        var place = 0;
        foreach (var heard in _heard)
        {
            place = events.IndexOf(heard, place) + 1;
            Assert.True(place > 0, $"{heard} is not in the history, or not in its place: {string.Join(", ", events)}");
        }
    }

    public async Task<JsonNode> GetAsync(ServerProcess node, string path)
    {
        using var http = Http(node);
        return JsonNode.Parse(await http.GetStringAsync(path, Patience))!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Address.DisposeAsync();
        foreach (var node in _nodes)
            await node.DisposeAsync();

        _folder.Delete(recursive: true);
    }

    private static HttpClient Http(ServerProcess node)
    {
        var http = new HttpClient { BaseAddress = node.Address };
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", ServerProcess.Key);
        return http;
    }
}
