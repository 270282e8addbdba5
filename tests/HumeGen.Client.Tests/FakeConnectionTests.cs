using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Stream;
using Hume.Tts;
using HumeGen.Testing;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Hume.Tests;

/// <summary>Code that talks over a channel can be tested without a server: on a real connection to a fake one, or on a substitute of the connection.</summary>
public class FakeConnectionTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private static ChatMetadata Metadata => new() { ChatId = "chat-1", ChatGroupId = "group-1" };

    [Fact]
    public async Task A_handler_of_a_chat_runs_on_a_fake_channel()
    {
        var fake = new FakeChannel<IPublishEvent, ISubscribeEvent>();
        fake.Receive(Metadata);
        var greeting = new Greeter(Client(new ChatConnection(fake))).GreetAsync("Hello");
        Assert.Equal("Hello", (await fake.WaitForSentAsync<UserInput>().WaitAsync(Guard)).Text);
        fake.Receive(Says("Good morning!"));
        fake.Receive(new AssistantEnd());

        Assert.Equal("chat-1: Good morning!", await greeting.WaitAsync(Guard));
        Assert.Single(fake.Sent);
    }

    [Fact]
    public async Task A_handler_of_a_chat_runs_on_a_substitute()
    {
        var chat = Substitute.For<IChatConnection>();
        chat.WaitForMetadataAsync(Arg.Any<CancellationToken>()).Returns(Metadata);
        chat.ReadAllAsync(Arg.Any<CancellationToken>()).Returns(Messages(Says("Good morning!"), new AssistantEnd()));

        var heard = await new Greeter(Client(chat)).GreetAsync("Hello").WaitAsync(Guard);

        Assert.Equal("chat-1: Good morning!", heard);
        await chat.Received(1).SendAsync(Arg.Is<IPublishEvent>(m => ((UserInput)m).Text == "Hello"), Arg.Any<CancellationToken>());
        await chat.Received(1).DisposeAsync();
    }

    [Fact]
    public async Task Events_of_a_substitute_reach_their_handlers()
    {
        var chat = Substitute.For<IChatConnection>();
        var states = new List<RealtimeState>();
        chat.StateChanged += (_, state) => states.Add(state);

        chat.StateChanged += Raise.Event<EventHandler<RealtimeState>>(chat, RealtimeState.Reconnecting);

        await chat.DisposeAsync();
        Assert.Equal([RealtimeState.Reconnecting], states);
    }

    [Fact]
    public async Task A_tool_is_called_over_a_fake_channel_and_its_answer_is_sent()
    {
        var fake = new FakeChannel<IPublishEvent, ISubscribeEvent>();
        await using var chat = new ChatConnection(fake);
        chat.Tools.Handle("get_weather", (arguments, _) => Task.FromResult("Sunny in " + arguments.GetProperty("city").GetString()));

        fake.Receive(Call("""{"city":"Oslo"}"""));

        var answer = await fake.WaitForSentAsync<ToolResponseMessage>().WaitAsync(Guard);
        Assert.Equal(("call-1", "Sunny in Oslo"), (answer.ToolCallId, answer.Content));
    }

    [Fact]
    public async Task The_tools_of_a_substitute_run_as_those_of_a_connection()
    {
        var answers = new TaskCompletionSource<ToolResponseMessage>();
        var chat = Substitute.For<IChatConnection>();
        var tools = new ToolHandlers((answer, _) => Answer(answer), (error, _) => throw new InvalidOperationException(error.Error));
        chat.Tools.Returns(tools);
        chat.Tools.Handle("get_weather", (_, _) => Task.FromResult("Sunny"));

        tools.Run(Call("{}"));

        Assert.Equal("Sunny", (await answers.Task.WaitAsync(Guard)).Content);
        await chat.DisposeAsync();

        ValueTask Answer(ToolResponseMessage answer)
        {
            answers.SetResult(answer);
            return default;
        }
    }

    [Fact]
    public async Task A_call_has_its_turn_although_the_report_of_the_one_before_throws()
    {
        var answered = new TaskCompletionSource();
        var tools = new ToolHandlers((_, _) => Answer(), (_, _) => default, _ => throw new InvalidOperationException("of the report")) { MaxParallel = 1 };
        var calls = 0;
        tools.Handle("get_weather", (_, _) => calls++ == 0 ? throw new InvalidOperationException("of the tool") : Task.FromResult("Sunny"));

        tools.Run(Call("{}"));
        tools.Run(Call("{}"));

        await answered.Task.WaitAsync(Guard);

        ValueTask Answer()
        {
            answered.SetResult();
            return default;
        }
    }

    [Fact]
    public async Task A_chat_resumes_after_a_drop_and_goes_on_with_the_script()
    {
        var fake = new FakeChannel<IPublishEvent, ISubscribeEvent>();
        await using var chat = new ChatConnection(fake);
        var reconnected = new TaskCompletionSource<RealtimeReconnected>();
        chat.Reconnected += (_, news) => reconnected.TrySetResult(news);

        fake.Receive(Metadata);
        fake.Receive(Says("Before"));
        fake.Drop();
        fake.Receive(Metadata);
        fake.Receive(Says("After"));
        fake.Close();

        Assert.Equal(["Before", "After"], await ReadAsync(chat).WaitAsync(Guard));
        Assert.True((await reconnected.Task.WaitAsync(Guard)).Resumed);
        Assert.Equal(RealtimeEnd.ClosedByServer, (await chat.Closed.WaitAsync(Guard)).End);
    }

    [Fact]
    public async Task Without_reconnecting_a_drop_is_the_end()
    {
        var fake = new FakeChannel<IPublishEvent, ISubscribeEvent>(new RealtimeOptions { Reconnect = ReconnectOptions.Off });
        await using var chat = new ChatConnection(fake);
        fake.Receive(Metadata);
        fake.Drop();

        var error = await Assert.ThrowsAsync<RealtimeClosedException>(() => ReadAsync(chat).WaitAsync(Guard));

        Assert.Equal((RealtimeEnd.ConnectionLost, 1006), (error.Close.End, error.Close.Code));
        Assert.Contains("/v0/evi/chat", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_closes_with_a_code_and_a_reason()
    {
        var fake = new FakeChannel<IPublishEvent, ISubscribeEvent>();
        await using var chat = new ChatConnection(fake);
        fake.Receive(Metadata);
        fake.Close(1008, "policy");

        var error = await Assert.ThrowsAsync<RealtimeClosedException>(() => ReadAsync(chat).WaitAsync(Guard));

        Assert.Equal((RealtimeEnd.ClosedByServer, 1008, "policy"), (error.Close.End, error.Close.Code, error.Close.Reason));
        await Assert.ThrowsAsync<RealtimeClosedException>(() => chat.SendAsync(new UserInput { Text = "too late" }).AsTask());
        Assert.Empty(fake.Sent);
    }

    [Fact]
    public async Task The_program_closes_in_good_order()
    {
        var fake = new FakeChannel<IPublishEvent, ISubscribeEvent>();
        var chat = new ChatConnection(fake);

        await chat.SendAsync(new UserInput { Text = "Bye" });
        await chat.CloseAsync().AsTask().WaitAsync(Guard);

        Assert.Single(fake.Sent);
        Assert.Equal((RealtimeEnd.ClosedByClient, 1000), ((await chat.Closed).End, (await chat.Closed).Code));
    }

    [Fact]
    public async Task A_broken_message_arrives_as_the_unknown()
    {
        var fake = new FakeChannel<IPublishEvent, ISubscribeEvent>();
        await using var chat = new ChatConnection(fake);
        fake.Receive(Metadata);
        fake.ReceiveText("{ not JSON");
        fake.ReceiveText("""{"type":"of_tomorrow"}""");
        fake.Close();

        var messages = new List<ISubscribeEvent>();
        await foreach (var message in chat.ReadAllAsync())
            messages.Add(message);

        Assert.Equal([typeof(ChatMetadata), typeof(UnknownSubscribeEvent), typeof(UnknownSubscribeEvent)], messages.Select(m => m.GetType()));
    }

    [Fact]
    public async Task Audio_comes_as_bytes_and_an_error_is_the_exception_of_the_API()
    {
        var fake = new FakeChannel<IStreamInputClientMessage, IStreamInputEvent>();
        await using var speech = new StreamInputConnection(fake);
        fake.Receive(new StreamInputAudio { Data = new byte[] { 1, 2, 3 } });
        fake.ReceiveText("""{"type":"error","code":"E0709","message":"No such voice."}""");

        var audio = new List<byte>();
        var error = await Assert.ThrowsAsync<HumeApiException>(async () =>
        {
            await foreach (var piece in speech.ReadAudioAsync())
                audio.AddRange(piece.ToArray());
        });

        Assert.Equal([1, 2, 3], audio);
        Assert.Contains("E0709", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_on_the_expression_stream_gets_the_answer_of_the_script()
    {
        var fake = new FakeChannel<IStreamClientMessage, IStreamSubscribeEvent>();
        await using var stream = new StreamConnection(fake);

        var answer = stream.MeasureTextAsync("How do you do?");
        var question = await fake.WaitForSentAsync<StreamModelsEndpointPayload>(p => p.RawText == true).WaitAsync(Guard);
        fake.Receive(new StreamWarningMessage { PayloadId = question.PayloadId, Warning = "No words." });

        Assert.Equal("No words.", Assert.IsType<StreamWarningMessage>(await answer.WaitAsync(Guard)).Warning);
    }

    [Fact]
    public async Task A_question_whose_answer_was_lost_with_its_socket_fails_and_the_next_one_is_answered()
    {
        var fake = new FakeChannel<IStreamClientMessage, IStreamSubscribeEvent>(new() { Reconnect = new ReconnectOptions() });
        await using var stream = new StreamConnection(fake);

        var lost = stream.MeasureTextAsync("How do you do?");
        await fake.WaitForSentAsync<StreamModelsEndpointPayload>().WaitAsync(Guard);
        fake.Drop();
        var error = await Assert.ThrowsAsync<ApiClientException>(() => lost.WaitAsync(Guard));
        var answer = stream.MeasureTextAsync("And now?");
        var question = await fake.WaitForSentAsync<StreamModelsEndpointPayload>(p => p.Data == "And now?").WaitAsync(Guard);
        fake.Receive(new StreamWarningMessage { PayloadId = question.PayloadId, Warning = "No words." });

        Assert.Contains("Send the payload once more", error.Message, StringComparison.Ordinal);
        Assert.Equal("No words.", Assert.IsType<StreamWarningMessage>(await answer.WaitAsync(Guard)).Warning);
    }

    [Fact]
    public async Task Text_that_never_comes_does_not_hide_the_end_of_the_connection()
    {
        var fake = new FakeChannel<IStreamInputClientMessage, IStreamInputEvent>(new() { Reconnect = ReconnectOptions.Off });
        await using var speech = new StreamInputConnection(fake);
        var speaking = ReadAllAsync();
        await fake.WaitForSentAsync<IStreamInputClientMessage>().WaitAsync(Guard);

        fake.Close(1011, "broken");

        Assert.Equal("broken", (await Assert.ThrowsAsync<RealtimeClosedException>(() => speaking.WaitAsync(Guard))).Close.Reason);

        async Task ReadAllAsync()
        {
            await foreach (var _ in speech.SpeakAsync(Words()))
            {
            }
        }

        static async IAsyncEnumerable<string> Words()
        {
            yield return "Once upon";
            await new TaskCompletionSource().Task;
        }
    }

    [Fact]
    public async Task A_script_that_is_longer_than_the_queue_is_read_in_its_order_to_the_end()
    {
        var fake = new FakeChannel<IPublishEvent, ISubscribeEvent>(new() { ReceiveQueueSize = 1, Reconnect = ReconnectOptions.Off });
        await using var chat = new ChatConnection(fake);
        var script = Enumerable.Range(0, 500).Select(i => (string?)$"{i}").ToList();
        script.ForEach(text => fake.Receive(Says(text!)));
        fake.Close();

        Assert.Equal(script, await ReadAsync(chat).WaitAsync(Guard));
    }

    [Fact]
    public async Task The_limits_of_a_fake_channel_follow_its_clock()
    {
        var time = new FakeTimeProvider();
        var fake = new FakeChannel<IPublishEvent, ISubscribeEvent>(new() { IdleTimeout = TimeSpan.FromMinutes(1), Reconnect = ReconnectOptions.Off }, time);
        await using var chat = new ChatConnection(fake);
        fake.Receive(Metadata);
        await chat.WaitForMetadataAsync().WaitAsync(Guard);

        while (!chat.Closed.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(RealtimeEnd.IdleTimeout, (await chat.Closed).End);
    }

    [Fact]
    public async Task A_fake_channel_serves_one_connection()
    {
        var fake = new FakeChannel<IPublishEvent, ISubscribeEvent>();
        await using var chat = new ChatConnection(fake);

        Assert.Contains("one for each connection", Assert.Throws<InvalidOperationException>(() => new ChatConnection(fake)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1006)]
    [InlineData(5000)]
    public void A_code_that_no_server_sends_is_refused(int code) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FakeChannel<IPublishEvent, ISubscribeEvent>().Close(code));

    /// <summary>A chat as a user might write it.</summary>
    private sealed class Greeter(IEmpathicVoiceChatClient evi)
    {
        public async Task<string> GreetAsync(string greeting)
        {
            await using var chat = await evi.ConnectAsync();
            var heard = (await chat.WaitForMetadataAsync()).ChatId + ":";
            await chat.SendAsync(new UserInput { Text = greeting });
            await foreach (var message in chat.ReadAllAsync())
            {
                if (message is AssistantMessage said)
                    heard += " " + said.Message.Content;
                if (message is AssistantEnd)
                    break;
            }

            return heard;
        }
    }

    private static IEmpathicVoiceChatClient Client(IChatConnection chat)
    {
        var client = Substitute.For<IEmpathicVoiceChatClient>();
        client.ConnectAsync().ReturnsForAnyArgs(chat);
        return client;
    }

    private static AssistantMessage Says(string text) =>
        new() { FromText = false, Message = new ChatMessage { Role = Role.Assistant, Content = text }, Models = new Inference() };

    private static ToolCallMessage Call(string arguments) =>
        new() { Name = "get_weather", Parameters = arguments, ResponseRequired = true, ToolCallId = "call-1", ToolType = ToolType.Function };

    private static async IAsyncEnumerable<ISubscribeEvent> Messages(params ISubscribeEvent[] messages)
    {
        await Task.Yield();
        foreach (var message in messages)
            yield return message;
    }

    private static async Task<List<string?>> ReadAsync(ChatConnection chat)
    {
        var texts = new List<string?>();
        await foreach (var message in chat.ReadAllAsync())
        {
            if (message is AssistantMessage said)
                texts.Add(said.Message.Content);
        }

        return texts;
    }
}
