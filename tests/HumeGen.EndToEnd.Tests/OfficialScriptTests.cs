using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Batch;
using Hume.ExpressionMeasurement.Stream;
using Hume.Tts;

namespace Hume.EndToEnd;

/// <summary>The script that Hume's own client runs (tests/smoke/official-client/run.mjs), step by step with ours: both must find the same.</summary>
public class OfficialScriptTests : EndToEndTest
{
    [Fact]
    public async Task Speech_works_as_in_the_official_script()
    {
        var request = new PostedTts { Utterances = [new() { Text = "Hello from another client.", Description = "calm" }], Format = new FormatWav() };

        var spoken = (await Hume.Tts.SynthesizeJsonAsync(request, cancellationToken: Patience)).Generations.Single();
        Assert.True(spoken.Duration > 0.5);
        Assert.Equal("RIFF"u8, spoken.Audio.Span[..4]);
        var file = await BytesAsync(Hume.Tts.SynthesizeFileAsync(request, cancellationToken: Patience));
        Assert.Equal("RIFF"u8, file.AsSpan(0, 4));
        Assert.True((await BytesAsync(Hume.Tts.SynthesizeFileStreamingAsync(request, cancellationToken: Patience))).Length > 10_000);
        var chunks = await ListAsync(Hume.Tts.SynthesizeJsonStreamingAsync(request, cancellationToken: Patience));
        Assert.True(chunks.Count > 1);
        Assert.True(Assert.IsType<SnippetAudioChunk>(chunks[^1]).IsLastChunk);

        var voice = await Hume.Tts.Voices.CreateAsync(new() { GenerationId = spoken.GenerationId, Name = "made here" }, cancellationToken: Patience);
        Assert.Contains(await ListAsync(Hume.Tts.Voices.ListAsync(new() { Provider = VoiceProvider.CustomVoice })), v => v.Id == voice.Id);
        Assert.NotEmpty(await ListAsync(Hume.Tts.Voices.ListAsync(new() { Provider = VoiceProvider.HumeAi })));
        await Hume.Tts.SynthesizeJsonAsync(
            new() { Utterances = [new() { Text = "Again.", Voice = new PostedUtteranceVoiceWithId { Id = voice.Id! } }] }, cancellationToken: Patience);
        await Hume.Tts.Voices.DeleteAsync(new() { Name = "made here" }, cancellationToken: Patience);
        await Assert.ThrowsAsync<HumeValidationException>(() => Hume.Tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = "" }] }, cancellationToken: Patience));
    }

    [Fact]
    public async Task Configuration_works_as_in_the_official_script()
    {
        var evi = Hume.EmpathicVoice;
        var tool = (await evi.Tools.CreateToolAsync(new() { Name = "weather", Parameters = """{"type":"object"}""" }))!;
        Assert.Equal(0, tool.Version);
        Assert.Equal(1, (await evi.Tools.CreateToolVersionAsync(tool.Id, new() { Parameters = "{}" }))!.Version);
        Assert.Contains(await ListAsync(evi.Tools.ListToolsAsync(new() { PageSize = 1 })), t => t?.Id == tool.Id);
        Assert.Equal(2, (await ListAsync(evi.Tools.ListToolVersionsAsync(tool.Id, new() { RestrictToMostRecent = false }))).Count);
        await evi.Tools.UpdateToolNameAsync(tool.Id, new() { Name = "weather_report" });
        Assert.Equal("second", (await evi.Tools.UpdateToolDescriptionAsync(tool.Id, 1, new() { VersionDescription = "second" }))!.VersionDescription);
        Assert.Equal("weather_report", (await evi.Tools.GetToolVersionAsync(tool.Id, 1))!.Name);

        var prompt = (await evi.Prompts.CreatePromptAsync(new() { Name = "kind", Text = "Be kind." }))!;
        Assert.Equal(1, (await evi.Prompts.CreatePromptVersionAsync(prompt.Id, new() { Text = "Be brief." }))!.Version);
        Assert.Contains(await ListAsync(evi.Prompts.ListPromptsAsync(new() { PageSize = 1 })), p => p?.Id == prompt.Id);
        Assert.Equal(2, (await evi.Prompts.ListPromptVersionsAsync(prompt.Id, new() { RestrictToMostRecent = false }).GetPageAsync(Patience)).PromptsPage.Count);
        await evi.Prompts.UpdatePromptNameAsync(prompt.Id, new() { Name = "brief" });
        Assert.Equal("brief", (await evi.Prompts.GetPromptVersionAsync(prompt.Id, 0))!.Name);

        var config = await evi.Configs.CreateConfigAsync(new() { Name = "helper", EviVersion = "3", Prompt = new() { Id = prompt.Id, Version = 0 }, Tools = [new() { Id = tool.Id }] });
        Assert.Equal(prompt.Id, config.Prompt!.Id);
        Assert.Equal(1, (await evi.Configs.CreateConfigVersionAsync(config.Id!, new() { EviVersion = "3" })).Version);
        Assert.Contains(await ListAsync(evi.Configs.ListConfigsAsync(new() { PageSize = 1 })), c => c.Id == config.Id);
        Assert.Equal(2, (await ListAsync(evi.Configs.ListConfigVersionsAsync(config.Id!, new() { RestrictToMostRecent = false }))).Count);
        await evi.Configs.UpdateConfigNameAsync(config.Id!, new() { Name = "helper too" });
        await evi.Configs.UpdateConfigDescriptionAsync(config.Id!, 1, new() { VersionDescription = "second" });
        Assert.Equal("helper too", (await evi.Configs.GetConfigVersionAsync(config.Id!, 0)).Name);
        await Assert.ThrowsAnyAsync<HumeApiException>(() => evi.Configs.GetConfigVersionAsync("00000000-0000-4000-8000-000000000000", 0));

        await evi.Configs.DeleteConfigVersionAsync(config.Id!, 1);
        await evi.Configs.DeleteConfigAsync(config.Id!);
        await evi.Prompts.DeletePromptAsync(prompt.Id);
        await evi.Tools.DeleteToolAsync(tool.Id);
    }

    [Fact]
    public async Task History_works_as_in_the_official_script()
    {
        var evi = Hume.EmpathicVoice;
        await using (var chat = await evi.Chat.ConnectAsync(cancellationToken: Patience))
            await chat.WaitForMetadataAsync(Patience);
        var chats = await ListAsync(evi.Chats.ListChatsAsync(new() { PageSize = 5 }));
        Assert.NotEmpty(await ListAsync(evi.Chats.ListChatEventsAsync(chats[0].Id)));
        Assert.Equal(chats[0].Id, (await evi.Chats.GetAudioAsync(chats[0].Id)).Id);
        var groups = await ListAsync(evi.ChatGroups.ListChatGroupsAsync());
        Assert.Equal(groups[0].Id, (await evi.ChatGroups.GetChatGroupAsync(groups[0].Id).GetPageAsync(Patience)).Id);
        Assert.NotEmpty(await ListAsync(evi.ChatGroups.ListChatGroupEventsAsync(groups[0].Id)));
        await evi.ChatGroups.GetAudioAsync(groups[0].Id).GetPageAsync(Patience);
    }

    [Fact]
    public async Task Batch_jobs_work_as_in_the_official_script()
    {
        var batch = Hume.ExpressionMeasurement.Batch;
        var job = await batch.StartInferenceJobAsync(new() { Text = ["How wonderful!"], Models = new() { Language = new() } });
        await batch.WaitForCompletionAsync(job.Id, cancellationToken: Patience);

        var prediction = (await batch.GetJobPredictionsAsync(job.Id)).Single().Results!.Predictions[0].Models.Language!.GroupedPredictions[0].Predictions[0];
        Assert.Equal(53, prediction.Emotions.Count);
        var archive = await BytesAsync(batch.GetJobArtifactsAsync(job.Id));
        Assert.Equal("PK"u8, archive.AsSpan(0, 2));
        Assert.Contains(await batch.ListJobsAsync(new() { Status = [Status.Completed] }), j => j is InferenceJob done && done.JobId == job.Id);
    }

    [Fact]
    public async Task A_chat_works_as_in_the_official_script()
    {
        var evi = Hume.EmpathicVoice;
        var tool = (await evi.Tools.CreateToolAsync(new() { Name = "weather_report", Parameters = """{"type":"object"}""" }))!;
        var config = await evi.Configs.CreateConfigAsync(new() { Name = "helper", EviVersion = "3", Tools = [new() { Id = tool.Id }] });
        await using var chat = await evi.Chat.ConnectAsync(
            new() { ConfigId = config.Id, ConfigVersion = 0, AllowConnection = true, SessionSettings = new() { SystemPrompt = "Be brief." } }, cancellationToken: Patience);
        var metadata = await chat.WaitForMetadataAsync(Patience);

        var ended = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        await chat.SendAsync(new UserInput { Text = "Good morning!" });
        await ended;

        await chat.SendAsync(new SessionSettings
        {
            Audio = new() { Encoding = AudioConfigurationEncoding.Linear16, SampleRate = 16_000, Channels = 1 },
            Variables = new Dictionary<string, SessionSettingsVariablesValue> { ["name"] = "Ada" },
        });
        var heard = chat.WaitForAsync<UserMessage>(cancellationToken: Patience);
        ended = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        foreach (var frame in EndToEnd.Speech.Frames(16_000, loud: 10).Concat(EndToEnd.Speech.Frames(16_000, silent: 10)))
            await chat.SendAsync(new AudioInput { Data = frame });
        Assert.Equal(48, (await heard).Models!.Prosody!.Scores!.Scores.Count());
        await ended;

        var called = chat.WaitForAsync<ToolCallMessage>(cancellationToken: Patience);
        var informed = chat.WaitForAsync<AssistantMessage>(m => m.Message.Content!.Contains("Sunny", StringComparison.Ordinal), Patience);
        await chat.SendAsync(new UserInput { Text = "What is the weather like in Oslo?" });
        ended = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        await chat.SendAsync(new ToolResponseMessage { ToolCallId = (await called).ToolCallId, Content = "Sunny, 20 degrees." });
        await informed;
        await ended;

        ended = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        await evi.ControlPlane.SendAsync(metadata.ChatId, new AssistantInput { Text = "From the side." }, cancellationToken: Patience);
        await ended;

        await using (var side = await evi.ControlPlane.ConnectAsync(metadata.ChatId, cancellationToken: Patience))
        {
            ended = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
            var beside = side.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
            await side.SendAsync(new UserInput { Text = "And from beside it." });
            await Task.WhenAll(ended, beside);
        }

        ended = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        await chat.SendAsync(new PauseAssistantMessage());
        await chat.SendAsync(new ResumeAssistantMessage());
        await chat.SendAsync(new AssistantInput { Text = "Good bye." });
        await ended;
    }

    [Fact]
    public async Task Streamed_speech_works_as_in_the_official_script()
    {
        await using var socket = await Hume.Tts.StreamInput.ConnectAsync(
            new() { NoBinary = true, FormatType = AudioFormatType.Wav, InstantMode = false, IncludeTimestampTypes = [TimestampType.Word] }, cancellationToken: Patience);
        await socket.SendAsync(new PublishTts { Text = "Spoken while it is " });
        await socket.SendAsync(new PublishTts { Text = "being written." });
        await socket.FlushAsync(Patience);
        await socket.CompleteAsync(Patience);

        var items = await ListAsync(socket.ReadAllAsync(Patience));

        Assert.Contains(items, i => i is SnippetAudioChunk { Audio.Length: > 100 });
        Assert.Contains(items, i => i is TimestampMessage);
    }

    [Fact]
    public async Task The_expression_stream_works_as_in_the_official_script()
    {
        await using var stream = await Hume.ExpressionMeasurement.Stream.ConnectAsync(cancellationToken: Patience);

        var result = await stream.MeasureAsync(new() { Data = "I am so glad you came!", RawText = true, Models = new() { Language = new() }, PayloadId = "first" }, Patience);

        var predictions = Assert.IsType<StreamModelPredictions>(result);
        Assert.Equal("first", predictions.PayloadId);
        Assert.Equal(53, predictions.Language!.Predictions![0].Emotions!.Count);
        Assert.Equal("E0206", Assert.IsType<StreamErrorMessage>(await stream.MeasureTextAsync(new string('x', 10_001), cancellationToken: Patience)).Code);
    }

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }

    private static async Task<byte[]> BytesAsync(Task<BinaryResponse> call)
    {
        await using var response = await call;
        using var copy = new MemoryStream();
        await response.CopyToAsync(copy);
        return copy.ToArray();
    }
}
