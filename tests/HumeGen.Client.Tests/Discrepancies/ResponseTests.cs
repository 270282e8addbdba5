using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Batch;
using Hume.Tts;
using HumeGen.Json;

namespace Hume.Tests;

/// <summary>Answers of the REST API that Hume's sources describe differently, or oddly.</summary>
public class ResponseTests
{
    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#fields-of-a-voice")]
    public void Voices_need_none_of_their_fields()
    {
        Assert.Null(ApiJson.Read<Tts.ReturnVoice>("{}").Name);
        Assert.Null(ApiJson.Read<EmpathicVoice.ReturnConfigVoice>("""{"name":null}""").Id);
        Assert.Null(ApiJson.Read<ReturnPagedVoices>("{}").VoicesPage);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#lists-in-forms")]
    public async Task Voice_conversion_spells_lists_with_brackets()
    {
        var recorder = new Recorder(HttpStatusCode.OK, "", "text/event-stream");
        using var client = TestClient.Of(recorder);
        await client.Tts.ConvertVoiceJsonAsync(new()
        {
            IncludeTimestampTypes = [TimestampType.Word, TimestampType.Phoneme],
            Context = new PostedContextWithGenerationId { GenerationId = "g" },
            Format = new FormatMp3(),
            StripHeaders = true,
        }).ToListAsync();
        Assert.Equal(
            [
                ("strip_headers", "true"), ("context", """{"generation_id":"g"}"""), ("format", """{"type":"mp3"}"""),
                ("include_timestamp_types[0]", "word"), ("include_timestamp_types[1]", "phoneme"),
            ],
            (await recorder.Only.FormAsync()).Select(p => (p.Name, p.Content)));

        // A file needs its audio, JSON does not.
        Assert.True(IsRequired(typeof(ConvertVoiceFileRequest), "Audio"));
        Assert.False(IsRequired(typeof(ConvertVoiceJsonRequest), "Audio"));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#moments-in-milliseconds")]
    public void Moments_in_time_are_milliseconds_and_not_called_seconds()
    {
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_715_275_452_390), ApiJson.Read<ReturnConfig>("""{"created_on":1715275452390}""").CreatedOn);
        var docs = XDocument.Load(Path.ChangeExtension(typeof(HumeClient).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(m => m.Attribute("name")!.Value, m => m.Value);
        (Type Type, string[] Names)[] moments =
        [
            (typeof(ReturnConfig), ["CreatedOn", "ModifiedOn"]),
            (typeof(ReturnPrompt), ["CreatedOn", "ModifiedOn"]),
            (typeof(ReturnUserDefinedTool), ["CreatedOn", "ModifiedOn"]),
            (typeof(ReturnChat), ["StartTimestamp", "EndTimestamp"]),
            (typeof(ReturnChatEvent), ["Timestamp"]),
            (typeof(ReturnChatGroup), ["FirstStartTimestamp", "MostRecentStartTimestamp"]),
            (typeof(WebhookEventChatStarted), ["StartTime"]),
            (typeof(WebhookEventChatEnded), ["EndTime"]),
            (typeof(WebhookEventToolCall), ["Timestamp"]),
        ];
        foreach (var (type, names) in moments)
        {
            foreach (var name in names)
            {
                Assert.Equal(typeof(DateTimeOffset), Nullable.GetUnderlyingType(type.GetProperty(name)!.PropertyType) ?? type.GetProperty(name)!.PropertyType);
                Assert.Matches(@"\bms\b|[Mm]illisecond", docs[$"P:{type.FullName}.{name}"]);
            }
        }
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#json-inside-text")]
    public void Json_in_text_stays_text()
    {
        Assert.Equal("""{"a":1}""", ApiJson.Read<ToolCallMessage>("""{"type":"tool_call","name":"n","tool_call_id":"c","parameters":"{\"a\":1}"}""").Parameters);
        Assert.Equal("""{"parameters":"{\"a\":1}"}""", ApiJson.WriteString(new PostedUserDefinedToolVersion { Parameters = """{"a":1}""" }));
        var read = ApiJson.Read<ReturnChatEvent>(
            """{"chat_id":"c","id":"i","role":"USER","timestamp":1,"type":"USER_MESSAGE","metadata":"","emotion_features":"{\"Joy\":0.5}"}""");
        Assert.Equal("", read.Metadata);
        Assert.Equal("""{"Joy":0.5}""", read.EmotionFeatures);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#version-type-of-prompts")]
    public void The_version_type_of_prompts_is_an_open_enum_everywhere()
    {
        const string Prompt = """{"id":"p","version":0,"version_type":"NEWEST","name":"n","created_on":1,"modified_on":2,"text":"t"}""";
        var prompt = ApiJson.Read<ReturnPrompt>(Prompt);
        Assert.Equal(ReturnPromptVersionType.Kinds.Unknown, prompt.VersionType.Kind);
        Json.AssertSame(Prompt, prompt);
        Assert.Equal(ReturnPromptVersionType.Latest, ApiJson.Read<ReturnPrompt>(Prompt.Replace("NEWEST", "LATEST", StringComparison.Ordinal)).VersionType);
    }

    [Theory]
    [Trait("Discrepancy", "docs/discrepancies.md#error-bodies")]
    [InlineData("""{"code":"E0709","error":"config","message":"no such config"}""", "E0709")]
    [InlineData("""{"message":"no such config"}""", null)]
    [InlineData("{}", null)]
    [InlineData("", null)]
    [InlineData("no such config", null)]
    [InlineData("[1,2]", null)]
    [InlineData("""{"code":7,"error":{"nested":true},"message":null}""", "7")]
    public async Task Errors_of_any_shape_keep_the_status(string body, string? code)
    {
        using var client = TestClient.Of(new Recorder(HttpStatusCode.BadRequest, body));
        var error = await Assert.ThrowsAsync<HumeApiException>(() => client.EmpathicVoice.Configs.GetConfigVersionAsync("c", 0));
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal(body, error.Body);
        Assert.Equal(code, error.Code?.Value);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#id-of-a-new-job")]
    public async Task The_id_of_a_new_job_is_in_an_object()
    {
        using var client = TestClient.Answering("""{"job_id":"j-1"}""");
        Assert.Equal("j-1", (await client.ExpressionMeasurement.Batch.StartInferenceJobAsync(new())).Id);
        Assert.Equal("""{"job_id":"j-1"}""", ApiJson.WriteString(new JobId { Id = "j-1" }));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#direction-of-the-job-list")]
    public async Task The_direction_of_the_job_list_is_left_to_the_server()
    {
        var recorder = new Recorder(HttpStatusCode.OK, "[]");
        using var client = TestClient.Of(recorder);
        await client.ExpressionMeasurement.Batch.ListJobsAsync(new() { Limit = 3 });
        Assert.Equal("?limit=3", recorder.Only.Uri.Query);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#several-states-in-a-query")]
    public async Task Several_states_repeat_the_name()
    {
        var recorder = new Recorder(HttpStatusCode.OK, "[]");
        using var client = TestClient.Of(recorder);
        await client.ExpressionMeasurement.Batch.ListJobsAsync(new() { Status = [Status.Completed, Status.Failed] });
        Assert.Equal("?status=COMPLETED&status=FAILED", recorder.Only.Uri.Query);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#pages-of-events")]
    public void Pages_of_events_have_the_facts_of_their_chat()
    {
        var page = ApiJson.Read<ReturnChatPagedEvents>("""
            {"id":"c","chat_group_id":"g","status":"USER_ENDED","start_timestamp":5,"end_timestamp":6,"metadata":"{}","config":{"id":"cfg","version":1},
             "page_number":0,"page_size":1,"total_pages":1,"pagination_direction":"DESC","events_page":[]}
            """);
        Assert.Equal(("c", "g", "cfg"), (page.Id, page.ChatGroupId, page.Config!.Id));
        Assert.Equal((DateTimeOffset.FromUnixTimeMilliseconds(5), DateTimeOffset.FromUnixTimeMilliseconds(6)), (page.StartTimestamp, page.EndTimestamp!.Value));
        Assert.Equal(ReturnChatPagedEventsStatus.UserEnded, page.Status);
        Assert.Equal(ReturnChatPagedEventsPaginationDirection.Desc, page.PaginationDirection);

        var group = ApiJson.Read<ReturnChatGroupPagedEvents>(
            """{"id":"g","page_number":0,"page_size":1,"total_pages":1,"pagination_direction":"ASC","events_page":[]}""");
        Assert.Equal("g", group.Id);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#optional-fields-of-predictions")]
    public void Optional_fields_of_predictions_may_be_missing()
    {
        Assert.Null(ApiJson.Read<BurstPrediction>("""{"time":{"begin":0,"end":1},"emotions":[]}""").Descriptions);
        Assert.Null(ApiJson.Read<ProsodyPrediction>("""{"time":{"begin":0,"end":1},"emotions":[]}""").Text);
        var words = ApiJson.Read<LanguagePrediction>("""{"text":"a","position":{"begin":0,"end":1},"emotions":[],"sentiment":null,"toxicity":null}""");
        Assert.Null(words.Time);
        Assert.Null(words.Confidence);
        Assert.Null(words.SpeakerConfidence);
        Assert.Null(words.Sentiment);
        Assert.Null(words.Toxicity);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#scores-as-text")]
    public void Scores_are_numbers()
    {
        Assert.Equal(0.25, ApiJson.Read<EmotionScore>("""{"name":"Joy","score":0.25}""").Score);
        var error = Assert.Throws<JsonException>(() => ApiJson.Read<EmotionScore>("""{"name":"Joy","score":"0.25"}"""));
        Assert.Equal("$.score", error.Path);
    }

    [Theory]
    [Trait("Discrepancy", "docs/discrepancies.md#webhooks-outside-the-paths")]
    [InlineData(typeof(WebhookEventChatStarted))]
    [InlineData(typeof(WebhookEventChatEnded))]
    [InlineData(typeof(WebhookEventToolCall))]
    public void Webhooks_have_types_though_no_path_refers_to_them(Type type) =>
        Assert.Contains(typeof(IWebhookEvent), type.GetInterfaces());

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#clients-without-expression-measurement")]
    public void Expression_measurement_is_there_though_the_newest_clients_lack_it() =>
        Assert.Equal(6, typeof(IBatchClient).GetMethods().Length);

    private static bool IsRequired(Type type, string property) =>
        type.GetProperty(property)!.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute), inherit: false);
}
