using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Crash;

/// <summary>Clients that chat, store and measure until the server is gone, and write down what they are told.</summary>
internal sealed class Work : IDisposable
{
    private readonly ServerProcess _server;
    private readonly ServerProcess? _other;
    private readonly Memory _memory;
    private readonly Random _random;
    private readonly HttpClient _http;
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _measures = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="server">The server that the clients use.</param>
    /// <param name="other">Another one with the same database, at which chats are joined and sent messages; null when there is none.</param>
    /// <param name="memory">Takes what the clients are told.</param>
    /// <param name="seed">The seed of what they do.</param>
    public Work(ServerProcess server, ServerProcess? other, Memory memory, int seed)
    {
        (_server, _other, _memory, _random) = (server, other, memory, new Random(seed));
        _http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Add("X-Hume-Api-Key", ServerProcess.Key);
    }

    /// <summary>Ends when there is something of each kind to lose, as a server that has just started takes its time, and the work on a job has just begun.</summary>
    public async Task AllBeganAsync()
    {
        await Task.WhenAll(_heard.Task, _stored.Task);
        await _measures.Task;
    }

    public Task RunAsync()
    {
        // One of the chats goes on with a group of which the last server was killed.
        var group = _memory.Chats is { Count: > 0 } chats ? chats[_random.Next(Math.Max(0, chats.Count - 4), chats.Count)].Group : null;
        return Task.WhenAll(UntilGoneAsync(StoreAsync), UntilGoneAsync(SaveVoiceAsync), UntilGoneAsync(MeasureAsync), UntilGoneAsync(MeasureAsync),
            ChatAsync(group), ChatAsync(null), ChatAsync(null));
    }

    public void Dispose() => _http.Dispose();

    private static async Task UntilGoneAsync(Func<Task> work)
    {
        try
        {
            while (true)
                await work();
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException)
        {
            // What was not answered may be there or not.
        }
    }

    private async Task StoreAsync()
    {
        var created = await PostAsync("v0/evi/prompts", new JsonObject { ["name"] = "a prompt", ["text"] = "Be brief." });
        var id = (string)created["id"]!;
        _memory.Prompts[id] = 1;
        _stored.TrySetResult();
        await PostAsync($"v0/evi/prompts/{id}", new JsonObject { ["text"] = "Be kind." });
        _memory.Prompts[id] = 2;
        var other = (string)(await PostAsync("v0/evi/prompts", new JsonObject { ["name"] = "another prompt", ["text"] = "Be long." }))["id"]!;
        using var deleted = await _http.DeleteAsync($"v0/evi/prompts/{other}");
        if (deleted.IsSuccessStatusCode)
            _memory.Deleted.Enqueue(other);
    }

    private async Task SaveVoiceAsync()
    {
        var utterance = new JsonObject { ["text"] = "Hi.", ["description"] = "an old man" };
        var speech = await PostAsync("v0/tts", new JsonObject { ["utterances"] = new JsonArray(utterance), ["format"] = new JsonObject { ["type"] = "wav" } });
        var name = $"voice {Guid.NewGuid()}";
        await PostAsync("v0/tts/voices", new JsonObject { ["name"] = name, ["generation_id"] = (string?)speech["generations"]![0]!["generation_id"] });
        _memory.Voices[name] = true;
    }

    private async Task MeasureAsync()
    {
        // Long enough for a kill to come in between.
        var texts = new JsonArray([.. Enumerable.Range(0, 60).Select(i => (JsonNode)string.Join(' ', Enumerable.Repeat($"I am so glad {i}", 8)))]);
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes("What a wonderful day."));
        using var json = new StringContent(new JsonObject { ["text"] = texts, ["models"] = new JsonObject { ["language"] = new JsonObject() } }
            .ToJsonString(), Encoding.UTF8, "application/json");
        using var form = new MultipartFormDataContent { { json, "json" }, { file, "file", "a.txt" } };
        using var response = await _http.PostAsync("v0/batch/jobs", form);
        var job = (string)(await ReadAsync(response))["job_id"]!;
        _memory.AddJob(job);

        // A kill in mid-job needs a job that is being worked on, and the end of the run need not wait for a crowd of them.
        var isWorking = false;
        for (var status = "QUEUED"; status is "QUEUED" or "IN_PROGRESS"; await Task.Delay(20))
        {
            status = (string)(await ReadAsync(await _http.GetAsync($"v0/batch/jobs/{job}")))["state"]!["status"]!;
            if (status == "IN_PROGRESS" && !isWorking)
            {
                isWorking = true;
                _memory.Working.Enqueue(job);
                Interlocked.Exchange(ref _measures, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            }
        }
    }

