using System.Net;
using System.Reflection;
using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Batch;
using Hume.Tts;
using HumeGen.Json;

namespace Hume.Tests;

/// <summary>Calls of the REST API that Hume's sources describe differently, or oddly.</summary>
public class RestTests
{
    private const string Prompt = """{"id":"p","version":0,"version_type":"FIXED","name":"n","created_on":1,"modified_on":2,"text":"t"}""";

    private const string Chunk = """{"audio":"AAEC","chunk_index":0,"generation_id":"g","is_last_chunk":true,"snippet_id":"s","text":"Hi"}""";

#pragma warning disable CS0618 // Withdrawn by Hume, and kept.
    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#withdrawn-custom-voices")]
    public async Task Custom_voices_are_obsolete_but_work()
    {
        Assert.All(typeof(ICustomVoicesClient).GetMethods(), m => Assert.NotNull(m.GetCustomAttribute<ObsoleteAttribute>()));
        Assert.Equal(6, typeof(ICustomVoicesClient).GetMethods().Length);
        Assert.Equal(8, typeof(PostedCustomVoiceBaseVoice).GetProperties(BindingFlags.Static | BindingFlags.Public).Length);

        var recorder = new Recorder(HttpStatusCode.Created, """
            {"id":"v","version":1,"name":"N","created_on":1,"modified_on":2,"base_voice":"ITO","parameter_model":"20241004-11parameter","parameters":{"nasality":-30}}
            """);
        using var client = TestClient.Of(recorder);
        var voice = await client.EmpathicVoice.CustomVoices.CreateCustomVoiceAsync(new() { Name = "N", BaseVoice = PostedCustomVoiceBaseVoice.Ito });
        Assert.Equal("20241004-11parameter", recorder.Only.Json["parameter_model"]!.GetValue<string>());
        Assert.Equal(-30, voice.Parameters.Nasality);
        Assert.Null(voice.Parameters.Gender);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#withdrawn-custom-voices")]
    public void Custom_voices_of_other_parameter_models_are_read()
    {
        const string Voice =
            """{"id":"v","version":1,"name":"N","created_on":1,"modified_on":2,"base_voice":"ITO","parameter_model":"20240715-4parameter","parameters":{}}""";
        Json.AssertSame(Voice, ApiJson.Read<ReturnCustomVoice>(Voice));
    }
#pragma warning restore CS0618

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#swapped-page-texts")]
    public async Task Page_number_and_size_of_recordings_mean_what_they_say()
    {
        var recorder = new Recorder(HttpStatusCode.OK, """
            {"id":"g","user_id":"u","num_chats":1,"page_number":1,"page_size":5,"total_pages":2,"pagination_direction":"ASC","audio_reconstructions_page":[]}
            """);
        using var client = TestClient.Of(recorder);
        var page = await client.EmpathicVoice.ChatGroups.GetAudioAsync("g", new() { PageNumber = 1, PageSize = 5 }).GetPageAsync();
        Assert.Equal("1", recorder.Only.Query["page_number"]);
        Assert.Equal("5", recorder.Only.Query["page_size"]);
        Assert.Equal((1, 5), (page.PageNumber, page.PageSize));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#lists-without-a-pager")]
    public void Every_paged_list_has_a_pager()
    {
        var paged = Specs.Operations.Count(o => o.QueryParameters.Contains("page_number"));
        Assert.Equal(14, paged);
        Assert.Equal(paged, Calls.OfEveryClient.Count(m => m.ReturnType.Name == typeof(AsyncPageable<,>).Name));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#end-of-a-list")]
    public async Task A_list_ends_at_the_last_page_or_an_empty_one()
    {
        var byTotal = new Recorder(r => Reply.Json($$"""{"page_number":{{r.Query["page_number"]}},"page_size":1,"total_pages":2,"voices_page":[{"name":"a"}]}"""));
        var byEmpty = new Recorder(r => Reply.Json(r.Query["page_number"] == "1" ? """{"voices_page":[]}""" : """{"voices_page":[{"name":"a"}]}"""));
        Assert.Equal(2, await CountAsync(byTotal));
        Assert.Equal(2, byTotal.Requests.Count);
        Assert.Equal(1, await CountAsync(byEmpty));
        Assert.Equal(2, byEmpty.Requests.Count);

        static async Task<int> CountAsync(Recorder recorder)
        {
            using var client = TestClient.Of(recorder);
            return await client.Tts.Voices.ListAsync(new() { Provider = VoiceProvider.CustomVoice }).CountAsync();
        }
    }

    public static TheoryData<int, string, string> Bodies => new()
    {
        { 200, "", "text/plain" },
        { 200, "Weather tool", "text/plain" },
        { 200, "{}", "application/json" },
        { 200, "\"\"", "application/json" },
        { 200, "not JSON", "application/json" },
        { 201, "{}", "application/json" },
        { 204, "", "application/json" },
    };

    [Theory]
    [Trait("Discrepancy", "docs/discrepancies.md#bodies-that-say-nothing")]
    [MemberData(nameof(Bodies))]
    public async Task Renames_and_deletes_take_any_success_and_no_notice_of_the_body(int status, string body, string contentType)
    {
        var calls = OperationCase.All.Where(c => c.Spec.Response.Schema is null).ToList();
        Assert.Equal(13, calls.Count);
        foreach (var call in calls)
        {
            using var client = TestClient.Of(new Recorder((HttpStatusCode)status, body, contentType));
            await call.Call(client);
        }
    }

    [Theory]
    [Trait("Discrepancy", "docs/discrepancies.md#bodies-that-say-nothing")]
    [InlineData(200)]
    [InlineData(201)]
    public async Task Creating_takes_any_success(int status)
    {
        using var client = TestClient.Of(new Recorder((HttpStatusCode)status, Prompt));
        Assert.Equal("t", (await client.EmpathicVoice.Prompts.CreatePromptAsync(new() { Name = "n", Text = "t" }))!.Text);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#null-tools-and-prompts")]
    public async Task Tools_and_prompts_may_be_null()
    {
        using var client = TestClient.Answering("null");
        Assert.Null(await client.EmpathicVoice.Prompts.CreatePromptAsync(new() { Name = "n", Text = "t" }));
        Assert.Null(await client.EmpathicVoice.Tools.GetToolVersionAsync("id", 0));

        using var lists = TestClient.Answering($$"""{"page_number":0,"page_size":10,"total_pages":1,"prompts_page":[null,{{Prompt}}]}""");
        var prompts = await lists.EmpathicVoice.Prompts.ListPromptsAsync().ToListAsync();
        Assert.Null(prompts[0]);
        Assert.Equal("p", prompts[1]!.Id);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#one-path-for-four-calls")]
    public async Task One_path_for_names_and_versions_is_four_calls()
    {
        var recorder = new Recorder(r => r.Method == "GET"
            ? Reply.Json("""{"page_number":0,"page_size":10,"total_pages":1,"prompts_page":[]}""")
            : Reply.Json(Prompt));
        using var client = TestClient.Of(recorder);
        await client.EmpathicVoice.Prompts.UpdatePromptNameAsync("p", new() { Name = "new" });
        await client.EmpathicVoice.Prompts.UpdatePromptDescriptionAsync("p", 3, new() { VersionDescription = "new" });
        await client.EmpathicVoice.Prompts.CreatePromptVersionAsync("p", new() { Text = "new" });
        Assert.Empty((await client.EmpathicVoice.Prompts.ListPromptVersionsAsync("p").GetPageAsync()).PromptsPage);
        Assert.Equal(
            ["PATCH /v0/evi/prompts/p", "PATCH /v0/evi/prompts/p/version/3", "POST /v0/evi/prompts/p", "GET /v0/evi/prompts/p"],
            recorder.Requests.Select(r => $"{r.Method} {r.Uri.AbsolutePath}"));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#voices-deleted-by-name")]
    public async Task Deleting_a_voice_names_it_in_the_query()
    {
        var recorder = new Recorder(HttpStatusCode.OK, "");
        using var client = TestClient.Of(recorder);
        await client.Tts.Voices.DeleteAsync(new() { Name = "Old Salt" });
        Assert.Equal("DELETE /v0/tts/voices?name=Old%20Salt", $"{recorder.Only.Method} {recorder.Only.Uri.PathAndQuery}");
    }

    [Theory]
    [Trait("Discrepancy", "docs/discrepancies.md#status-of-a-new-voice")]
    [InlineData(200)]
    [InlineData(201)]
    public async Task Creating_a_voice_returns_200(int status)
    {
        using var client = TestClient.Of(new Recorder((HttpStatusCode)status, """{"id":null,"name":"Old Salt","provider":"CUSTOM_VOICE"}"""));
        var voice = await client.Tts.Voices.CreateAsync(new() { Name = "Old Salt", GenerationId = "g" });
        Assert.Equal("Old Salt", voice.Name);
        Assert.Null(voice.Id);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#voice-by-id-or-name")]
    public void The_voice_of_a_config_is_given_by_id_or_name()
    {
        Assert.Equal("v", Assert.IsType<VoiceId>(Voice("""{"voice":{"id":"v"},"name":"n","evi_version":"3"}""")).Id);
        Assert.Equal("Ito", Assert.IsType<VoiceName>(Voice("""{"voice":{"provider":"HUME_AI","name":"Ito"},"name":"n","evi_version":"3"}""")).Name);
        Assert.Equal("""{"id":"v"}""", ApiJson.WriteString(new VoiceId { Id = "v" }));

        var answer = ApiJson.Read<EmpathicVoice.ReturnConfigVoice>("""{"id":"v","name":"Ito","provider":"HUME_AI"}""");
        Assert.Equal(("v", "Ito"), (answer.Id, answer.Name));

        static IVoiceRef? Voice(string config) => ApiJson.Read<PostedConfig>(config).Voice;
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#version-of-evi")]
    public void The_version_of_evi_is_text()
    {
        Assert.Contains("\"evi_version\":\"4-mini\"", ApiJson.WriteString(new PostedConfig { Name = "n", EviVersion = "4-mini" }), StringComparison.Ordinal);
        Assert.Equal("2", ApiJson.Read<ReturnConfig>("""{"evi_version":"2"}""").EviVersion);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#one-request-type-for-four-speech-calls")]
    public void The_four_synthesis_calls_take_one_request()
    {
        var calls = typeof(ITtsClient).GetMethods().Where(m => m.Name.StartsWith("Synthesize", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, calls.Count);
        Assert.All(calls, m => Assert.Equal(typeof(PostedTts), m.GetParameters()[0].ParameterType));
        var request = new PostedTts
        {
            InstantMode = true,
            Temperature = 0.5,
            Version = OctaveVersion.Two,
            IncludeTimestampTypes = [TimestampType.Word],
            Utterances = [],
        };
        Assert.Equal(
            """{"include_timestamp_types":["word"],"instant_mode":true,"utterances":[],"version":"2","temperature":0.5}""", ApiJson.WriteString(request));
    }

    [Theory]
    [Trait("Discrepancy", "docs/discrepancies.md#streamed-json")]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\n\n", "data: ")]
    [InlineData("\r\n\r\n", "event: chunk\nid: 4\ndata:")]
    [InlineData("\n\n: still here\n\n", "")]
    public async Task Streamed_json_is_read_as_lines_or_as_events(string end, string start)
    {
        var typed = Chunk.Replace("{", """{"type":"audio",""", StringComparison.Ordinal);
        using var client = TestClient.Of(new Recorder(HttpStatusCode.OK, start + typed + end + start + Chunk + end, "text/event-stream"));
        var items = await client.Tts.SynthesizeJsonStreamingAsync(new() { Utterances = [] }).ToListAsync();
        Assert.Equal(2, items.Count);

        // Older servers leave the type out.
        Assert.All(items, item => Assert.Equal([0, 1, 2], Assert.IsType<SnippetAudioChunk>(item).Audio.ToArray()));
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#unions-without-a-key")]
    public void Unions_without_a_key_are_distinguished_by_their_properties()
    {
        var byId = ApiJson.Read<PostedTts>("""{"context":{"generation_id":"g"},"format":{"type":"wav"},"utterances":[{"text":"a","voice":{"id":"v"}}]}""");
        Assert.Equal("g", Assert.IsType<PostedContextWithGenerationId>(byId.Context).GenerationId);
        Assert.IsType<FormatWav>(byId.Format);
        Assert.IsType<PostedUtteranceVoiceWithId>(byId.Utterances[0].Voice);

        var byText = ApiJson.Read<PostedTts>("""{"context":{"utterances":[{"text":"b"}]},"utterances":[{"text":"a","voice":{"name":"v"}}]}""");
        Assert.Equal("b", Assert.IsType<PostedContextWithUtterances>(byText.Context).Utterances[0].Text);
        Assert.IsType<PostedUtteranceVoiceWithName>(byText.Utterances[0].Voice);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#snippets-in-lists-of-lists")]
    public void Snippets_are_lists_of_lists()
    {
        var generation = ApiJson.Read<ReturnGeneration>("""
            {"audio":"","duration":1,"encoding":{"format":"mp3","sample_rate":1},"file_size":0,"generation_id":"g",
             "snippets":[[{"audio":"","generation_id":"g","id":"1","text":"a"},{"audio":"","generation_id":"g","id":"2","text":"b"}],[]]}
            """);
        Assert.Equal([2, 0], generation.Snippets.Select(s => s.Count));
        Assert.Equal("b", generation.Snippets[0][1].Text);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#required-fields-left-out")]
    public void Fields_that_sources_disagree_on_may_be_null_or_missing()
    {
        foreach (var snippet in (string[])["""{"audio":"","generation_id":"g","id":"1","text":"a"}""",
            """{"audio":"","generation_id":"g","id":"1","text":"a","transcribed_text":null,"utterance_index":null,"timestamps":null}"""])
        {
            Assert.Null(ApiJson.Read<Snippet>(snippet).TranscribedText);
            Assert.Null(ApiJson.Read<Snippet>(snippet).UtteranceIndex);
        }

        Assert.Null(ApiJson.Read<ReturnTts>("""{"generations":[]}""").RequestId);
        Assert.Null(ApiJson.Read<ReturnTts>("""{"generations":[],"request_id":null}""").RequestId);
        Assert.Null(ApiJson.Read<WebhookEventChatStarted>("""{"chat_group_id":"g","chat_id":"c","chat_start_type":"new_chat_group","start_time":1}""").CallerNumber);
        Assert.Null(ApiJson.Read<WebhookEventChatStarted>(
            """{"chat_group_id":"g","chat_id":"c","chat_start_type":"new_chat_group","start_time":1,"twilio_metadata":null,"config_id":null}""").TwilioMetadata);
    }
}
