using System.Net;
using System.Text;

namespace HumeGen.Simulator.Tests;

/// <summary>Whole requests that a wrong client could send: each is refused with the place of the fault.</summary>
public sealed class ValidationTests
{
    [Theory]
    [InlineData("{}", "body.utterances: Field required (missing)")]
    [InlineData("""{"utterances":"hello"}""", "body.utterances: Input should be a list (list_type)")]
    [InlineData("""{"utterances":[{"text":1}]}""", "body.utterances.0.text: Input should be a string (string_type)")]
    [InlineData("""{"utterances":[{"text":"a","sped":2}]}""", "body.utterances.0.sped: The API does not know this member; remove it or correct its name (extra_forbidden)")]
    [InlineData("""{"utterances":[{"text":"a"}],"format":{"type":"ogg"}}""", "body.format.type: Input 'ogg' should be one of 'mp3', 'pcm', 'wav' (union_tag_invalid)")]
    [InlineData("""{"utterances":[{"text":"a"}],"version":"3"}""", "body.version: Input should be one of '1', '2' (enum)")]
    [InlineData("""{"utterances":[{"text":"a","voice":{"provider":"HUME_AI"}}]}""", "body.utterances.0.voice: Input has none of the allowed forms (body.utterances[0].voice.id: Field required; or body.utterances[0].voice.name: Field required) (union_no_match)")]
    [InlineData("""{"utterances":[{"text":"a"}],"context":{"generation_id":"x"}}""", "body.context.generation_id: Input should be a UUID such as 795c949a-1510-4a80-9646-7d0863b023ab (uuid_parsing)")]
    public async Task A_body_against_the_schema(string body, string fault)
    {
        await using var hume = await Hume.StartAsync();

        Assert.Equal([fault], (await hume.PostAsync("/v0/tts", body)).Faults());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"utterances":[],"utterances":[]}""")]
    [InlineData("")]
    public async Task A_body_that_is_no_json(string body)
    {
        await using var hume = await Hume.StartAsync();

        Assert.Contains("json_invalid", Assert.Single((await hume.PostAsync("/v0/tts", body)).Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_the_wrong_type()
    {
        await using var hume = await Hume.StartAsync();
        using var response = await hume.Http.PostAsync("/v0/tts", new StringContent("""{"utterances":[]}""", Encoding.UTF8, "text/plain"));

        Assert.Equal(
            ["header.content-type: Content-Type is 'text/plain; charset=utf-8', but should be application/json (content_type)"], (await Answer.OfAsync(response)).Faults());
    }

    [Fact]
    public async Task A_body_that_is_missing_and_one_that_is_too_many()
    {
        await using var hume = await Hume.StartAsync();

        Assert.Equal(["body: A body of type application/json is required (missing)"], (await hume.SendAsync(HttpMethod.Post, "/v0/tts")).Faults());
        Assert.Equal(["body: GET /v0/batch/jobs takes no body, but 2 bytes were sent (extra_forbidden)"], (await hume.SendAsync(HttpMethod.Get, "/v0/batch/jobs", "{}")).Faults());
    }

    [Theory]
    [InlineData("limit=many", "query.limit: Input should be an integer (int_type)")]
    [InlineData("limit=1&limit=2", "query.limit: The parameter is given more than once, but takes one value (multiple_values)")]
    [InlineData("status=DONE", "query.status.0: Input should be one of 'QUEUED', 'IN_PROGRESS', 'COMPLETED', 'FAILED' (enum)")]
    [InlineData("status=QUEUED&status=DONE", "query.status.1: Input should be one of 'QUEUED', 'IN_PROGRESS', 'COMPLETED', 'FAILED' (enum)")]
    [InlineData("page=1", "query.page: GET /v0/batch/jobs has no such query parameter; it takes limit, status, when, timestamp_ms, sort_by, direction (extra_forbidden)")]
    [InlineData("direction=down", "query.direction: Input should be one of 'asc', 'desc' (enum)")]
    public async Task A_wrong_query_is_refused(string query, string fault)
    {
        await using var hume = await Hume.StartAsync();

        Assert.Equal([fault], (await hume.GetAsync("/v0/batch/jobs?" + query)).Faults());
    }

    [Theory]
    [InlineData("/v0/evi/chats?ascending_order=yes", "query.ascending_order: Input should be a boolean (bool_type)")]
    [InlineData("/v0/evi/chats?page_size=0", "query.page_size: A page holds 1 to 100 entries, not 0 (greater_than_equal)")]
    [InlineData("/v0/evi/chats?page_size=101", "query.page_size: A page holds 1 to 100 entries, not 101 (less_than_equal)")]
    [InlineData("/v0/evi/chats?page_number=-1", "query.page_number: Pages are counted from 0 (greater_than_equal)")]
    [InlineData("/v0/evi/chats/17", "path.id: Input should be a UUID such as 795c949a-1510-4a80-9646-7d0863b023ab (uuid_parsing)")]
    [InlineData("/v0/evi/tools/795c949a-1510-4a80-9646-7d0863b023ab/version/one", "path.version: Input should be an integer (int_type)")]
    [InlineData("/v0/tts/voices", "query.provider: Field required (missing)")]
    public async Task In_areas_that_answer_faults_with_400_the_message_names_the_place(string path, string fault)
    {
        await using var hume = await Hume.StartAsync();

        var answer = await hume.GetAsync(path);

        Assert.Equal([fault], answer.FaultsOf400());
        Assert.Equal("E0101", (string?)answer.Json["code"]);
        Assert.StartsWith(fault.Split(" (")[0], (string?)answer.Json["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        await using var hume = await Hume.StartAsync();

        var faults = (await hume.PostAsync("/v0/evi/tools?dry=1", """{"name":5,"params":{}}""")).FaultsOf400();

        Assert.Equal(["query.dry", "body.parameters", "body.name", "body.params"], faults.Select(fault => fault.Split(": ")[0]));
    }

    [Fact]
    public async Task A_form_without_its_file_and_with_a_part_nobody_knows()
    {
        await using var hume = await Hume.StartAsync();
        using var form = new MultipartFormDataContent { { new StringContent("x"), "files" } };

        Assert.Equal(
            ["body.file: Field required (missing)", "body.files: The API does not know this member; remove it or correct its name (extra_forbidden)"],
            (await hume.PostFormAsync("/v0/batch/jobs", form)).Faults());
    }

    [Fact]
    public async Task A_form_whose_settings_are_no_json_or_the_wrong_json()
    {
        await using var hume = await Hume.StartAsync();
        using var broken = new MultipartFormDataContent { { new StringContent("{"), "json" }, { Hume.FilePart([1], "text/plain"), "file", "a.txt" } };
        using var wrong = new MultipartFormDataContent { { new StringContent("""{"notify":"yes"}"""), "json" }, { Hume.FilePart([1], "text/plain"), "file", "a.txt" } };

        Assert.StartsWith("body.json: The part should hold JSON", Assert.Single((await hume.PostFormAsync("/v0/batch/jobs", broken)).Faults()), StringComparison.Ordinal);
        Assert.Equal(["body.json.notify: Input should be a boolean (bool_type)"], (await hume.PostFormAsync("/v0/batch/jobs", wrong)).Faults());
    }

    [Fact]
    public async Task A_form_with_text_in_place_of_a_file()
    {
        await using var hume = await Hume.StartAsync();
        using var form = new MultipartFormDataContent { { new StringContent("x"), "file" } };

        Assert.Equal(["body.file: Expected a file: the part needs a filename in its Content-Disposition header (file_type)"], (await hume.PostFormAsync("/v0/batch/jobs", form)).Faults());
    }

    [Fact]
    public async Task A_form_that_breaks_off()
    {
        await using var hume = await Hume.StartAsync();
        using var content = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nabc");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        using var response = await hume.Http.PostAsync("/v0/batch/jobs", content);

        Assert.Contains("The form cannot be read", Assert.Single((await Answer.OfAsync(response)).Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_union_of_the_control_plane_names_its_members()
    {
        await using var hume = await Hume.StartAsync();

        var fault = Assert.Single((await hume.PostAsync("/v0/evi/chat/any/send", """{"type":"audio_input","data":""}""")).Faults());

        Assert.StartsWith("body.type: Input 'audio_input' should be one of 'session_settings', 'user_input'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_right_passes()
    {
        await using var hume = await Hume.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await hume.GetAsync("/v0/batch/jobs?status=QUEUED&status=FAILED&when=created_after&timestamp_ms=1704319392247&sort_by=started&direction=asc&limit=5")).Status);
    }
}
