using System.Text;
using Hume.EmpathicVoice;
using HumeGen.Audio;

namespace Hume.AI.Tests;

public sealed class RealtimeTests
{
    [Fact]
    public async Task A_turn_of_the_assistant_is_a_response_with_text_and_audio()
    {
        await using var hume = await Simulated.StartAsync();
        await using var session = await hume.Client.EmpathicVoice.Chat.AsIRealtimeClient().CreateSessionAsync();

        await session.SendAsync(Say("Good evening!"));
        var messages = await UntilAsync(session, RealtimeServerMessageType.ResponseDone);

        Assert.Equal("Good evening!", Contents<TextContent>(messages, RealtimeServerMessageType.ConversationItemAdded).Single().Text);
        var created = messages.OfType<ResponseCreatedRealtimeServerMessage>().First();
        var done = messages.OfType<ResponseCreatedRealtimeServerMessage>().Last();
        Assert.Equal((created.ResponseId, RealtimeResponseStatus.Completed), (done.ResponseId, done.Status));
        var output = messages.OfType<OutputTextAudioRealtimeServerMessage>().ToList();
        var text = output.Single(o => o.Type == RealtimeServerMessageType.OutputAudioTranscriptionDone).Text;
        Assert.NotEmpty(text!);
        Assert.Equal(text, string.Concat(output.Where(o => o.Type == RealtimeServerMessageType.OutputAudioTranscriptionDelta).Select(o => o.Text)));
        var audio = Convert.FromBase64String(output.First(o => o.Type == RealtimeServerMessageType.OutputAudioDelta).Audio!);
        Assert.Equal("RIFF", Encoding.ASCII.GetString(audio, 0, 4));
        Assert.Contains(messages, m => m.Type == RealtimeServerMessageType.RawContentOnly && m.RawRepresentation is ChatMetadata);
    }

