using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Tests;
using Microsoft.Extensions.AI;
using static HumeGen.Server.Tests.Chats.ChatWire;

namespace HumeGen.Server.Tests.Chats;

/// <summary>The language model writes what the assistant says and calls tools.</summary>
public sealed class ThinkingTests
{
    private const string Dice =
        """{"type":"function","name":"dice","description":"Throws dice.","parameters":"{\"type\":\"object\",\"properties\":{\"sides\":{\"type\":\"integer\"}}}","fallback_content":"No dice today."}""";

    [Fact]
    public async Task A_sentence_is_spoken_while_the_model_still_writes_the_next_one()
    {
        var more = new TaskCompletionSource();
        var model = new ScriptedChatClient((_, _, _, stop) => WriteAsync(stop));
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync();
        await using var __ = chat;

        await chat.SayAsync("Hello");
        await chat.ReadAsync("user_message");
        Assert.Equal("This is the first sentence.", Said(await chat.ReadAsync("assistant_message")));
        await chat.ReadUntilAsync("audio_output");
        more.SetResult();
        var rest = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal("And this is the second", Said(Assert.Single(rest, message => (string?)message["type"] == "assistant_message")));

        async IAsyncEnumerable<ChatResponseUpdate> WriteAsync([EnumeratorCancellation] CancellationToken stop)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "This is the ");
            yield return new ChatResponseUpdate(ChatRole.Assistant, "first sentence. And this ");
            await more.Task.WaitAsync(stop);
            yield return new ChatResponseUpdate(ChatRole.Assistant, "is the second");
        }
    }

    [Fact]
    public async Task Sentences_end_where_a_reader_would_end_them_however_the_model_cuts_its_text()
    {
        await using var host = await HumeHost.StartServerAsync(options =>
            options.Engines.Chat = ScriptedChatClient.Saying("See example", ".", "com for it", ".", ".", ".", " Is that all", "?", "!", " \"Yes", ".", "\"", " Bye", "."));
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;

        await chat.SayAsync("Hello");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal(
            ["See example.com for it...", "Is that all?!", "\"Yes.\"", "Bye."], turn.Where(message => (string?)message["type"] == "assistant_message").Select(Said));
    }

    [Fact]
    public async Task The_model_gets_the_conversation_with_the_system_prompt_and_its_variables()
    {
        var model = ScriptedChatClient.Saying("Fine. Thanks.");
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync("session_settings[system_prompt]=Call%20them%20%7B%7Bname%7D%7D%2C%20aged%20%7B%7Bage%7D%7D%2C%20%7B%7Bnothing%7D%7D"
            + "&session_settings[variables][name]=Ada&session_settings[variables][age]=30.0");
        await using var _ = chat;
        await chat.ReadAsync("session_settings");
        await chat.SayAsync("How are you?");
        await chat.ReadUntilAsync("assistant_end");
        await chat.SendAsync("""{"type":"assistant_input","text":"By the way."}""");
        await chat.ReadUntilAsync("assistant_end");

        await chat.SayAsync("Yes?");
        await chat.ReadUntilAsync("assistant_end");

        Assert.Equal(
            [
                ("system", "Call them Ada, aged 30.0, {{nothing}}"), ("user", "How are you?"), ("assistant", "Fine. Thanks. By the way."), ("user", "Yes?"),
            ],
            Shown(model.Calls[1].Messages));
    }

    [Fact]
    public async Task A_message_that_was_spoken_has_its_scores()
    {
        var model = ScriptedChatClient.Saying("Yes.");
        await using var host = await HumeHost.StartServerAsync(options =>
        {
            options.Engines.Chat = model;
            options.Engines.SpeechToText = new ScriptedSpeechToText { Whole = _ => Task.FromResult("Hello") };
            options.Engines.Prosody = new ScriptedProsody(_ => [new ExpressionScore("Joy", 0.5)]);
        });
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(Speech(800), Silence(900));
        await chat.ReadUntilAsync("assistant_end");

        var scores = Assert.IsAssignableFrom<IReadOnlyList<ExpressionScore>>(model.Calls[0].Messages[0].AdditionalProperties!["prosody"]);
        Assert.Equal([new ExpressionScore("Joy", 0.5)], scores);
    }

    [Fact]
    public async Task Context_is_added_to_messages_of_the_user_for_good_or_for_one_answer()
    {
        var model = ScriptedChatClient.Saying("Yes.");
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;

        foreach (var (context, text) in new[]
        {
            ("""{"text":"It rains.","type":"persistent"}""", "One"), ("""{"text":"Be quick.","type":"temporary"}""", "Two"), (null, "Three"), ("null", "Four"),
        })
        {
            if (context is not null)
            {
                await chat.SendAsync($$"""{"type":"session_settings","context":{{context}}}""");
                await chat.ReadAsync("session_settings");
            }

            await chat.SayAsync(text);
            Assert.Equal(text, Said((await chat.ReadUntilAsync("assistant_end"))[0]));
        }

        Assert.Equal(
            [
                "One {Context: It rains.}", "Two {Context: It rains.} {Context: Be quick.}", "Three {Context: It rains.}", "Four",
            ],
            model.Calls.Select(call => call.Messages.Last(message => message.Role == ChatRole.User).Text));
        Assert.Equal("Two {Context: It rains.}", model.Calls[2].Messages[2].Text);
    }

    [Fact]
    public async Task A_tool_is_declared_called_and_its_result_goes_back_to_the_model()
    {
        var model = ScriptedChatClient.With(
            [new FunctionCallContent("m1", "dice", new Dictionary<string, object?> { ["sides"] = 6 })], [new TextContent("A four.")]);
        await using var host = await StartAsync(model);
        var (chat, metadata) = await host.OpenChatAsync();
        await using var _ = chat;
        await SetAsync(chat, $$"""{"type":"session_settings","tools":[{{Dice}}]}""");

        await chat.SayAsync("Throw");
        await chat.ReadAsync("user_message");
        var call = await chat.ReadAsync("tool_call");
        await chat.SendAsync($$"""{"type":"tool_response","tool_call_id":"{{call["tool_call_id"]}}","content":"4"}""");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal(("dice", """{"sides":6}""", "function", true), ((string?)call["name"], (string?)call["parameters"], (string?)call["tool_type"], (bool)call["response_required"]!));
        Assert.Equal("A four.", Said(turn[0]));
        var declared = Assert.IsAssignableFrom<AIFunctionDeclaration>(Assert.Single(model.Calls[0].Options!.Tools!));
        Assert.Equal(("dice", "Throws dice.", "integer"), (declared.Name, declared.Description, declared.JsonSchema.GetProperty("properties").GetProperty("sides").GetProperty("type").GetString()));
        var result = Assert.Single(model.Calls[1].Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>());
        var asked = Assert.Single(model.Calls[1].Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        Assert.Equal(("4", asked.CallId), (result.Result, result.CallId));
        Assert.Equal(
            ["FUNCTION_CALL", "FUNCTION_CALL_RESPONSE"],
            (await host.EventsAsync(metadata)).Select(entry => (string)entry["type"]!).Where(type => type.StartsWith("FUNCTION", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_tool_that_fails_gives_the_model_its_fallback_and_not_the_error()
    {
        var model = ScriptedChatClient.With([new FunctionCallContent("m1", "dice")], [new TextContent("Sorry.")]);
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;
        await SetAsync(chat, $$"""{"type":"session_settings","tools":[{{Dice}}]}""");
        await chat.SayAsync("Throw");
        var call = (await chat.ReadUntilAsync("tool_call"))[^1];

        await chat.SendAsync($$"""{"type":"tool_error","tool_call_id":"{{call["tool_call_id"]}}","error":"database password wrong"}""");
        await chat.ReadUntilAsync("assistant_end");

        var result = Assert.Single(model.Calls[1].Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>());
        Assert.Equal("No dice today.", result.Result);
        Assert.NotNull(result.Exception);
        Assert.DoesNotContain("password", result.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_made_at_once_are_answered_in_any_order_before_the_model_goes_on()
    {
        var model = ScriptedChatClient.With([new FunctionCallContent("a", "dice"), new FunctionCallContent("b", "dice")], [new TextContent("Done.")]);
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;
        await SetAsync(chat, $$"""{"type":"session_settings","tools":[{{Dice}}]}""");
        await chat.SayAsync("Throw");
        await chat.ReadAsync("user_message");
        var first = await chat.ReadAsync("tool_call");
        var second = await chat.ReadAsync("tool_call");

        await chat.SendAsync($$"""{"type":"tool_response","tool_call_id":"{{second["tool_call_id"]}}","content":"2"}""");
        await chat.SendAsync($$"""{"type":"tool_response","tool_call_id":"{{first["tool_call_id"]}}","content":"1"}""");
        await chat.ReadUntilAsync("assistant_end");

        Assert.Equal(2, model.Calls.Count);
        Assert.Equal(["1", "2"], model.Calls[1].Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Select(result => result.Result));
    }

    [Fact]
    public async Task A_call_without_an_answer_has_a_result_of_its_own_when_the_user_goes_on()
    {
        var model = ScriptedChatClient.With([new FunctionCallContent("a", "dice")], [new TextContent("Well.")]);
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;
        await SetAsync(chat, $$"""{"type":"session_settings","tools":[{{Dice}}]}""");
        await chat.SayAsync("Throw");
        await chat.ReadUntilAsync("tool_call");

        await chat.SayAsync("Never mind");
        await chat.ReadUntilAsync("assistant_end");

        Assert.Equal(["user", "assistant", "tool", "user"], model.Calls[1].Messages.Select(message => message.Role.Value));
    }

    [Fact]
    public async Task A_tool_that_does_not_exist_is_told_to_the_model_alone()
    {
        var model = ScriptedChatClient.With([new FunctionCallContent("a", "fly")], [new TextContent("I cannot fly.")]);
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;

        await chat.SayAsync("Fly");
        await chat.ReadAsync("user_message");

        Assert.Equal("I cannot fly.", Said(await chat.ReadAsync("assistant_message")));
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task Hang_up_says_what_there_is_to_say_and_closes_the_chat(Served form)
    {
        await using var host = await HumeHost.StartAsync(form);
        var config = await host.ConfigAsync(""" "builtin_tools":[{"name":"hang_up"}] """);
        var (chat, metadata) = await host.OpenChatAsync("config_id=" + config);
        await using var _ = chat;

        await chat.SayAsync("Goodbye then.");
        var messages = await chat.ReadToCloseAsync(1000);

        var call = messages.Single(message => (string?)message["type"] == "tool_call");
        Assert.Equal(("hang_up", "builtin", false), ((string?)call["name"], (string?)call["tool_type"], (bool)call["response_required"]!));
        Assert.Equal("builtin", (string?)messages.Single(message => (string?)message["type"] == "tool_response")["tool_type"]);
        Assert.Equal("USER_ENDED", (string?)(await host.GetAsync($"/v0/evi/chats/{metadata["chat_id"]}")).Json["status"]);
    }

    [Fact]
    public async Task Web_search_has_no_engine_and_says_so()
    {
        var model = ScriptedChatClient.With([new FunctionCallContent("a", "web_search")], [new TextContent("I cannot search.")]);
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;
        await SetAsync(chat, """{"type":"session_settings","builtin_tools":[{"name":"web_search","fallback_content":"Nothing found."}]}""");

        await chat.SayAsync("Who won?");
        var turn = await chat.ReadUntilAsync("assistant_end");

        var error = turn.Single(message => (string?)message["type"] == "tool_error");
        Assert.Equal(("builtin", "This server has no engine for web_search."), ((string?)error["tool_type"], (string?)error["error"]));
        Assert.Equal("I cannot search.", Said(turn.Single(message => (string?)message["type"] == "assistant_message")));
        Assert.Equal("Nothing found.", model.Calls[1].Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Single().Result);
    }

    [Fact]
    public async Task A_model_that_calls_tools_without_end_is_stopped()
    {
        var model = ScriptedChatClient.With([new FunctionCallContent("a", "web_search")]);
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;
        await SetAsync(chat, """{"type":"session_settings","builtin_tools":[{"name":"web_search"}]}""");

        await chat.SayAsync("Who won?");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal("I0100", (string?)turn[^2]["code"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_model_that_fails_or_is_missing_is_told_ends_the_turn_and_the_chat_goes_on(bool missing)
    {
        await using var host = await StartAsync(missing ? null : new ScriptedChatClient((_, _, _, _) => throw new InvalidOperationException("the key sk-1")));
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;

        for (var i = 0; i < 2; i++)
        {
            await chat.SayAsync("Hello");
            await chat.ReadAsync("user_message");
            var error = await chat.ReadAsync("error");
            await chat.ReadAsync("assistant_end");
            Assert.Equal("I0100", (string?)error["code"]);
            Assert.DoesNotContain("sk-1", error.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_interruption_stops_the_model_even_one_that_does_not_listen(bool deaf)
    {
        var still = new Standstill();
        var model = new ScriptedChatClient((call, _, _, stop) => call > 0 ? ScriptedChatClient.Texts("Here I am.")
            : deaf ? still.DeafAsync<ChatResponseUpdate>() : still.NothingAsync<ChatResponseUpdate>(stop));
        await using var host = await StartAsync(model);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;
        await chat.SayAsync("Hello");
        await still.Begun;

        await chat.SayAsync("Hello?");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal("Here I am.", Said(turn.Single(message => (string?)message["type"] == "assistant_message")));
        if (!deaf)
            await still.Cancelled;
    }

    [Fact]
    public async Task A_model_that_writes_nothing_for_too_long_is_given_up()
    {
        var clock = new ManualTime();
        var still = new Standstill();
        await using var host = await HumeHost.StartServerAsync(options =>
        {
            options.TimeProvider = clock;
            options.Engines.Chat = new ScriptedChatClient((_, _, _, _) => still.DeafAsync<ChatResponseUpdate>());
        });
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;
        await chat.SayAsync("Hello");
        await chat.ReadAsync("user_message");
        await still.Begun;

        var error = chat.ReadAsync("error");
        while (!error.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(error, Task.Delay(5));
        }

        Assert.Contains("gave nothing for 60 seconds", (string?)(await error)["message"], StringComparison.Ordinal);
        await chat.ReadAsync("assistant_end");
    }

    [Theory]
    [InlineData("", "One, Yes., Two, Yes., Now")]
    [InlineData("&event_limit=3", "Yes., Now")]
    [InlineData("&session_settings[event_limit]=0", "Now")]
    public async Task A_resumed_chat_knows_what_was_said_before_up_to_the_event_limit(string limit, string expected)
    {
        var model = ScriptedChatClient.Saying("Yes.");
        await using var host = await StartAsync(model);
        var (first, metadata) = await host.OpenChatAsync();
        foreach (var text in new[] { "One", "Two" })
        {
            await first.SayAsync(text);
            await first.ReadUntilAsync("assistant_end");
        }

        await first.Client.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await first.DisposeAsync();
        var (again, _) = await host.OpenChatAsync($"resumed_chat_group_id={metadata["chat_group_id"]}{limit}");
        await using var _ = again;

        await again.SayAsync("Now");
        await again.ReadUntilAsync("assistant_end");

        // The last events are the message of the assistant, the scores of its voice, and the end.
        Assert.Equal(expected, string.Join(", ", model.Calls[^1].Messages.Select(message => message.Text)));
    }

    [Fact]
    public async Task A_nudge_comes_once_for_each_silence_of_the_user()
    {
        var clock = new ManualTime();
        await using var host = await HumeHost.StartAsync(Served.Simulator, clock: clock);
        var config = await host.ConfigAsync(""" "nudges":{"enabled":true,"interval_secs":20} """);
        var (chat, _) = await host.OpenChatAsync("config_id=" + config);
        await using var _ = chat;
        await chat.SayAsync("Hello");
        await chat.ReadUntilAsync("assistant_end");

        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("Are you still there?", Said((await chat.ReadUntilAsync("assistant_end"))[0]));
        clock.Advance(TimeSpan.FromSeconds(40));
        await chat.SayAsync("I am here");

        Assert.Equal("I am here", Said((await chat.ReadUntilAsync("assistant_end")).First(message => message["message"] is not null)));
    }

    [Fact]
    public async Task A_nudge_comes_after_an_answer_that_plays_longer_than_its_interval()
    {
        var clock = new ManualTime();
        await using var host = await HumeHost.StartAsync(Served.Simulator, clock: clock);
        var config = await host.ConfigAsync(""" "nudges":{"enabled":true,"interval_secs":3} """);
        var (chat, _) = await host.OpenChatAsync("config_id=" + config);
        await using var _ = chat;
        await chat.SayAsync(string.Join(' ', Enumerable.Repeat("This is a long story.", 5)));
        await chat.ReadUntilAsync("assistant_end");

        for (var second = 0; second < 60; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal("Are you still there?", Said((await chat.ReadUntilAsync("assistant_end"))[0]));
    }

    [Fact]
    public async Task An_event_message_without_a_text_is_written_by_the_model()
    {
        var model = ScriptedChatClient.Saying("Good morning!");
        await using var host = await StartAsync(model);
        var config = await host.ConfigAsync(""" "event_messages":{"on_new_chat":{"enabled":true}} """);
        var (chat, _) = await host.OpenChatAsync("config_id=" + config);
        await using var _ = chat;

        Assert.Equal("Good morning!", Said(await chat.ReadAsync("assistant_message")));
        Assert.Equal("on_new_chat", model.Calls[0].Options!.AdditionalProperties!["event"]);
        Assert.Equal(ChatRole.System, model.Calls[0].Messages[^1].Role);
    }

    [Fact]
    public async Task The_model_gets_the_temperature_and_the_name_that_the_config_gives()
    {
        var model = ScriptedChatClient.Saying("Yes.");
        await using var host = await StartAsync(model);
        var config = await host.ConfigAsync(
            """ "language_model":{"model_provider":"OPEN_AI","model_resource":"gpt-4o","temperature":0.25} """);
        var (chat, _) = await host.OpenChatAsync("config_id=" + config);
        await using var _ = chat;

        await chat.SayAsync("Hello");
        await chat.ReadUntilAsync("assistant_end");

        var options = model.Calls[0].Options!;
        Assert.Equal((0.25f, "OPEN_AI", "gpt-4o"), (options.Temperature, options.AdditionalProperties!["model_provider"], options.AdditionalProperties["model_resource"]));
    }

    private static Task<HumeHost> StartAsync(IChatClient? model) => HumeHost.StartServerAsync(options => options.Engines.Chat = model);

    private static async Task SetAsync(HumeSocket chat, string settings)
    {
        await chat.SendAsync(settings);
        await chat.ReadAsync("session_settings");
    }

    private static IEnumerable<(string, string)> Shown(IEnumerable<ChatMessage> messages) => messages.Select(message => (message.Role.Value, message.Text));
}