    private async Task ChatAsync(string? group)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Hume-Api-Key", ServerProcess.Key);
        var query = "allow_connection=true" + (group is null ? "" : $"&resumed_chat_group_id={group}");
        var address = new UriBuilder(_server.Address) { Scheme = "ws", Path = "/v0/evi/chat", Query = query };
        ChatMemory? chat = null;
        var elsewhere = Task.CompletedTask;
        try
        {
            await socket.ConnectAsync(address.Uri, CancellationToken.None);
            while (await ReadAsync(socket) is { } message)
            {
                switch ((string?)message["type"])
                {
                    case "chat_metadata":
                        chat = _memory.AddChat((string)message["chat_id"]!, (string)message["chat_group_id"]!);
                        if (group is not null)
                            _memory.Resumed++;

                        if (_other is not null)
                            elsewhere = Task.WhenAll(UntilGoneAsync(() => SendAsync(_other, chat)), JoinAsync(_other, chat));

                        await SayAsync(socket);
                        break;

                    case "user_message":
                        chat!.Heard.Enqueue(("USER_MESSAGE", (string?)message["message"]!["content"]));
                        break;

                    case "assistant_message":
                        chat!.Heard.Enqueue(("AGENT_MESSAGE", (string?)message["message"]!["content"]));
                        _heard.TrySetResult();
                        break;

                    case "assistant_prosody":
                        chat!.Heard.Enqueue(("ASSISTANT_PROSODY", null));
                        break;

                    case "user_interruption":
                        chat!.Heard.Enqueue(("USER_INTERRUPTION", null));
                        break;

                    case "assistant_end":
                        await SayAsync(socket);
                        break;

                    case "error" when group is not null || (string?)message["code"] != "I0100":
                        throw new MissingException($"A chat {(group is null ? "" : $"of the group {group} ")}got {message.ToJsonString()}");
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or HttpRequestException)
        {
            // The server is gone.
        }

        await elsewhere;
    }

    /// <summary>Sends a message by another server.</summary>
    private static async Task SendAsync(ServerProcess other, ChatMemory chat)
    {
        using var http = new HttpClient { BaseAddress = other.Address, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", ServerProcess.Key);
        var text = $"By another server: {Guid.NewGuid()}";
        using var response = await http.PostAsJsonAsync($"v0/evi/chat/{chat.Id}/send", new JsonObject { ["type"] = "user_input", ["text"] = text });
        if (!response.IsSuccessStatusCode)
        {
            var status = (int)response.StatusCode;
            var answer = await response.Content.ReadAsStringAsync();
            // The chat has ended, or its server stops, is gone, or went before it could answer.
            throw status is 503 or 504 || (status == 400 && answer.Contains("E0400", StringComparison.Ordinal)) ? new HttpRequestException(answer)
                : new MissingException($"A message by another server was answered with {status}: {answer}");
        }

        chat.Sent.Enqueue(text);
        await Task.Delay(50);
    }

    /// <summary>Listens at another server until the connection ends, which has to be told so that clients come again.</summary>
    private async Task JoinAsync(ServerProcess other, ChatMemory chat)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Hume-Api-Key", ServerProcess.Key);
        try
        {
            await socket.ConnectAsync(new UriBuilder(other.Address) { Scheme = "ws", Path = $"/v0/evi/chat/{chat.Id}/connect" }.Uri, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // Too late.
            return;
        }

        var isJoined = false;
        while (await ReadAsync(socket) is { } message)
            isJoined |= (string?)message["type"] == "chat_metadata";

        if (!isJoined)
            return;

        if ((int?)socket.CloseStatus != 1001)
            throw new MissingException($"A connection to the chat {chat.Id} at another server ended with {socket.CloseStatus} {socket.CloseStatusDescription}");

        lock (_memory)
            _memory.CameAgain++;
    }

    private static async Task SayAsync(ClientWebSocket socket) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"type":"user_input","text":"Say something about {{Guid.NewGuid()}}. And go on."}"""),
            WebSocketMessageType.Text, true, CancellationToken.None);

    private static async Task<JsonNode?> ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 << 10];
        using var bytes = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;

            bytes.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonNode.Parse(bytes.ToArray());
        }
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var response = await _http.PostAsJsonAsync(path, body);
        return await ReadAsync(response);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        // A server that stops says so, and whether it has carried out the call is not known.
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)!
            : (int)response.StatusCode == 503 ? throw new HttpRequestException(text)
            : throw new MissingException($"{response.RequestMessage!.RequestUri} was answered with {(int)response.StatusCode}: {text}");
    }
}
