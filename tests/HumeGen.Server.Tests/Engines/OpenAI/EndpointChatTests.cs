using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using HumeGen.Server.Engines;
using HumeGen.Server.OpenAI;
using HumeGen.Server.Tests.Chats;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Tests.Engines.OpenAI;

/// <summary>A server that thinks by an endpoint with the protocol of OpenAI.</summary>
public class EndpointChatTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_question_is_answered_by_the_endpoint_while_it_still_writes()
    {
        var goesOn = new TaskCompletionSource();
        await using var endpoint = await FakeEndpoint.StartAsync(async (http, _) =>
        {
            http.Response.ContentType = "text/event-stream";
            await http.Response.WriteAsync("data: " + FakeEndpoint.Chunk("""{"role":"assistant","content":"Paris is the capital. "}""") + "\n\n");
            await goesOn.Task;
            await http.Response.WriteAsync("data: " + FakeEndpoint.Chunk("""{"content":"It lies on the Seine."}""") + "\n\ndata: [DONE]\n\n");
        });
        await using var host = await StartAsync(new() { Address = endpoint.Address, Model = "small", Key = "sk-test" });
        var (chat, _) = await host.OpenChatAsync();
        await using var socket = chat;
        await chat.SayAsync("What is the capital of France?");

        var first = (await chat.ReadUntilAsync("assistant_message"))[^1];
        goesOn.SetResult();
        var rest = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal("Paris is the capital.", (string?)first["message"]!["content"]);
        Assert.Contains(rest, message => (string?)message["message"]?["content"] == "It lies on the Seine.");
        var request = await endpoint.Requests.ReadAsync().AsTask().WaitAsync(Bound);
        Assert.Equal("/v1/chat/completions", request.Path);
        Assert.Equal("Bearer sk-test", request.Headers["authorization"]);
        Assert.Equal("small", (string?)request.Json["model"]);
        Assert.True((bool)request.Json["stream"]!);
        var last = request.Json["messages"]!.AsArray()[^1]!;
        Assert.Equal("user", (string?)last["role"]);
        Assert.Contains("What is the capital of France?", last["content"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_is_called_and_its_answer_goes_back_to_the_endpoint()
    {
        await using var endpoint = await FakeEndpoint.StartAsync((http, count) => count == 1
            ? FakeEndpoint.StreamAsync(
                http,
                """{"role":"assistant","tool_calls":[{"index":0,"id":"call_7","type":"function","function":{"name":"weather","arguments":"{\"city\":"}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"\"Oslo\"}"}}]}""")
            : FakeEndpoint.StreamAsync(http, """{"content":"It is sunny."}"""));
        var engines = new HumeServerEngines().AddOpenAI(new() { Chat = new() { Address = endpoint.Address, Model = "m" } });
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}""");
        var weather = AIFunctionFactory.CreateDeclaration("weather", "Tells the weather.", schema.RootElement);
        var options = new ChatOptions { Tools = [weather], AdditionalProperties = new() { ["model_resource"] = "another" } };
        List<ChatMessage> messages = [new(ChatRole.User, "How is the weather in Oslo?")];

        var called = await engines.Chat!.GetStreamingResponseAsync(messages, options).ToChatResponseAsync();
        messages.AddRange(called.Messages);
        messages.Add(new(ChatRole.Tool, [new FunctionResultContent("call_7", "sunny, 21 degrees")]));
        var answer = await engines.Chat.GetStreamingResponseAsync(messages, options).ToChatResponseAsync();

        var call = Assert.Single(called.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>());
        Assert.Equal("Oslo", call.Arguments!["city"]!.ToString());
        Assert.Equal("It is sunny.", answer.Text);
        var first = await endpoint.Requests.ReadAsync();
        Assert.False(first.Headers.ContainsKey("authorization"));
        Assert.Equal("weather", (string?)first.Json["tools"]![0]!["function"]!["name"]);
        Assert.DoesNotContain("another", first.Json.ToJsonString(), StringComparison.Ordinal);
        var second = (await endpoint.Requests.ReadAsync()).Json["messages"]!.AsArray();
        Assert.Equal("call_7", (string?)second[^1]!["tool_call_id"]);
        Assert.Contains("sunny, 21 degrees", second[^1]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_Azure_gets_the_version_in_the_query_and_the_key_in_its_header()
    {
        await using var endpoint = await FakeEndpoint.StartAsync((http, _) => FakeEndpoint.StreamAsync(http, """{"content":"Yes."}"""));
        var address = new Uri(endpoint.Address, "/openai/deployments/mine");

        var answer = await AskAsync(new() { Address = address, Model = "mine", Key = "azure-key", KeyHeader = "api-key", ApiVersion = "2024-10-21" });

        Assert.Equal("Yes.", answer.Text);
        var request = await endpoint.Requests.ReadAsync();
        Assert.Equal("/openai/deployments/mine/chat/completions", request.Path);
        Assert.Equal("?api-version=2024-10-21", request.Query);
        Assert.Equal("azure-key", request.Headers["api-key"]);
        Assert.False(request.Headers.ContainsKey("authorization"));
    }

    [Fact]
    public async Task What_fails_for_a_moment_is_asked_again()
    {
        await using var endpoint = await FakeEndpoint.StartAsync(
            (http, count) => count == 1 ? FakeEndpoint.FailAsync(http, 503, "overloaded") : FakeEndpoint.StreamAsync(http, """{"content":"Here I am."}"""));

        Assert.Equal("Here I am.", (await AskAsync(new() { Address = endpoint.Address, Model = "m", Retries = 1 })).Text);
    }

    [Theory]
    [InlineData(401, "invalid_api_key", "The endpoint of the engine answered with the status 401 (invalid_api_key).", "Check its key.")]
    [InlineData(404, "model_not_found", "The endpoint of the engine answered with the status 404 (model_not_found).", "Check its address and the name of the model.")]
    [InlineData(400, "You said my diagnosis", "The endpoint of the engine answered with the status 400.", "")]
    public async Task An_error_says_what_and_where_and_repeats_neither_the_key_nor_what_was_said(int status, string code, string told, string advice)
    {
        await using var endpoint = await FakeEndpoint.StartAsync((http, _) => FakeEndpoint.FailAsync(http, status, code));

        var fault = (await AskAsync(new() { Address = endpoint.Address, Model = "m", Key = "sk-secret" })).Fault!;

        Assert.Equal(told, fault.Message);
        Assert.Contains(endpoint.Address.ToString(), fault.ToString(), StringComparison.Ordinal);
        Assert.Contains(advice, fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(FakeEndpoint.Said, fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3600")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task An_endpoint_that_wants_to_be_asked_much_later_is_not_waited_for(string later)
    {
        await using var endpoint = await FakeEndpoint.StartAsync((http, _) =>
        {
            http.Response.Headers.RetryAfter = later;
            return FakeEndpoint.FailAsync(http, 429, "rate_limit_exceeded");
        });

        var fault = (await AskAsync(new() { Address = endpoint.Address, Model = "m" })).Fault!;

        Assert.Equal("The endpoint of the engine answered with the status 429 (rate_limit_exceeded).", fault.Message);
    }

    [Theory]
    [InlineData("""{"error":{"code":"a"},"error":{"code":"b"}}""")]
    [InlineData("""{"error":{"code":"a","code":"b"}}""")]
    [InlineData("""{"error":["my diagnosis"]}""")]
    [InlineData("""{"error":{"code":{"a":1}}}""")]
    [InlineData("my diagnosis")]
    public async Task An_error_in_any_form_is_told_by_its_status(string body)
    {
        await using var endpoint = await FakeEndpoint.StartAsync((http, _) =>
        {
            http.Response.StatusCode = 400;
            return http.Response.WriteAsync(body);
        });

        var fault = (await AskAsync(new() { Address = endpoint.Address, Model = "m" })).Fault!;

        Assert.Equal("The endpoint of the engine answered with the status 400.", fault.Message);
        Assert.DoesNotContain(FakeEndpoint.Said, fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task An_answer_without_end_is_given_up(int status)
    {
        await using var endpoint = await FakeEndpoint.StartAsync(async (http, _) =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = "text/event-stream";
            await http.Response.WriteAsync("data: ");
            var rest = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(rest, http.RequestAborted);
        });

        var fault = (await AskAsync(new() { Address = endpoint.Address, Model = "m", Retries = 0 })).Fault!;

        Assert.Equal("The endpoint of the engine sent more than 64 MB.", fault.Message);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var other = await FakeEndpoint.StartAsync((http, _) => FakeEndpoint.StreamAsync(http, """{"content":"Yes."}"""));
        await using var endpoint = await FakeEndpoint.StartAsync((http, _) =>
        {
            http.Response.Redirect(other.Address + "/chat/completions", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });

        var fault = (await AskAsync(new() { Address = endpoint.Address, Model = "m", Key = "sk-secret" })).Fault!;

        Assert.Equal("The endpoint of the engine answered with the redirect 307, which is not followed.", fault.Message);
        Assert.False(other.Requests.TryRead(out _));
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_that_is_silent_and_that_sends_something_else_are_told_apart()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var free = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1");
        listener.Stop();
        await using var silent = await FakeEndpoint.StartAsync((http, _) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        await using var page = await FakeEndpoint.StartAsync((http, _) => http.Response.WriteAsync("data: <html>\n\n"));

        var absent = (await AskAsync(new() { Address = free, Model = "m", Retries = 0 })).Fault!;
        var late = (await AskAsync(new() { Address = silent.Address, Model = "m", Retries = 0, Timeout = TimeSpan.FromSeconds(0.3) })).Fault!;
        var strange = (await AskAsync(new() { Address = page.Address, Model = "m", Retries = 0 })).Fault!;

        Assert.StartsWith("The endpoint of the engine cannot be reached (ConnectionError).", absent.Message, StringComparison.Ordinal);
        Assert.Equal("The endpoint of the engine gave nothing for 0.3 seconds.", late.Message);
        Assert.StartsWith("The endpoint of the engine sent what cannot be read", strange.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_who_waits_any_more_cancels_the_request()
    {
        var cancelled = new TaskCompletionSource();
        await using var endpoint = await FakeEndpoint.StartAsync(async (http, _) =>
        {
            http.RequestAborted.Register(cancelled.SetResult);
            http.Response.ContentType = "text/event-stream";
            await http.Response.WriteAsync("data: " + FakeEndpoint.Chunk("""{"content":"Well, "}""") + "\n\n");
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        var engines = new HumeServerEngines().AddOpenAI(new() { Chat = new() { Address = endpoint.Address, Model = "m" } });
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in engines.Chat!.GetStreamingResponseAsync("Go on.", cancellationToken: stop.Token))
                await stop.CancelAsync();
        });

        await cancelled.Task.WaitAsync(Bound);
    }

    [Theory]
    [InlineData("ftp://localhost/v1", "m", "k")]
    [InlineData("http://user:secret@localhost/v1", "m", "k")]
    [InlineData("http://localhost/v1?key=secret", "m", "k")]
    [InlineData("http://localhost/v1", " ", "k")]
    [InlineData("http://localhost/v1", "m", "secret\n")]
    public void Options_that_make_no_sense_are_refused_without_the_secret(string address, string model, string key)
    {
        var fault = Assert.Throws<ArgumentException>(
            () => new HumeServerEngines().AddOpenAI(new() { Chat = new() { Address = new Uri(address), Model = model, Key = key } }));

        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    private static Task<HumeHost> StartAsync(OpenAIEndpoint chat) =>
        HumeHost.StartAsync(Served.Server, engines: engines => engines.AddOpenAI(new() { Chat = chat }));

    private static async Task<(string? Text, Exception? Fault)> AskAsync(OpenAIEndpoint endpoint)
    {
        try
        {
            using var chat = new HumeServerEngines().AddOpenAI(new() { Chat = endpoint }).Chat!;
            return ((await chat.GetStreamingResponseAsync(FakeEndpoint.Said).ToChatResponseAsync().WaitAsync(Bound)).Text, null);
        }
        catch (EngineException fault)
        {
            return (null, fault);
        }
    }
}
