using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hume.EmpathicVoice;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Hume.AspNetCore.Tests;

/// <summary>A custom language model over server-sent events.</summary>
public sealed class LanguageModelEventTests
{
    private const string Request = """
        {"model":"my-model","stream":true,"temperature":0.5,"messages":[
         {"role":"system","content":"Be kind."},
         {"role":"user","content":"I won!","time":{"begin":100,"end":900},"models":{"prosody":{"scores":{"Joy":0.9,"Triumph":0.7,"Calmness":0.1,"Fear":0.0}}}}]}
        """;

    [Fact]
    public async Task An_answer_comes_as_chunks_in_the_form_of_OpenAI_and_ends_with_DONE()
    {
        await using var app = await StartAsync(FakeChatClient.Saying("Well ", "done!"));

        var (response, events) = await PostAsync(app, Request, "?custom_session_id=s-1");

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal("[DONE]", events[^1]);
        var chunks = events.SkipLast(1).Select(e => JsonNode.Parse(e)!).ToList();
        Assert.Equal("Well done!", string.Concat(chunks.Select(c => (string?)c["choices"]![0]!["delta"]!["content"])));
        Assert.Equal(["assistant", null, null], chunks.Select(c => (string?)c["choices"]![0]!["delta"]!["role"]));
        Assert.Equal([null, null, "stop"], chunks.Select(c => (string?)c["choices"]![0]!["finish_reason"]));
        Assert.All(chunks, c => Assert.Equal(("chat.completion.chunk", "fake-1", "s-1"), ((string?)c["object"], (string?)c["model"], (string?)c["system_fingerprint"])));
        Assert.Single(chunks.Select(c => (string?)c["id"]).Distinct());
    }

    [Fact]
    public async Task The_chat_client_gets_the_conversation_with_its_expressions_and_options()
    {
        var model = FakeChatClient.Saying("Well done!");
        await using var app = await StartAsync(model);

        await PostAsync(app, Request, "?custom_session_id=s-1");

        var (messages, options) = Assert.Single(model.Requests);
        Assert.Equal(
            [(ChatRole.System, "Be kind."), (ChatRole.User, "I won!\n[expressions: joy 0.90, triumph 0.70, calmness 0.10]")], messages.Select(m => (m.Role, m.Text)));
        Assert.Equal(0.7, Assert.IsType<EmotionScores>(messages[1].AdditionalProperties!["prosody"]).Triumph);
        Assert.Equal(900, Assert.IsType<MillisecondInterval>(messages[1].AdditionalProperties!["time"]).End);
        Assert.Equal("""{"begin":100,"end":900}""", Assert.IsType<JsonElement>(messages[1].RawRepresentation).GetProperty("time").GetRawText());
        Assert.Equal(("my-model", 0.5f, "s-1"), (options!.ModelId, options.Temperature, options.AdditionalProperties!["custom_session_id"]));
    }

    [Fact]
    public async Task A_program_may_change_a_request_and_leave_the_text_as_it_is()
    {
        var model = FakeChatClient.Saying("Well done!");
        await using var app = await StartAsync(model, new()
        {
            ExpressionsInText = 0,
            Prepare = (request, _) =>
            {
                request.Messages.Insert(0, new(ChatRole.System, "You are a coach of " + request.CustomSessionId));
                request.Options.MaxOutputTokens = 50;
                return default;
            },
        });

        await PostAsync(app, Request, "?custom_session_id=chess");

        var (messages, options) = Assert.Single(model.Requests);
        Assert.Equal(["You are a coach of chess", "Be kind.", "I won!"], messages.Select(m => m.Text));
        Assert.Equal(50, options!.MaxOutputTokens);
    }

    [Fact]
    public async Task A_character_that_a_model_cuts_in_two_arrives_whole()
    {
        await using var app = await StartAsync(FakeChatClient.Saying("Well \ud83d", "\ude00 done", "\ud83d"));

        var (_, events) = await PostAsync(app, Request);

        var texts = events.SkipLast(1).Select(e => (string?)JsonNode.Parse(e)!["choices"]![0]!["delta"]!["content"]);
        Assert.Equal("Well \ud83d\ude00 done\ufffd", string.Concat(texts));
    }

