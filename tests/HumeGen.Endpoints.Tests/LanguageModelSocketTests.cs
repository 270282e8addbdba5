using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Hume.EmpathicVoice;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.AI;

namespace Hume.AspNetCore.Tests;

/// <summary>A custom language model over a WebSocket.</summary>
public sealed class LanguageModelSocketTests
{
    private const string Request = """
        {"custom_session_id":"s-1","messages":[
         {"type":"user_message","message":{"role":"user","content":"I won!"},"models":{"prosody":{"scores":{"Joy":0.9,"Triumph":0.7}}},"time":{"begin":1,"end":2}},
         {"type":"assistant_message","message":{"role":"assistant","content":"Did you?"}}]}
        """;

    [Fact]
    public async Task Each_sentence_is_a_message_and_the_end_is_told()
    {
        await using var app = await StartAsync(FakeChatClient.Saying("Ver", "y well. That costs 3.", "50 dollars! Bye"));
        using var socket = await ConnectAsync(app);

        for (var turn = 0; turn < 2; turn++)
        {
            await SendAsync(socket, Request);

            Assert.Equal(["Very well.", "That costs 3.50 dollars!", "Bye", null], await TurnAsync(socket));
        }
    }

    [Fact]
    public async Task The_chat_client_gets_the_conversation_with_its_expressions()
    {
        var model = FakeChatClient.Saying("Yes.");
        await using var app = await StartAsync(model);
        using var socket = await ConnectAsync(app);

        await SendAsync(socket, Request);
        await TurnAsync(socket);

        var (messages, options) = Assert.Single(model.Requests);
        Assert.Equal([(ChatRole.User, "I won!\n[expressions: joy 0.90, triumph 0.70]"), (ChatRole.Assistant, "Did you?")], messages.Select(m => (m.Role, m.Text)));
        Assert.Equal(0.9, Assert.IsType<EmotionScores>(messages[0].AdditionalProperties!["prosody"]).Joy);
        Assert.Equal("s-1", options!.AdditionalProperties!["custom_session_id"]);
    }

    [Fact]
    public async Task A_new_request_ends_the_answer_to_the_one_before()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = true;
        await using var app = await StartAsync(new((_, token) =>
        {
            var hangs = first;
            first = false;
            return hangs ? FakeChatClient.Hanging("Long ago. And", cancelled, token) : FakeChatClient.Pieces("Sorry.");
        }));
        using var socket = await ConnectAsync(app);

        await SendAsync(socket, Request);
        Assert.Equal("Long ago.", (string?)(await ReceiveAsync(socket))!["text"]);
        await SendAsync(socket, Request);

