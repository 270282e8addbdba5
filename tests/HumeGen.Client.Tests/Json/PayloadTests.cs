using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Batch;
using Hume.ExpressionMeasurement.Stream;
using Hume.Tts;
using HumeGen.Json;

namespace Hume.Tests;

/// <summary>The properties of payloads that were read. Other tests write every payload again and compare it.</summary>
public class PayloadTests
{
    [Fact]
    public async Task Jobs_have_their_properties()
    {
        var job = Assert.IsType<InferenceJob>(await Client("batch.get-job-details.response.json").ExpressionMeasurement.Batch.GetJobDetailsAsync("j"));
        var state = Assert.IsType<StateInferenceCompleted>(job.State);
        Assert.Equal((42UL, 1UL, DateTimeOffset.FromUnixTimeMilliseconds(1_721_000_001_333)), (state.NumPredictions, state.NumErrors, state.StartedTimestamp));
        Assert.NotNull(job.Request.Models!.Burst);
        Assert.Equal((48UL, 0.95), (job.Request.Models.Face!.MinFaceSize, job.Request.Models.Face.ProbThreshold));
        Assert.Equal(Granularity.Sentence, job.Request.Models.Language!.Granularity);

        var jobs = await Client("batch.list-jobs.response.json").ExpressionMeasurement.Batch.ListJobsAsync();
        Assert.Equal("quay.mp4", Assert.IsType<InferenceJob>(Assert.Single(jobs)).Request.Files[0].Filename);
    }

    [Fact]
    public async Task Predictions_have_their_properties()
    {
        var results = await Client("batch.get-job-predictions.response.json").ExpressionMeasurement.Batch.GetJobPredictionsAsync("j");
        Assert.Equal("https://media.example.org/harbour.zip", Assert.IsType<SourceUrl>(results[0].Source).Url);
        var face = results[0].Results!.Predictions[0].Models.Face!.GroupedPredictions[0].Predictions[0];
        Assert.Equal((20.5, 402.0625), (face.Box.Y, face.Box.H));
        Assert.Equal(48, face.Emotions.Count);
        Assert.Null(face.Facs);
    }

    [Fact]
    public async Task Configs_have_their_properties()
    {
        var config = await Client("evi.configs.create-config.response.json").EmpathicVoice.Configs.CreateConfigAsync(new() { Name = "n", EviVersion = "3" });
        Assert.Equal(("Ferry Desk", 0L, "2"), (config.Name, config.Version, config.EviVersion));
        Assert.Equal("Ferry Prompt", config.Prompt!.Name);
        Assert.Equal((ModelProviderEnum.Google, LanguageModelType.Gemini2_5Flash, 1.0),
            (config.LanguageModel!.ModelProvider!.Value, config.LanguageModel.ModelResource!.Value, config.LanguageModel.Temperature!.Value));
        Assert.Equal(-66, config.Voice!.CustomVoice!.Parameters.Relaxedness);
        Assert.Equal(ReturnCustomVoiceBaseVoice.Stella, config.Voice.CustomVoice.BaseVoice);
        Assert.Equal((true, 1800L), (config.Timeouts!.MaxDuration.Enabled, config.Timeouts.MaxDuration.DurationSecs));
        Assert.Equal(2, (await Client("evi.configs.list-config-versions.response.json").EmpathicVoice.Configs.ListConfigVersionsAsync("c").ToListAsync()).Count);
    }

