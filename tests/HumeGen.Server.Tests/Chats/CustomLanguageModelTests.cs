using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using static HumeGen.Server.Tests.Chats.ChatWire;

namespace HumeGen.Server.Tests.Chats;

/// <summary>Language models of somebody's own are called as the config says, by server-sent events or by a WebSocket.</summary>
public sealed class CustomLanguageModelTests
{
    [Fact]
    public async Task A_model_behind_server_sent_events_gets_messages_session_and_key_and_its_text_is_spoken_as_it_comes()
    {
        var more = new TaskCompletionSource();
        await using var model = await Model.StartAsync(async (http, body) =>
        {
            await Model.SendAsync(http, Delta("The first "), Delta("sentence. "));
            await more.Task;
            await Model.SendAsync(http, Delta("The second."), "data: [DONE]\n\n");
        });
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync("config_id=" + await ConfigAsync(host, model.Completions + "?a=b"));
        await using var _ = chat;
        await chat.SendAsync("""{"type":"session_settings","custom_session_id":"my session","language_model_api_key":"key of the model","system_prompt":"Be kind."}""");
        await chat.ReadAsync("session_settings");

        await chat.SayAsync("Hello");
        await chat.ReadAsync("user_message");
        Assert.Equal("The first sentence.", Said(await chat.ReadAsync("assistant_message")));
        more.SetResult();
        var rest = await chat.ReadUntilAsync("assistant_end");

        Assert.Contains(rest, message => Said(message) == "The second.");
        var (query, key, body) = await model.Requests.ReadAsync();
        Assert.Equal(("?a=b&custom_session_id=my%20session", "Bearer key of the model"), (query, key));
        Assert.True((bool)body["stream"]!);
        Assert.Equal(
            """[{"role":"system","content":"Be kind."},{"role":"user","content":"Hello","time":{"begin":0,"end":0}}]""", body["messages"]!.ToJsonString());
    }

    [Fact]
    public async Task A_model_gets_the_scores_of_what_was_spoken_and_can_name_the_session()
    {
        await using var model = await Model.StartAsync((http, _) =>
            Model.SendAsync(http, """data: {"system_fingerprint":"theirs","choices":[{"delta":{"content":"Yes."}}]}""" + "\r\n\r\n: a comment\r\n\r\ndata: [DONE]\r\n\r\n"));
        await using var host = await StartAsync(model);
        await using var chat = await host.OpenForSoundAsync("config_id=" + await ConfigAsync(host, model.Completions));

        await chat.SendSoundAsync(Speech(1000), Silence(900));
        var heard = await chat.ReadAsync("user_message");
        var turn = await chat.ReadUntilAsync("assistant_end");

        var (_, key, body) = await model.Requests.ReadAsync();
        Assert.Null(key);
        var message = body["messages"]![0]!;
        Assert.Equal(heard["models"]!["prosody"]!["scores"]!.ToJsonString(), message["models"]!["prosody"]!["scores"]!.ToJsonString());
        Assert.Equal((0, 1000), ((int)message["time"]!["begin"]!, (int)message["time"]!["end"]!));
        Assert.All(turn, sent => Assert.Equal("theirs", (string?)sent["custom_session_id"]));
    }

    [Fact]
    public async Task A_model_can_call_tools_and_gets_their_results()
    {
        await using var model = await Model.StartAsync((http, body) => body["messages"]!.AsArray()[^1]!["role"]!.ToString() == "tool"
            ? Model.SendAsync(http, Delta("Six."), "data: [DONE]\n\n")
            : Model.SendAsync(
                http,
                """data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"x1","type":"function","function":{"name":"dice","arguments":"{\"si"}}]}}]}""" + "\n\n",
                """data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"des\":6}"}}]},"finish_reason":"tool_calls"}]}""" + "\n\ndata: [DONE]\n\n"));
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync("config_id=" + await ConfigAsync(host, model.Completions));
        await using var _ = chat;
        await chat.SendAsync("""{"type":"session_settings","tools":[{"type":"function","name":"dice","parameters":"{\"type\":\"object\"}"}]}""");
        await chat.ReadAsync("session_settings");
        await chat.SayAsync("Throw");
        await chat.ReadAsync("user_message");
        var call = await chat.ReadAsync("tool_call");

        await chat.SendAsync($$"""{"type":"tool_response","tool_call_id":"{{call["tool_call_id"]}}","content":"6"}""");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal("""{"sides":6}""", (string?)call["parameters"]);
        Assert.Equal("Six.", Said(turn[0]));
        var (_, _, first) = await model.Requests.ReadAsync();
        var (_, _, second) = await model.Requests.ReadAsync();
        Assert.Equal("dice", (string?)first["tools"]![0]!["function"]!["name"]);
        Assert.Equal((string?)second["messages"]![1]!["tool_calls"]![0]!["id"], (string?)second["messages"]![2]!["tool_call_id"]);
        Assert.Equal("6", (string?)second["messages"]![2]!["content"]);
    }

