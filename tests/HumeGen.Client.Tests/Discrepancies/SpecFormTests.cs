using System.Net;
using System.Reflection;
using System.Text.Json;
using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Batch;
using Hume.Tts;
using HumeGen.Json;

namespace Hume.Tests;

/// <summary>Oddities in the form of Hume's documents, which must not show in the client.</summary>
public class SpecFormTests
{
    private static readonly Assembly Client = typeof(HumeClient).Assembly;

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#names-with-colons-and-brackets")]
    public void Names_that_are_no_identifiers_become_plain_type_names()
    {
        Assert.NotNull(Client.GetType("Hume.ExpressionMeasurement.Batch.IStateInference"));
        Assert.NotNull(Client.GetType("Hume.ExpressionMeasurement.Batch.InferenceJob"));
        Assert.NotNull(Client.GetType("Hume.ExpressionMeasurement.Batch.GroupedPredictionsFacePrediction"));
        Assert.NotNull(Client.GetType("Hume.Tts.Snippet"));
        Assert.NotNull(Client.GetType("Hume.Tts.Timestamp"));
        Assert.NotNull(Client.GetType("Hume.EmpathicVoice.ReturnConfig"));

        // The references between them are followed as well.
        Assert.Equal(typeof(IReadOnlyList<GroupedPredictionsFacePrediction>), typeof(PredictionsOptionalNullFacePrediction).GetProperty("GroupedPredictions")!.PropertyType);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#scalars-that-must-stay-text")]
    public void Quoted_scalars_stay_text()
    {
        Assert.Equal("no", Bcp47Tag.No.Value);
        Assert.Equal(Bcp47Tag.Kinds.No, ApiJson.Read<Bcp47Tag>("\"no\"").Kind);
        Assert.Equal("""{"x":1,"y":2,"w":3,"h":4}""", ApiJson.WriteString(new BoundingBox { X = 1, Y = 2, W = 3, H = 4 }));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#enums-shown-as-empty-objects")]
    public async Task Empty_objects_in_place_of_enums_are_sent_as_strings()
    {
        var recorder = new Recorder(HttpStatusCode.OK, "[]");
        using var client = TestClient.Of(recorder);
        await client.ExpressionMeasurement.Batch.ListJobsAsync(new() { When = When.CreatedBefore, SortBy = SortBy.Started, Direction = Direction.Desc });
        Assert.Equal("?when=created_before&sort_by=started&direction=desc", recorder.Only.Uri.Query);

        AssertValues<When>("created_before", "created_after");
        AssertValues<SortBy>("created", "started", "ended");
        AssertValues<Direction>("asc", "desc");
        AssertValues<Granularity>("word", "sentence", "utterance", "conversational_turn");
        AssertValues<Bcp47Tag>(
            "zh", "da", "nl", "en", "en-AU", "en-IN", "en-NZ", "en-GB", "fr", "fr-CA", "de", "hi", "hi-Latn", "id", "it", "ja", "ko", "no", "pl", "pt", "pt-BR", "pt-PT",
            "ru", "es", "es-419", "sv", "ta", "tr", "uk");
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#empty-objects-as-switches")]
    public void Empty_objects_that_are_settings_are_sent_as_empty_objects()
    {
        var models = new Models { Burst = new(), Face = new() { Facs = new() }, Language = new() { Toxicity = new() } };
        Assert.Equal("""{"face":{"facs":{}},"burst":{},"language":{"toxicity":{}}}""", ApiJson.WriteString(models));
        var read = ApiJson.Read<Models>("""{"burst":{},"facemesh":null,"face":{"descriptions":{}}}""");
        Assert.NotNull(read.Burst);
        Assert.Null(read.Facemesh);
        Assert.NotNull(read.Face!.Descriptions);
        Assert.Null(read.Face.Facs);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#metadata-that-is-null")]
    public void Metadata_that_is_null_is_read()
    {
        const string Json = """{"metadata":null,"grouped_predictions":[]}""";
        Assert.Empty(ApiJson.Read<PredictionsOptionalNullFacePrediction>(Json).GroupedPredictions);
        Assert.Empty(ApiJson.Read<PredictionsOptionalNullBurstPrediction>(Json).GroupedPredictions);
        Assert.Empty(ApiJson.Read<PredictionsOptionalNullFacemeshPrediction>("""{"grouped_predictions":[]}""").GroupedPredictions);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#undeclared-nulls")]
    public void Nulls_that_no_schema_declares_are_read()
    {
        var request = ApiJson.Read<InferenceRequest>("""
            {"callback_url":null,"files":[],"models":{"face":{"facs":null,"descriptions":null,"min_face_size":null},"language":{"sentiment":null,"granularity":null},
             "prosody":{"window":null}},"transcription":null,"urls":null,"text":null,"notify":null}
            """);
        Assert.Null(request.CallbackUrl);
        Assert.Null(request.Models!.Prosody!.Window);
        Assert.Null(request.Models.Language!.Granularity);
        Assert.Null(request.Notify);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#discriminators-without-mapping")]
    public void Discriminators_without_mapping_distinguish_the_inline_variants()
    {
        Assert.IsType<StateInferenceQueued>(Read(IStateInference.ReadJson, """{"status":"QUEUED","created_timestamp_ms":1}"""));
        Assert.IsType<StateInferenceFailed>(Read(
            IStateInference.ReadJson, """{"status":"FAILED","created_timestamp_ms":1,"started_timestamp_ms":2,"ended_timestamp_ms":3,"message":"no face"}"""));
        Assert.IsType<SourceUrl>(Read(ISource.ReadJson, """{"type":"url","url":"https://example.org"}"""));
        Assert.IsType<SourceFile>(Read(ISource.ReadJson, """{"type":"file","md5sum":"00"}"""));
        Assert.IsType<SourceTextSource>(Read(ISource.ReadJson, """{"type":"text"}"""));
        Assert.IsType<FormatPcm>(Read(IFormat.ReadJson, """{"type":"pcm"}"""));
        Assert.IsType<TimestampMessage>(Read(ITtsOutput.ReadJson, Timestamp));
    }

    [Theory]
    [Trait("Discrepancy", "docs/discrepancies.md#variants-that-contain-each-other")]
    [InlineData("""{"status":"IN_PROGRESS","created_timestamp_ms":1,"started_timestamp_ms":2}""")]
    [InlineData("""{"created_timestamp_ms":1,"status":"IN_PROGRESS","started_timestamp_ms":2}""")]
    [InlineData("""{"created_timestamp_ms":1,"started_timestamp_ms":2,"status":"IN_PROGRESS"}""")]
    public void Variants_that_are_subsets_are_distinguished_by_the_key_at_any_position(string json)
    {
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(2), Assert.IsType<StateInferenceInProgress>(Read(IStateInference.ReadJson, json)).StartedTimestamp);
        Assert.IsType<StateInferenceQueued>(Read(IStateInference.ReadJson, json.Replace("IN_PROGRESS", "QUEUED", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#unions-of-one-variant")]
    public async Task Jobs_of_kinds_not_listed_do_not_break_the_list()
    {
        using var client = TestClient.Answering("""
            [{"type":"DREAMING","job_id":"1","state":{"status":"QUEUED"}},
             {"job_id":"2","request":{"files":[]},"state":{"status":"QUEUED","created_timestamp_ms":5},"type":"INFERENCE"},
             {"type":"TRAINING","job_id":"3","request":{"custom_model":{"name":"m"},"dataset":{"id":"d"}},"state":{"status":"QUEUED","created_timestamp_ms":6}},
             {"type":"TL_INFERENCE","job_id":"4","request":{"custom_model":{"version_id":"v"}},"state":{"status":"QUEUED","created_timestamp_ms":7}},
             {"type":"EMBEDDING_GENERATION","job_id":"5","request":{},"state":{"status":"QUEUED","created_timestamp_ms":8}}]
            """);
        var jobs = await client.ExpressionMeasurement.Batch.ListJobsAsync();
        Assert.Equal("DREAMING", Assert.IsType<UnknownUnionJob>(jobs[0]).Type);
        Assert.Equal("2", Assert.IsType<InferenceJob>(jobs[1]).JobId);
        Assert.IsType<CustomModelsTrainingJob>(jobs[2]);
        Assert.IsType<CustomModelsInferenceJob>(jobs[3]);
        Assert.IsType<EmbeddingGenerationJob>(jobs[4]);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#integer-formats")]
    public void Integer_formats_are_also_read_as_60_point_0()
    {
        Assert.Equal(60UL, ApiJson.Read<Face>("""{"min_face_size":60.0}""").MinFaceSize);
        Assert.Equal(ulong.MaxValue, ApiJson.Read<PositionInterval>("""{"begin":0,"end":18446744073709551615}""").End);
        Assert.Equal(typeof(ulong), typeof(FacePrediction).GetProperty("Frame")!.PropertyType);
        Assert.Equal(typeof(DateTimeOffset), typeof(StateInferenceQueued).GetProperty("CreatedTimestamp")!.PropertyType);
        Assert.Throws<JsonException>(() => ApiJson.Read<Face>("""{"min_face_size":60.5}"""));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#defaults-not-to-send")]
    public async Task Defaults_of_the_document_are_never_sent()
    {
        var recorder = new Recorder(HttpStatusCode.OK, "[]");
        using var client = TestClient.Of(recorder);
        await client.ExpressionMeasurement.Batch.ListJobsAsync();
        Assert.Equal("", recorder.Only.Uri.Query);
        Assert.Equal("""{"utterances":[{"text":"Hi"}]}""", ApiJson.WriteString(new PostedTts { Utterances = [new() { Text = "Hi" }] }));
        Assert.Equal("""{"models":{"face":{}}}""", ApiJson.WriteString(new InferenceBaseRequest { Models = new() { Face = new() } }));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#two-bodies-on-one-path")]
    public async Task One_path_with_two_contents_is_two_methods()
    {
        var recorder = new Recorder(HttpStatusCode.OK, """{"job_id":"j"}""");
        using var client = TestClient.Of(recorder);
        await client.ExpressionMeasurement.Batch.StartInferenceJobAsync(new() { Text = ["a"] });
        await client.ExpressionMeasurement.Batch.StartInferenceJobFromLocalFileAsync(new() { File = [FilePart.FromBytes("a"u8.ToArray(), "a.txt")] });
        Assert.All(recorder.Requests, r => Assert.Equal("POST /v0/batch/jobs", $"{r.Method} {r.Uri.AbsolutePath}"));
        Assert.Equal("application/json", recorder.Requests[0].Headers["Content-Type"]);
        Assert.StartsWith("multipart/form-data; boundary=", recorder.Requests[1].Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#settings-as-a-form-part")]
    public async Task Settings_of_an_upload_are_a_part_of_json_text_or_no_part_at_all()
    {
        var recorder = new Recorder(HttpStatusCode.OK, """{"job_id":"j"}""");
        using var client = TestClient.Of(recorder);
        var files = new[] { FilePart.FromBytes("one"u8.ToArray(), "a.wav"), FilePart.FromBytes("two"u8.ToArray(), "b.wav") };
        await client.ExpressionMeasurement.Batch.StartInferenceJobFromLocalFileAsync(new() { File = files, Json = new() { Notify = true } });
        await client.ExpressionMeasurement.Batch.StartInferenceJobFromLocalFileAsync(new() { File = files });

        var parts = await recorder.Requests[0].FormAsync();
        Assert.Equal([("json", null, """{"notify":true}"""), ("file", "a.wav", "one"), ("file", "b.wav", "two")], parts.Select(p => (p.Name, p.FileName, p.Content)));
        Assert.Equal(["file", "file"], (await recorder.Requests[1].FormAsync()).Select(p => p.Name));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#key-as-a-parameter")]
    public async Task The_key_is_sent_on_every_call_and_is_no_argument()
    {
        foreach (var call in OperationCase.All)
        {
            var recorder = new Recorder(_ => throw new HttpRequestException("Only the request matters."));
            using var client = TestClient.Of(recorder);
            await Assert.ThrowsAsync<ApiConnectionException>(() => call.Call(client));
            Assert.Equal(TestClient.ApiKey, recorder.Only.Headers["X-Hume-Api-Key"]);
            Assert.False(recorder.Only.Headers.ContainsKey("Authorization"), "A scheme that is merely called bearerAuth makes no bearer token.");
        }

        Assert.DoesNotContain(Calls.OfEveryClient.SelectMany(m => m.GetParameters()), p => p.Name!.Contains("key", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(
            Client.GetExportedTypes().Where(t => t.Name.EndsWith("Request", StringComparison.Ordinal)).SelectMany(t => t.GetProperties()),
            p => p.Name.Contains("HumeApiKey", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#repeated-operation-names")]
    public void Names_that_repeat_are_scoped_by_their_area()
    {
        Assert.NotNull(typeof(IChatsClient).GetMethod("GetAudioAsync"));
        Assert.NotNull(typeof(IChatGroupsClient).GetMethod("GetAudioAsync"));
        Assert.NotNull(typeof(IVoicesClient).GetMethod("ListAsync"));
        Assert.NotNull(typeof(IVoicesClient).GetMethod("CreateAsync"));
        Assert.NotNull(typeof(IVoicesClient).GetMethod("DeleteAsync"));
        Assert.NotNull(typeof(IControlPlaneClient).GetMethod("SendAsync"));

        // The tag of these is empty.
        Assert.NotNull(typeof(ITtsClient).GetMethod("SynthesizeJsonAsync"));
        Assert.DoesNotContain(Client.GetExportedTypes(), t => t.Name.StartsWith("ISubpackage", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#repeated-type-names")]
    public void Names_that_mean_several_things_live_in_the_namespaces_of_their_areas()
    {
        Assert.Equal("linear16", EmpathicVoice.AudioConfigurationEncoding.Linear16.Value);
        Assert.Equal(48_000, ApiJson.Read<AudioEncoding>("""{"format":"mp3","sample_rate":48000}""").SampleRate);
        Assert.NotNull(Client.GetType("Hume.EmpathicVoice.ReturnConfigVoice"));
        Assert.NotNull(Client.GetType("Hume.Tts.ReturnVoice"));

        // What means the same in all areas is one type.
        foreach (var name in (string[])["ErrorResponse", "HttpValidationError", "ValidationError", "VoiceProvider"])
            Assert.Equal(["Hume"], Client.GetExportedTypes().Where(t => t.Name == name).Select(t => t.Namespace));
        Assert.DoesNotContain(Client.GetExportedTypes(), t => t.Name.EndsWith("_2", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#repeated-shapes")]
    public void Shapes_that_repeat_are_one_type()
    {
        Assert.Equal(typeof(Models), typeof(InferenceRequest).GetProperty("Models")!.PropertyType);
        Assert.Equal(typeof(Models), typeof(InferenceBaseRequest).GetProperty("Models")!.PropertyType);
        Assert.Equal(typeof(Transcription), typeof(InferenceRequest).GetProperty("Transcription")!.PropertyType);
        Assert.Equal(typeof(Transcription), typeof(InferenceBaseRequest).GetProperty("Transcription")!.PropertyType);
        Assert.Equal(typeof(PostedTimeoutSpecs), typeof(PostedConfig).GetProperty("Timeouts")!.PropertyType);
        Assert.Equal(typeof(PostedTimeoutSpecs), typeof(PostedConfigVersion).GetProperty("Timeouts")!.PropertyType);
        Assert.Equal(typeof(ReturnPrompt), typeof(ReturnConfig).GetProperty("Prompt")!.PropertyType);
        Assert.Single(Client.GetExportedTypes(), t => t.Name.StartsWith("ReturnPrompt", StringComparison.Ordinal) && t is { IsClass: true });
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#enum-values-as-names")]
    public void Enum_values_that_are_no_identifiers_keep_their_text_on_the_wire()
    {
        Assert.Equal("1", OctaveVersion.One.Value);
        Assert.Equal("2", ApiJson.Read<OctaveVersion>("\"2\"").Value);
        Assert.Equal("us.anthropic.claude-3-5-haiku-20241022-v1:0", LanguageModelType.UsAnthropicClaude3_5Haiku20241022V1_0.Value);
        Assert.Equal("gpt-4.1", LanguageModelType.Gpt4_1.Value);
        Assert.Equal("es-419", Bcp47Tag.Es419.Value);
        Assert.Equal("hi-Latn", Bcp47Tag.HiLatn.Value);
        Assert.Contains("moonshotai/kimi-k2-instruct", ValuesOf<LanguageModelType>());
        Assert.Contains(ValuesOf<LanguageModelType>(), v => v.StartsWith("accounts/fireworks/models/", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#property-names-with-spaces")]
    public void Properties_that_are_no_identifiers_keep_their_text_on_the_wire()
    {
        var json = ApiJson.WriteString(new EmotionScores { AestheticAppreciation = 1, EmpathicPain = 2, SurpriseNegative = 3, SurprisePositive = 4 });
        Assert.Equal("""{"Aesthetic Appreciation":1,"Empathic Pain":2,"Surprise (negative)":3,"Surprise (positive)":4}""", json);
        Assert.Equal(48, typeof(EmotionScores).GetProperties().Count(p => p.PropertyType == typeof(double?)));
        Assert.Equal(0.5, ApiJson.Read<EmotionScores>("""{"Joy":0.5}""").Joy);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#enums-that-grow")]
    public void Enums_that_grow_keep_unknown_values()
    {
        var model = ApiJson.Read<PostedLanguageModel>("""{"model_provider":"NEW_LABS","model_resource":"thought-9"}""");
        Assert.Equal("thought-9", model.ModelResource!.Value.Value);
        Assert.Equal(LanguageModelType.Kinds.Unknown, model.ModelResource.Value.Kind);
        Assert.Equal("""{"model_provider":"NEW_LABS","model_resource":"thought-9"}""", ApiJson.WriteString(model));
        Assert.Equal(66, ValuesOf<LanguageModelType>().Count);
        Assert.Equal(12, ValuesOf<ModelProviderEnum>().Count);
        Assert.Equal(13, ValuesOf<ReturnChatEventType>().Count);
        Assert.Equal(6, ValuesOf<Role>().Count);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#documents-cut-short")]
    public void Parts_that_the_seed_documents_have_lost_are_there()
    {
        // The document breaks off within this one, and everything behind it is missing.
        var burst = ApiJson.Read<BurstPrediction>("""{"time":{"begin":0,"end":1.5},"emotions":[{"name":"Joy","score":0.5}],"descriptions":[{"name":"Laugh","score":1}]}""");
        Assert.Equal("Laugh", Assert.Single(burst.Descriptions!).Name);
        Assert.NotNull(Client.GetType("Hume.ExpressionMeasurement.Batch.ProsodyPrediction"));
        Assert.NotNull(Client.GetType("Hume.ExpressionMeasurement.Batch.NerPrediction"));
        Assert.NotNull(Client.GetType("Hume.ExpressionMeasurement.Batch.TranscriptionMetadata"));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#limits-left-out")]
    public async Task Limits_that_change_are_left_to_the_server()
    {
        var recorder = new Recorder(HttpStatusCode.OK, """{"generations":[]}""");
        using var client = TestClient.Of(recorder);
        await client.Tts.SynthesizeJsonAsync(new()
        {
            NumGenerations = 9,
            Utterances = [new() { Text = new string('a', 6_000), Description = new string('b', 1_500), Speed = 3, TrailingSilence = 20 }],
        });
        var utterance = recorder.Only.Json["utterances"]![0]!;
        Assert.Equal(6_000, utterance["text"]!.GetValue<string>().Length);
        Assert.Equal(3, utterance["speed"]!.GetValue<double>());
        Assert.Equal(20, utterance["trailing_silence"]!.GetValue<double>());
        Assert.Equal(9, recorder.Only.Json["num_generations"]!.GetValue<int>());
    }

    private const string Timestamp =
        """{"generation_id":"g","request_id":"r","snippet_id":"s","timestamp":{"type":"word","text":"a","time":{"begin":0,"end":1}},"type":"timestamp"}""";

    private static T Read<T>(JsonReader<T> read, string json) => ApiJson.Read(System.Text.Encoding.UTF8.GetBytes(json), read);

    private static void AssertValues<T>(params string[] values) => Assert.Equal(values.Order(), ValuesOf<T>().Order());

    /// <summary>The known values of an open enum.</summary>
    private static IReadOnlyList<string> ValuesOf<T>() =>
        [.. typeof(T).GetProperties(BindingFlags.Static | BindingFlags.Public).Where(p => p.PropertyType == typeof(T)).Select(p => p.GetValue(null)!.ToString()!)];
}