    [Fact]
    public async Task Chats_have_their_properties()
    {
        var page = await Client("evi.chat-groups.get-chat-group.response.json").EmpathicVoice.ChatGroups.GetChatGroupAsync("g").GetPageAsync();
        Assert.False(page.Active);
        Assert.Equal(ReturnChatStatus.UserEnded, page.ChatsPage[0].Status);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_719_500_099_004), page.ChatsPage[0].EndTimestamp);
        Assert.Null(page.ChatsPage[0].Config);
    }

    [Fact]
    public async Task Speech_has_its_properties_and_its_audio_as_bytes()
    {
        var speech = await Client("tts.synthesize-json.response.json").Tts.SynthesizeJsonAsync(new() { Utterances = [] });
        var generation = Assert.Single(speech.Generations);
        Assert.Equal("RIFF whole"u8.ToArray(), generation.Audio.ToArray());
        Assert.Equal((3.25125, 52_020L, 48_000L, AudioFormatType.Wav), (generation.Duration, generation.FileSize, generation.Encoding.SampleRate, generation.Encoding.Format));
        Assert.Equal("RIFF part"u8.ToArray(), generation.Snippets[0][0].Audio.ToArray());

        var chunk = Assert.IsType<SnippetAudioChunk>(Read(ITtsOutput.ReadJson, "tts.convert-voice-json.item.json"));
        Assert.Equal("chunk one"u8.ToArray(), chunk.Audio.ToArray());
        Assert.Equal((120L, TimestampType.Word), (chunk.Snippet!.Timestamps![0].Time.End, chunk.Snippet.Timestamps[0].Type));

        var timestamp = Assert.IsType<TimestampMessage>(Read(IStreamInputEvent.ReadJson, "stream-input.subscribe.timestamp.json")).Timestamp;
        Assert.Equal(("ɔ", 15L), (timestamp.Text, timestamp.Time.Begin));
    }

    [Fact]
    public void Chat_messages_have_their_properties()
    {
        var user = Assert.IsType<UserMessage>(Read(EmpathicVoice.ISubscribeEvent.ReadJson, "chat.subscribe.user_message.json"));
        Assert.Equal((true, "da", "To the island", 340L), (user.Interim, user.Language, user.Message.Content, user.Time!.Begin));
        Assert.Equal(0.004, user.Models!.Prosody!.Scores.Admiration);
        Assert.NotNull(user.Models.Prosody.Scores.SurprisePositive);

        var audio = Assert.IsType<AudioOutput>(Read(EmpathicVoice.ISubscribeEvent.ReadJson, "chat.subscribe.audio_output.json"));
        Assert.Equal("RIFF ahoy"u8.ToArray(), audio.Data.ToArray());
        Assert.Equal("""{"deck":1,"window":true}""", Assert.IsType<ToolCallMessage>(Read(EmpathicVoice.ISubscribeEvent.ReadJson, "chat.subscribe.tool_call.json")).Parameters);
        Assert.Equal("E0709", Assert.IsType<WebSocketError>(Read(EmpathicVoice.ISubscribeEvent.ReadJson, "chat.subscribe.error.json")).Code);

        var unknown = Assert.IsType<EmpathicVoice.UnknownSubscribeEvent>(Read(EmpathicVoice.ISubscribeEvent.ReadJson, Payloads.OfUnknownType));
        Assert.Equal(3, unknown.Json.GetProperty("waves")[2].GetProperty("height").GetInt32());

        var settings = Assert.IsType<SessionSettings>(Read(IPublishEvent.ReadJson, "chat.publish.session_settings.json"));
        Assert.Equal(("Ole", 12.0, false), (settings.Variables!["captain"].AsString, settings.Variables["crew"].AsDouble, settings.Variables["sober"].AsBoolean));
        Assert.Equal(2, settings.Metadata!["deck"].GetInt32());
        Assert.Equal("sound"u8.ToArray(), Assert.IsType<AudioInput>(Read(IPublishEvent.ReadJson, "chat.publish.audio_input.json")).Data.ToArray());
    }

    [Fact]
    public void Stream_messages_have_their_properties()
    {
        var face = Assert.IsType<StreamModelPredictions>(ReadStream("models.subscribe.face.json"));
        Assert.Equal((2.5, "face-1"), (face.Face!.Predictions![0].Bbox!.Y, face.Face.Predictions[0].FaceId));
        var words = Assert.IsType<StreamModelPredictions>(ReadStream("models.subscribe.language.json"));
        Assert.Equal(("7", 15.0), (words.Language!.Predictions![0].Sentiment![1].Name, words.Language.Predictions[0].Position!.End));
        Assert.Equal("E0205", Assert.IsType<StreamErrorMessage>(ReadStream("models.subscribe.error.json")).Code);
        Assert.Equal("W0105", Assert.IsType<StreamWarningMessage>(ReadStream("models.subscribe.warning.json")).Code);
        Assert.NotNull(Assert.IsType<StreamModelPredictions>(ReadStream("models.subscribe.job_details.json")).JobDetails!.JobId);
        Assert.Null(Assert.IsType<StreamModelPredictions>(ReadStream("models.subscribe.empty.json")).Face);

        var request = Assert.IsType<StreamModelsEndpointPayload>(Read(IStreamClientMessage.ReadJson, "models.publish.text.json"));
        Assert.Equal(StreamGranularity.Passage, request.Models!.Language!.Granularity);
        Assert.Empty(request.Models.Language.Sentiment!);
    }

    [Fact]
    public void Errors_have_their_properties()
    {
        Assert.Equal("evi_version is required", ApiJson.Read<ErrorResponse>(Payloads.Text("http.error-400.json")).Message);
        var location = Assert.Single(ApiJson.Read<HttpValidationError>(Payloads.Text("http.error-422.json")).Detail!).Loc;
        Assert.Equal("utterances", location[1].AsString);
        Assert.Equal(2, location[2].AsInt64);
    }

    private static ExpressionMeasurement.Stream.IStreamSubscribeEvent ReadStream(string file) => Read(ExpressionMeasurement.Stream.IStreamSubscribeEvent.ReadJson, file);

    private static T Read<T>(JsonReader<T> read, string file) => ApiJson.Read(System.Text.Encoding.UTF8.GetBytes(Payloads.Text(file)), read);

    private static HumeClient Client(string file) => TestClient.Answering(Payloads.Text(file));
}
