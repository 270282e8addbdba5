using Hume.EmpathicVoice;

namespace Hume.EndToEnd;

public class ChatTests : EndToEndTest
{
    private static readonly Tool Weather = new()
    {
        Type = ToolType.Function,
        Name = "get_weather",
        Parameters = """{"type":"object","properties":{"place":{"type":"string"}},"required":["place"]}""",
    };

    [Fact]
    public async Task A_chat_begins_with_its_ids()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);

        var metadata = await chat.WaitForMetadataAsync(Patience);

        Assert.NotEmpty(metadata.ChatId);
        Assert.Equal(metadata, chat.Metadata);
        Assert.IsType<ChatMetadata>(await chat.Reader.ReadAsync(Patience));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#chat-without-metadata")]
    public async Task A_chat_whose_metadata_does_not_come_fails_in_time()
    {
        var clock = new ManualTime();
        await using var server = await EchoServer.StartAsync();
        using var hume = new HumeClient(new HumeClientOptions { BaseAddress = server.Address, ApiKey = "k", TimeProvider = clock });
        await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);

        var metadata = chat.WaitForMetadataAsync(Patience);
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(metadata.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => metadata);
        Assert.Equal((ApiTimeoutKind.Ready, TimeSpan.FromSeconds(10)), (error.Kind, error.Timeout));
        Assert.Equal(RealtimeEnd.ReadyTimeout, (await chat.Closed).End);
    }

    [Fact]
    public async Task Text_is_answered_with_text_and_with_bytes_of_audio()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        await chat.SendAsync(new UserInput { Text = "Good morning!" }, Patience);

        var messages = await UntilEndAsync(chat);

        Assert.NotEmpty(Assert.IsType<AssistantMessage>(messages.First(m => m is AssistantMessage)).Message.Content!);
        var audio = messages.OfType<AudioOutput>().ToList();
        Assert.NotEmpty(audio);
        Assert.All(audio, a => Assert.Equal("RIFF"u8, a.Data.Span[..4]));
    }

    [Fact]
    public async Task Speech_is_heard_and_measured()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        await chat.SendAsync(new SessionSettings { Audio = new() { Encoding = AudioConfigurationEncoding.Linear16, SampleRate = 16_000, Channels = 1 } }, Patience);
        var heard = chat.WaitForAsync<UserMessage>(m => m.Interim != true, Patience);
        foreach (var frame in Speech.Frames(16_000, loud: 12).Concat(Speech.Frames(16_000, silent: 12)))
            await chat.SendAsync(new AudioInput { Data = frame }, Patience);

        var user = await heard;

        Assert.Equal(48, user.Models!.Prosody!.Scores!.Scores.Count());
        Assert.True(user.Time!.End > user.Time.Begin);
    }

    [Fact]
    public async Task A_tool_gets_its_arguments_and_its_result_is_used()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        chat.Tools.Handle("get_weather", (arguments, _) => Task.FromResult($"Hail in {arguments.GetProperty("place").GetString()}."));
        await chat.SendAsync(new SessionSettings { Tools = [Weather] }, Patience);
        var answer = chat.WaitForAsync<AssistantMessage>(m => m.Message.Content!.Contains("Hail in Oslo", StringComparison.Ordinal), Patience);

        await chat.SendAsync(new UserInput { Text = "What is the weather in Oslo?" }, Patience);

        await answer;
    }

    public static TheoryData<Exception, bool, string> Failures() => new()
    {
        { new InvalidOperationException("password=hunter2"), false, "The tool failed." },
        { new HumeApiException("secret", System.Net.HttpStatusCode.NotFound), false, "The tool failed." },
        { new ToolErrorException("The weather station is closed."), false, "The weather station is closed." },
        { new InvalidOperationException("password=hunter2"), true, "password=hunter2" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_tool_that_fails_is_reported_to_the_chat_without_details_unless_they_are_meant_for_it(Exception failure, bool detailed, string expected)
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        chat.Tools.IncludeErrorDetails = detailed;
        chat.Tools.Handle("get_weather", (_, _) => throw failure);
        await chat.SendAsync(new SessionSettings { Tools = [Weather] }, Patience);
        var ended = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);

        await chat.SendAsync(new UserInput { Text = "What is the weather in Oslo?" }, Patience);

        await ended;
        Assert.Equal(expected, await ToolAnswerAsync(chat));
    }

    [Fact]
    public async Task A_call_without_a_handler_is_left_to_the_reader()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        await chat.SendAsync(new SessionSettings { Tools = [Weather] }, Patience);
        var call = chat.WaitForAsync<ToolCallMessage>(cancellationToken: Patience);
        await chat.SendAsync(new UserInput { Text = "What is the weather in Oslo?" }, Patience);
        var answer = chat.WaitForAsync<AssistantMessage>(m => m.Message.Content!.Contains("Fog", StringComparison.Ordinal), Patience);

        await chat.SendAsync(new ToolResponseMessage { ToolCallId = (await call).ToolCallId, Content = "Fog." }, Patience);

        await answer;
    }

    [Fact]
    public async Task Waiting_ends_with_the_connection()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        var never = chat.WaitForAsync<UserInterruption>(cancellationToken: Patience);

        await chat.CloseAsync(Patience);

        var error = await Assert.ThrowsAsync<RealtimeClosedException>(() => never);
        Assert.Equal(RealtimeEnd.ClosedByClient, error.Close.End);
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        using var enough = new CancellationTokenSource();
        var never = chat.WaitForAsync<UserInterruption>(cancellationToken: enough.Token);

        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
        Assert.Equal(RealtimeState.Open, chat.State);
    }

    [Fact]
    public async Task A_condition_that_throws_is_its_waiters_own_problem()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        var bad = chat.WaitForAsync<AssistantEnd>(_ => throw new FormatException("mine"), Patience);
        var good = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);

        await chat.SendAsync(new UserInput { Text = "Hello!" }, Patience);

        await good;
        Assert.Equal("mine", (await Assert.ThrowsAsync<FormatException>(() => bad)).Message);
    }

    [Fact]
    public async Task A_second_connection_hears_and_speaks()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(new() { AllowConnection = true }, cancellationToken: Patience);
        var metadata = await chat.WaitForMetadataAsync(Patience);
        await using var side = await Hume.EmpathicVoice.ControlPlane.ConnectAsync(metadata.ChatId, cancellationToken: Patience);
        var first = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        var second = side.WaitForAsync<AssistantEnd>(cancellationToken: Patience);

        await side.SendAsync(new UserInput { Text = "Hello from the side!" }, Patience);

        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_chat_that_allows_no_second_connection_refuses_it()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        var metadata = await chat.WaitForMetadataAsync(Patience);

        await Assert.ThrowsAnyAsync<ApiClientException>(async () =>
        {
            await using var side = await Hume.EmpathicVoice.ControlPlane.ConnectAsync(metadata.ChatId, cancellationToken: Patience);
            await side.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        });
    }

    [Fact]
    public async Task A_chat_is_resumed_in_its_group()
    {
        ChatMetadata earlier;
        await using (var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience))
        {
            earlier = await chat.WaitForMetadataAsync(Patience);
            await chat.CloseAsync(Patience);
        }

        await using var resumed = await Hume.EmpathicVoice.Chat.ConnectAsync(new() { ResumedChatGroupId = earlier.ChatGroupId }, cancellationToken: Patience);
        var later = await resumed.WaitForMetadataAsync(Patience);

        Assert.Equal(earlier.ChatGroupId, later.ChatGroupId);
        Assert.NotEqual(earlier.ChatId, later.ChatId);
    }

    [Fact]
    public async Task What_was_said_is_in_the_history()
    {
        string id;
        await using (var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience))
        {
            id = (await chat.WaitForMetadataAsync(Patience)).ChatId;
            await chat.SendAsync(new UserInput { Text = "Remember this." }, Patience);
            await UntilEndAsync(chat);
            await chat.CloseAsync(Patience);
        }

        var texts = new List<string?>();
        await foreach (var said in Hume.EmpathicVoice.Chats.ListChatEventsAsync(id, cancellationToken: Patience))
            texts.Add(said.MessageText);

        Assert.Contains("Remember this.", texts);
    }

    [Fact]
    public async Task A_wrong_key_is_a_typed_error()
    {
        using var stranger = new HumeClient(new HumeClientOptions { BaseAddress = Address, ApiKey = "not-the-key" });

        var error = await Assert.ThrowsAsync<HumeAuthenticationException>(() => stranger.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience));

        Assert.DoesNotContain("not-the-key", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_settings_come_as_an_error_with_a_remedy_and_the_chat_goes_on()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        var refused = chat.WaitForAsync<WebSocketError>(cancellationToken: Patience);
        await chat.SendAsync(new SessionSettings { Audio = new() { Encoding = "mulaw", SampleRate = 8_000, Channels = 1 } }, Patience);

        var error = await refused;

        Assert.Equal("E0716", error.Code);
        Assert.NotNull(error.ErrorCode?.Remedy);
        await chat.SendAsync(new UserInput { Text = "Still there?" }, Patience);
        await UntilEndAsync(chat);
    }

    private async Task<List<ISubscribeEvent>> UntilEndAsync(IChatConnection chat)
    {
        var messages = new List<ISubscribeEvent>();
        await foreach (var message in chat.ReadAllAsync(Patience))
        {
            messages.Add(message);
            if (message is AssistantEnd)
                break;
        }

        return messages;
    }
}