    [Fact]
    public async Task Speech_is_heard_and_answered_by_samples_where_they_are_asked_for()
    {
        await using var hume = await Simulated.StartAsync();
        var speech = await hume.Client.Tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = "Can you hear me?" }], Format = new Hume.Tts.FormatWav() });
        var pcm = PcmAudio.FromWav(speech.Generations[0].Audio);
        await using var session = await hume.Client.EmpathicVoice.Chat.AsIRealtimeClient().CreateSessionAsync(new()
        {
            InputAudioFormat = new("audio/pcm", pcm.Format.SampleRate),
            OutputAudioFormat = new("audio/pcm", 48_000),
        });

        await session.SendAsync(new InputAudioBufferAppendRealtimeClientMessage(new(pcm.Data, "audio/pcm")));
        await session.SendAsync(new InputAudioBufferAppendRealtimeClientMessage(new(new byte[pcm.Format.SampleRate * 2], "audio/pcm")));
        var messages = await UntilAsync(session, RealtimeServerMessageType.ResponseDone);

        var heard = messages.OfType<InputAudioTranscriptionRealtimeServerMessage>().Single(m => m.Type == RealtimeServerMessageType.InputAudioTranscriptionCompleted);
        Assert.NotEmpty(heard.Transcription!);
        Assert.NotNull(Assert.IsType<UserMessage>(heard.RawRepresentation).Models?.Prosody);
        var audio = Convert.FromBase64String(messages.OfType<OutputTextAudioRealtimeServerMessage>().First(o => o.Audio is not null).Audio!);
        Assert.NotEqual("RIFF", Encoding.ASCII.GetString(audio, 0, 4));
    }

    [Fact]
    public async Task Options_reach_the_chat()
    {
        await using var hume = await Simulated.StartAsync();
        var config = await hume.Client.EmpathicVoice.Configs.CreateConfigAsync(new() { EviVersion = "3", Name = "realtime" });
        await using var session = await hume.Client.EmpathicVoice.Chat.AsIRealtimeClient().CreateSessionAsync(
            new() { Model = config.Id, Instructions = "Be brief.", Tools = [AIFunctionFactory.CreateDeclaration("roll", "Rolls a die.", Schema("{}"))] });

        Assert.Equal(config.Id, hume.Request("/v0/evi/chat").Query.Single(q => q.Key == "config_id").Value);
        await session.SendAsync(Say("roll"));
        var call = await CallAsync(session);
        Assert.Equal("roll", call.Name);
    }

    [Fact]
    public async Task A_function_is_run_by_function_invocation_and_its_result_is_spoken()
    {
        await using var hume = await Simulated.StartAsync();
        var weather = AIFunctionFactory.Create((string location) => $"Hail in {location}.", "get_current_weather", "Tells the weather.", AIJsonUtilities.DefaultOptions);
        using var client = hume.Client.EmpathicVoice.Chat.AsIRealtimeClient().AsBuilder().UseFunctionInvocation().Build();
        await using var session = await client.CreateSessionAsync(new() { Tools = [weather] });

        await session.SendAsync(Say("What is the weather like in Oslo?"));
        var messages = await UntilAsync(session, RealtimeServerMessageType.ResponseDone);

        Assert.Contains("Hail in Oslo.", messages.OfType<OutputTextAudioRealtimeServerMessage>().Last(o => o.Text is not null).Text!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_function_is_told_without_its_exception()
    {
        await using var hume = await Simulated.StartAsync();
        await using var session = await hume.Client.EmpathicVoice.Chat.AsIRealtimeClient().CreateSessionAsync(
            new() { Tools = [AIFunctionFactory.CreateDeclaration("roll", null, Schema("{}"))] });
        await session.SendAsync(Say("roll"));
        var call = await CallAsync(session);

        await session.SendAsync(new CreateConversationItemRealtimeClientMessage(
            new([new FunctionResultContent(call.CallId, null) { Exception = new InvalidOperationException("password=hunter2") }])));
        await UntilAsync(session, RealtimeServerMessageType.ResponseDone);

        Assert.Equal("The tool failed.", Assert.Single(await hume.ToolAnswersAsync()));
    }

    public static TheoryData<string, RealtimeSessionOptions> WithoutCounterpart() => new()
    {
        { "SessionKind", new() { SessionKind = RealtimeSessionKind.Transcription } },
        { "MaxOutputTokens", new() { MaxOutputTokens = 5 } },
        { "OutputModalities", new() { OutputModalities = ["text"] } },
        { "OutputModalities", new() { OutputModalities = ["audio", "video"] } },
        { "VoiceActivityDetection", new() { VoiceActivityDetection = new() } },
        { "ToolMode", new() { ToolMode = ChatToolMode.RequireAny } },
        { "audio/opus", new() { InputAudioFormat = new("audio/opus", 48_000) } },
        { "audio/mpeg", new() { OutputAudioFormat = new("audio/mpeg", 48_000) } },
        { "code_interpreter", new() { Tools = [new HostedCodeInterpreterTool()] } },
    };

    [Theory]
    [MemberData(nameof(WithoutCounterpart))]
    public async Task An_option_without_a_counterpart_is_refused_before_anything_is_sent(string named, RealtimeSessionOptions options)
    {
        await using var hume = await Simulated.StartAsync();

        var error = await Assert.ThrowsAsync<NotSupportedException>(() => hume.Client.EmpathicVoice.Chat.AsIRealtimeClient().CreateSessionAsync(options));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Empty(hume.Simulator.Requests);
    }

    [Fact]
    public async Task Messages_that_EVI_cannot_take_are_refused_and_its_own_go_as_they_are()
    {
        await using var hume = await Simulated.StartAsync();
        await using var session = await hume.Client.EmpathicVoice.Chat.AsIRealtimeClient().CreateSessionAsync();

        await Assert.ThrowsAsync<NotSupportedException>(() => session.SendAsync(new InputAudioBufferCommitRealtimeClientMessage()));
        await Assert.ThrowsAsync<NotSupportedException>(() => session.SendAsync(new CreateResponseRealtimeClientMessage { Instructions = "Shout." }));
        await Assert.ThrowsAsync<NotSupportedException>(() => session.SendAsync(new RealtimeClientMessage()));
        await session.SendAsync(new RealtimeClientMessage { RawRepresentation = new AssistantInput { Text = "I say this." } });

        var messages = await UntilAsync(session, RealtimeServerMessageType.ResponseDone);
        Assert.Contains(messages.OfType<OutputTextAudioRealtimeServerMessage>(), o => o.Text == "I say this.");
    }

    [Fact]
    public async Task An_error_of_EVI_has_its_code_and_a_closed_session_ends_the_stream()
    {
        await using var hume = await Simulated.StartAsync();
        await using var session = await hume.Client.EmpathicVoice.Chat.AsIRealtimeClient().CreateSessionAsync();
        await session.SendAsync(new CreateConversationItemRealtimeClientMessage(new([new FunctionResultContent("nobody", "21")])));

        var error = (await UntilAsync(session, RealtimeServerMessageType.Error)).OfType<ErrorRealtimeServerMessage>().Single();
        Assert.Equal("E0400", error.Error!.ErrorCode);

        await session.GetService<IChatConnection>()!.DisposeAsync();
        await foreach (var _ in session.GetStreamingResponseAsync())
        {
        }
    }

    private static async Task<FunctionCallContent> CallAsync(IRealtimeClientSession session)
    {
        var type = RealtimeServerMessageType.ResponseOutputItemDone;
        return Contents<FunctionCallContent>(await UntilAsync(session, type), type).Single();
    }

    private static CreateConversationItemRealtimeClientMessage Say(string text) => new(new([new TextContent(text)], role: ChatRole.User));

    private static System.Text.Json.JsonElement Schema(string json) => System.Text.Json.JsonElement.Parse(json);

    private static async Task<List<RealtimeServerMessage>> UntilAsync(IRealtimeClientSession session, RealtimeServerMessageType type)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var messages = new List<RealtimeServerMessage>();
        await foreach (var message in session.GetStreamingResponseAsync(limit.Token))
        {
            messages.Add(message);
            if (message.Type == type)
                break;
        }

        return messages;
    }

    private static IEnumerable<T> Contents<T>(IEnumerable<RealtimeServerMessage> messages, RealtimeServerMessageType type) => messages
        .OfType<ResponseOutputItemRealtimeServerMessage>().Where(m => m.Type == type).SelectMany(m => m.Item!.Contents.OfType<T>());
}