        Assert.Equal(["Sorry.", null], await TurnAsync(socket));
        Assert.True(cancelled.Task.IsCompleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_chat_client_is_cancelled_when_EVI_hangs_up(bool politely)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync(new((_, token) => FakeChatClient.Hanging("Long ago. And", cancelled, token)));
        using var socket = await ConnectAsync(app);
        await SendAsync(socket, Request);
        await ReceiveAsync(socket);

        if (politely)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        else
            socket.Abort();

        await cancelled.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_failure_closes_the_socket_without_details()
    {
        await using var app = await StartAsync(new((_, _) => FakeChatClient.Failing("Half. An")));
        using var socket = await ConnectAsync(app);
        await SendAsync(socket, Request);

        Assert.Equal("Half.", (string?)(await ReceiveAsync(socket))!["text"]);
        Assert.Null(await ReceiveAsync(socket));

        Assert.Equal((WebSocketCloseStatus.InternalServerError, "The language model failed."), (socket.CloseStatus!.Value, socket.CloseStatusDescription));
        Assert.Contains("hunter2", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_client_that_loses_its_own_WebSocket_is_a_failure_too()
    {
        await using var app = await StartAsync(new((_, _) => Lost()));
        using var socket = await ConnectAsync(app);
        await SendAsync(socket, Request);

        Assert.Null(await ReceiveAsync(socket));

        Assert.Equal(WebSocketCloseStatus.InternalServerError, socket.CloseStatus);
        Assert.Contains("of the model's own", app.Log, StringComparison.Ordinal);

        static async IAsyncEnumerable<ChatResponseUpdate> Lost()
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, "Half");
            throw new WebSocketException("of the model's own");
        }
    }

    [Fact]
    public async Task A_call_of_a_tool_in_the_history_is_the_assistants()
    {
        var model = FakeChatClient.Saying("Yes.");
        await using var app = await StartAsync(model);
        using var socket = await ConnectAsync(app);

        await SendAsync(socket, """
            {"custom_session_id":"s-1","messages":[
             {"type":"tool_call","tool_call_id":"call-1","name":"weather","parameters":"{\"city\":\"Oslo\"}","tool_type":"function"},
             {"type":"tool_response","tool_call_id":"call-1","content":"Hail."}]}
            """);
        await TurnAsync(socket);

        var (messages, _) = Assert.Single(model.Requests);
        Assert.Equal([ChatRole.Assistant, ChatRole.Tool], messages.Select(m => m.Role));
        var call = Assert.IsType<FunctionCallContent>(Assert.Single(messages[0].Contents));
        Assert.Equal(("call-1", "weather", "Oslo"), (call.CallId, call.Name, call.Arguments!["city"]!.ToString()));
        Assert.Equal("Hail.", Assert.IsType<FunctionResultContent>(Assert.Single(messages[1].Contents)).Result);
    }

    [Fact]
    public async Task A_call_that_is_left_to_EVI_is_a_failure_that_names_the_way_out()
    {
        await using var app = await StartAsync(new((_, _) => Call()));
        using var socket = await ConnectAsync(app);
        await SendAsync(socket, Request);

        Assert.Null(await ReceiveAsync(socket));
        Assert.Contains("'hang_up' to EVI, which only server-sent events can carry", app.Log, StringComparison.Ordinal);

        static async IAsyncEnumerable<ChatResponseUpdate> Call()
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, [new FunctionCallContent("1", "hang_up")]);
        }
    }

    [Theory]
    [InlineData("not JSON", WebSocketCloseStatus.InvalidPayloadData)]
    [InlineData("""{"messages":[{"role":"user","content":"cut \ud83d"}]}""", WebSocketCloseStatus.InvalidPayloadData)]
    [InlineData("long", WebSocketCloseStatus.MessageTooBig)]
    public async Task A_wrong_request_closes_the_socket_and_says_why(string request, WebSocketCloseStatus expected)
    {
        await using var app = await StartAsync(FakeChatClient.Saying("Yes."), new() { MaxRequestBytes = 2_000 });
        using var socket = await ConnectAsync(app);

        await SendAsync(socket, request == "long" ? new string(' ', 3_000) : request);

        Assert.Null(await ReceiveAsync(socket));
        Assert.Equal(expected, socket.CloseStatus);
        Assert.NotEmpty(socket.CloseStatusDescription!);
    }

    [Fact]
    public async Task A_key_is_asked_for_if_there_is_one()
    {
        await using var app = await StartAsync(FakeChatClient.Saying("Yes."), new() { ApiKey = "the-key" });

        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(app));
        using var socket = await ConnectAsync(app, "the-key");

        await SendAsync(socket, Request);
        Assert.Equal(["Yes.", null], await TurnAsync(socket));
    }

    private static Task<TestApp> StartAsync(FakeChatClient client, HumeLanguageModelOptions? options = null) =>
        TestApp.StartAsync(app => app.MapHumeLanguageModel("/model", client, options));

    private static async Task<ClientWebSocket> ConnectAsync(TestApp app, string? key = null)
    {
        var socket = new ClientWebSocket();
        if (key is not null)
            socket.Options.SetRequestHeader("Authorization", "Bearer " + key);
        await socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/model" }.Uri, CancellationToken.None);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    // Null after the close frame.
    private static async Task<JsonNode?> ReceiveAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var buffer = new byte[64 * 1024];
        var frame = await socket.ReceiveAsync(buffer, limit.Token);
        return frame.MessageType == WebSocketMessageType.Close ? null : JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, frame.Count));
    }

    // The texts of a turn, and null for its end.
    private static async Task<List<string?>> TurnAsync(ClientWebSocket socket)
    {
        var texts = new List<string?>();
        while (texts is not [.., null])
        {
            var message = (await ReceiveAsync(socket))!;
            Assert.Equal("s-1", (string?)message["custom_session_id"]);
            texts.Add((string?)message["type"] == "assistant_end" ? null : (string)message["text"]!);
        }

        return texts;
    }
}