    [Fact]
    public async Task A_chat_client_that_asks_for_approval_is_a_failure_as_nobody_answers()
    {
        await using var app = await StartAsync(new((_, _) => Updates(new ToolApprovalRequestContent("1", new FunctionCallContent("call-1", "pay")))));

        var (response, _) = await PostAsync(app, Request);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("asks whether it may call a tool", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_of_tokens_beyond_all_numbers_is_none()
    {
        var model = FakeChatClient.Saying("Yes.");
        await using var app = await StartAsync(model);

        await PostAsync(app, """{"messages":[],"max_tokens":1e300}""");

        Assert.Null(Assert.Single(model.Requests).Options!.MaxOutputTokens);
    }

    [Fact]
    public async Task A_chat_client_of_the_container_is_served()
    {
        await using var app = await TestApp.StartAsync(a => a.MapHumeLanguageModel("/chat/completions"), s => s.AddChatClient(FakeChatClient.Saying("From the container.")));

        Assert.Contains("From the container.", (await PostAsync(app, Request)).Events[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_that_nobody_has_answered_go_to_EVI_with_tools_and_results_back()
    {
        var model = new FakeChatClient((_, _) => Updates(
            new FunctionCallContent("call-1", "inner", new Dictionary<string, object?>()), new FunctionResultContent("call-1", "done"),
            new FunctionCallContent("call-2", "hang_up", new Dictionary<string, object?> { ["why"] = "bye" })));
        await using var app = await StartAsync(model);

        var (_, events) = await PostAsync(app, """
            {"messages":[
              {"role":"assistant","content":null,"tool_calls":[{"id":"call-0","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]},
              {"role":"tool","tool_call_id":"call-0","content":"Hail."}],
             "tools":[{"type":"function","function":{"name":"hang_up","description":"Ends the call.","parameters":{"type":"object","properties":{"why":{"type":"string"}}}}}]}
            """);

        var choice = JsonNode.Parse(events[^2])!["choices"]![0]!;
        Assert.Equal("tool_calls", (string?)choice["finish_reason"]);
        var call = Assert.Single(choice["delta"]!["tool_calls"]!.AsArray())!;
        Assert.Equal(("call-2", "hang_up", """{"why":"bye"}"""), ((string?)call["id"], (string?)call["function"]!["name"], (string?)call["function"]!["arguments"]));
        var (messages, options) = Assert.Single(model.Requests);
        Assert.Equal("Oslo", Assert.IsType<FunctionCallContent>(Assert.Single(messages[0].Contents)).Arguments!["city"]!.ToString());
        Assert.Equal("Hail.", Assert.IsType<FunctionResultContent>(Assert.Single(messages[1].Contents)).Result);
        Assert.Equal(("hang_up", "Ends the call."), (options!.Tools!.Single().Name, options.Tools!.Single().Description));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Half an ")]
    public async Task A_failure_is_told_without_details_and_logged_with_them(string? words)
    {
        await using var app = await StartAsync(new((_, _) => FakeChatClient.Failing(words)));

        var (response, events) = await PostAsync(app, Request);

        var text = string.Join('\n', events);
        Assert.Equal(words is null ? HttpStatusCode.InternalServerError : HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("The language model failed.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.Contains("hunter2", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chat_client_is_cancelled_when_EVI_hangs_up_and_words_come_before_the_end()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync(new((_, token) => FakeChatClient.Hanging("Once upon a time", cancelled, token)));

        using (var request = new HttpRequestMessage(HttpMethod.Post, "/chat/completions") { Content = Json(Request) })
        using (var response = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync()))
            Assert.Contains("Once upon a time", await reader.ReadLineAsync(), StringComparison.Ordinal);

        await cancelled.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("", app.Log);
    }

    [Theory]
    [InlineData("not JSON", HttpStatusCode.BadRequest, "not JSON")]
    [InlineData("{}", HttpStatusCode.BadRequest, "'messages'")]
    [InlineData("""{"messages":[5]}""", HttpStatusCode.BadRequest, "not an object")]
    [InlineData("""{"messages":[{"content":"hi"}]}""", HttpStatusCode.BadRequest, "no role")]
    [InlineData("""{"messages":[{"role":"assistant","tool_calls":[{"id":"1"}]}]}""", HttpStatusCode.BadRequest, "no name")]
    [InlineData("""{"messages":[{"role":"user","content":"cut \ud83d"}]}""", HttpStatusCode.BadRequest, "half of a surrogate pair")]
    [InlineData("""{"messages":[],"tools":[{"name":"","parameters":{}}]}""", HttpStatusCode.BadRequest, "A tool of the request has no name")]
    [InlineData("""{"messages":[],"tools":[{"name":"look","parameters":"[]"}]}""", HttpStatusCode.BadRequest, "no JSON object")]
    [InlineData("long", HttpStatusCode.RequestEntityTooLarge, "2000 bytes")]
    public async Task A_wrong_request_is_answered_with_what_is_wrong(string body, HttpStatusCode status, string expected)
    {
        await using var app = await StartAsync(FakeChatClient.Saying(), new() { MaxRequestBytes = 2_000 });

        var (response, events) = await PostAsync(app, body == "long" ? new string(' ', 3_000) : body);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(expected, string.Join('\n', events), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Basic the-key", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer the-key", HttpStatusCode.OK)]
    public async Task A_key_is_asked_for_if_there_is_one(string? authorization, HttpStatusCode expected)
    {
        await using var app = await StartAsync(FakeChatClient.Saying("Hello."), new() { ApiKey = "the-key" });
        app.Client.DefaultRequestHeaders.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);

        Assert.Equal(expected, (await PostAsync(app, Request)).Response.StatusCode);
    }

    [Theory]
    [InlineData("the-key\n", "white space")]
    [InlineData(" ", "is empty")]
    public async Task A_key_that_no_request_can_have_is_refused_at_the_start(string key, string expected)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(FakeChatClient.Saying("Hello."), new() { ApiKey = key }));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static Task<TestApp> StartAsync(FakeChatClient client, HumeLanguageModelOptions? options = null) =>
        TestApp.StartAsync(app => app.MapHumeLanguageModel("/chat/completions", client, options));

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<(HttpResponseMessage Response, string[] Events)> PostAsync(TestApp app, string json, string query = "")
    {
        var response = await app.Client.PostAsync(new Uri("/chat/completions" + query, UriKind.Relative), Json(json));
        var text = await response.Content.ReadAsStringAsync();
        return (response, [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.StartsWith("data: ", StringComparison.Ordinal) ? l[6..] : l)]);
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Updates(params AIContent[] contents)
    {
        foreach (var content in contents)
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, [content]);
        }
    }
}