    [Theory]
    [InlineData(500, "", "E0706")]
    [InlineData(200, "data: {broken\n\n", "E0707")]
    [InlineData(200, "data: [1]\n\n", "E0707")]
    public async Task A_model_that_answers_wrongly_is_told_with_its_code_and_the_chat_goes_on(int status, string answer, string code)
    {
        await using var model = await Model.StartAsync(async (http, _) =>
        {
            http.Response.StatusCode = status;
            await Model.SendAsync(http, answer);
        });
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync("config_id=" + await ConfigAsync(host, model.Completions));
        await using var _ = chat;

        for (var i = 0; i < 2; i++)
        {
            await chat.SayAsync("Hello");
            Assert.Equal(["user_message", "error", "assistant_end"], (await chat.ReadUntilAsync("assistant_end")).Select(message => (string?)message["type"] is "error" ? Code(message) : (string?)message["type"]));
        }

        string Code(JsonNode error)
        {
            Assert.Equal(code, (string?)error["code"]);
            return "error";
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/chat/completions", true)]
    [InlineData("ws://127.0.0.1:1/", true)]
    [InlineData("http://127.0.0.1:1/chat/completions", false)]
    [InlineData("ws://127.0.0.1:1/", false)]
    [InlineData("/chat/completions", true)]
    public async Task A_model_that_is_not_there_or_not_allowed_is_told(string address, bool allowed)
    {
        await using var host = await HumeHost.StartServerAsync(options =>
        {
            if (allowed)
                options.AllowedAddresses.Add("127.0.0.1:1");
        });
        var (chat, _) = await host.OpenChatAsync("config_id=" + await ConfigAsync(host, address));
        await using var _ = chat;

        await chat.SayAsync("Hello");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal("E0706", (string?)turn[1]["code"]);
        Assert.Equal(!allowed, ((string)turn[1]["message"]!).Contains("AllowedAddresses", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_interruption_ends_the_request_to_the_model()
    {
        var gone = new TaskCompletionSource();
        await using var model = await Model.StartAsync(async (http, body) =>
        {
            if (body["messages"]!.AsArray().Count > 2)
            {
                await Model.SendAsync(http, Delta("Yes?"), "data: [DONE]\n\n");
                return;
            }

            await Model.SendAsync(http, Delta("This takes a while. And "));
            http.RequestAborted.Register(() => gone.TrySetResult());
            await gone.Task;
        });
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync("config_id=" + await ConfigAsync(host, model.Completions));
        await using var _ = chat;
        await chat.SayAsync("Hello");
        await chat.ReadUntilAsync("audio_output");

        await chat.SayAsync("Stop");
        await chat.ReadUntilAsync("assistant_end");

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_model_behind_a_websocket_gets_the_conversation_and_says_texts_until_its_end()
    {
        await using var model = await Model.StartAsync(null, async (socket, _) =>
        {
            await Model.SendAsync(socket, """{"type":"assistant_input","text":"One thing"}""");
            await Model.SendAsync(socket, """{"type":"assistant_input","text":"at a time.","custom_session_id":"theirs"}""");
            await Model.SendAsync(socket, """{"type":"assistant_end"}""");
        });
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync("config_id=" + await ConfigAsync(host, model.Socket));
        await using var _ = chat;
        await chat.SendAsync("""{"type":"session_settings","custom_session_id":"mine","language_model_api_key":"key of the model"}""");
        await chat.ReadAsync("session_settings");

        for (var i = 0; i < 2; i++)
        {
            await chat.SayAsync($"Hello {i}");
            var turn = await chat.ReadUntilAsync("assistant_end");
            Assert.Equal("One thing at a time.", Said(turn.Single(message => (string?)message["type"] == "assistant_message")));
            Assert.Equal("theirs", (string?)turn[^1]["custom_session_id"]);
        }

        var (_, key, first) = await model.Requests.ReadAsync();
        var (_, _, second) = await model.Requests.ReadAsync();
        Assert.Equal("Bearer key of the model", key);
        Assert.Equal("mine", (string?)first["custom_session_id"]);
        Assert.Equal(
            """{"type":"user_message","message":{"role":"user","content":"Hello 0"},"models":{"prosody":null},"time":{"begin":0,"end":0}}""",
            Assert.Single(first["messages"]!.AsArray())!.ToJsonString());
        Assert.Equal(["user_message", "assistant_message", "user_message"], second["messages"]!.AsArray().Select(message => (string?)message!["type"]));
    }

    [Fact]
    public async Task What_a_websocket_says_late_to_an_interrupted_answer_is_not_spoken()
    {
        var stopped = new TaskCompletionSource();
        await using var model = await Model.StartAsync(null, async (socket, body) =>
        {
            if (body["messages"]!.AsArray().Count == 1)
            {
                await Model.SendAsync(socket, """{"type":"assistant_input","text":"This takes a while."}""");
                await stopped.Task;
                await Model.SendAsync(socket, """{"type":"assistant_input","text":"Too late."}""");
            }
            else
            {
                await Model.SendAsync(socket, """{"type":"assistant_input","text":"In time."}""");
            }

            await Model.SendAsync(socket, """{"type":"assistant_end"}""");
        });
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync("config_id=" + await ConfigAsync(host, model.Socket));
        await using var _ = chat;
        await chat.SayAsync("Hello");
        await chat.ReadUntilAsync("audio_output");

        await chat.SayAsync("Stop");
        stopped.SetResult();
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal(["In time."], turn.Where(message => (string?)message["type"] == "assistant_message").Select(Said));
    }

    [Theory]
    [InlineData("close", "E0705")]
    [InlineData("no JSON", "E0707")]
    public async Task A_websocket_that_breaks_is_told_and_connected_again(string fault, string code)
    {
        var count = 0;
        await using var model = await Model.StartAsync(null, async (socket, _) =>
        {
            if (count++ > 0)
                await Model.SendAsync(socket, """{"type":"assistant_input","text":"Back."}""");
            else if (fault == "close")
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            else
                await Model.SendAsync(socket, fault);

            if (socket.State == WebSocketState.Open)
                await Model.SendAsync(socket, """{"type":"assistant_end"}""");
        });
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync("config_id=" + await ConfigAsync(host, model.Socket));
        await using var _ = chat;

        await chat.SayAsync("Hello");
        Assert.Equal(code, (string?)(await chat.ReadUntilAsync("error"))[^1]["code"]);
        await chat.ReadAsync("assistant_end");
        await chat.SayAsync("Again");

        Assert.Equal("Back.", Said((await chat.ReadUntilAsync("assistant_message"))[^1]));
    }

    private static string Delta(string text) => $"data: {new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["delta"] = new JsonObject { ["content"] = text } }) }.ToJsonString()}\n\n";

    private static Task<HumeHost> StartAsync(Model model) => HumeHost.StartServerAsync(options => options.AllowedAddresses.Add(model.Host));

    private static Task<string> ConfigAsync(HumeHost host, string address) =>
        host.ConfigAsync($$""" "language_model":{"model_provider":"CUSTOM_LANGUAGE_MODEL","model_resource":"{{address}}"} """);

    /// <summary>Somebody's language model.</summary>
    private sealed class Model(WebApplication app) : IAsyncDisposable
    {
        private readonly Channel<(string Query, string? Key, JsonNode Body)> _requests = Channel.CreateUnbounded<(string, string?, JsonNode)>();

        public string Host => new Uri(app.Urls.First()).Authority;

        public string Completions => $"http://{Host}/chat/completions";

        public string Socket => $"ws://{Host}/socket";

        public ChannelReader<(string Query, string? Key, JsonNode Body)> Requests => _requests.Reader;

        public static async Task<Model> StartAsync(Func<HttpContext, JsonNode, Task>? completions, Func<WebSocket, JsonNode, Task>? socket = null)
        {
            var builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var model = new Model(app);
            app.UseWebSockets();
            app.MapPost("/chat/completions", async (HttpContext http) =>
            {
                var body = (await JsonNode.ParseAsync(http.Request.Body))!;
                model.Note(http, body);
                http.Response.ContentType = "text/event-stream";
                await completions!(http, body);
            });
            app.Map("/socket", async (HttpContext http) =>
            {
                using var open = await http.WebSockets.AcceptWebSocketAsync();
                var buffer = new byte[256 << 10];
                while (open.State == WebSocketState.Open)
                {
                    var read = await open.ReceiveAsync(buffer, http.RequestAborted);
                    if (read.MessageType == WebSocketMessageType.Close)
                        break;

                    var body = JsonNode.Parse(buffer.AsSpan(0, read.Count))!;
                    model.Note(http, body);
                    await socket!(open, body);
                }
            });
            await app.StartAsync();
            return model;
        }

        public static async Task SendAsync(HttpContext http, params string[] events)
        {
            foreach (var text in events)
            {
                await http.Response.WriteAsync(text);
                await http.Response.Body.FlushAsync();
            }
        }

        public static Task SendAsync(WebSocket socket, string message) =>
            socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private void Note(HttpContext http, JsonNode body) =>
            _requests.Writer.TryWrite((http.Request.QueryString.Value ?? "", http.Request.Headers.Authorization.FirstOrDefault(), body.DeepClone()));
    }
}
