using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Validation;

namespace HumeGen.Simulator.Tests;

/// <summary>A request for every operation of the specs, and a check of each answer against its schema.</summary>
public sealed class SpecWalkTests
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data";

    /// <summary>Every operation, once for each form of its body, and a request that succeeds. Names in braces are filled in by <see cref="PrepareAsync"/>.</summary>
    private static readonly Dictionary<string, (string Path, string? Body)> Requests = new()
    {
        ["POST /v0/tts application/json"] = ("/v0/tts", """{"utterances":[{"text":"Hello there. Bye!","voice":{"id":"{voice}","provider":"CUSTOM_VOICE"}}],"version":"2","include_timestamp_types":["word","phoneme"],"temperature":0.7}"""),
        ["POST /v0/tts/file application/json"] = ("/v0/tts/file", """{"utterances":[{"text":"Hello","description":null,"voice":null}],"context":null,"format":{"type":"wav"}}"""),
        ["POST /v0/tts/stream/file application/json"] = ("/v0/tts/stream/file", """{"utterances":[{"text":"Hello"}],"context":{"utterances":[{"text":"Before"}]}}"""),
        ["POST /v0/tts/stream/json application/json"] = ("/v0/tts/stream/json", """{"utterances":[{"text":"Hello","voice":{"name":"Ava Song","provider":"HUME_AI"}}],"instant_mode":true,"include_timestamp_types":["word"],"context":{"generation_id":"{generation}"}}"""),
        ["POST /v0/tts/voice_conversion/file multipart/form-data"] = ("/v0/tts/voice_conversion/file", "audio=@speech.wav"),
        ["POST /v0/tts/voice_conversion/json multipart/form-data"] = ("/v0/tts/voice_conversion/json", "audio=@speech.wav"),
        ["GET /v0/tts/voices"] = ("/v0/tts/voices?provider=HUME_AI&filter_tag=GENDER:Male", null),
        ["POST /v0/tts/voices application/json"] = ("/v0/tts/voices", """{"generation_id":"{generation}","name":"Another"}"""),
        ["DELETE /v0/tts/voices"] = ("/v0/tts/voices?name=Sample", null),
        ["GET /v0/evi/tools"] = ("/v0/evi/tools", null),
        ["POST /v0/evi/tools application/json"] = ("/v0/evi/tools", """{"name":"t","parameters":"{}","description":null}"""),
        ["GET /v0/evi/tools/{id}"] = ("/v0/evi/tools/{tool}", null),
        ["POST /v0/evi/tools/{id} application/json"] = ("/v0/evi/tools/{tool}", """{"parameters":"{}"}"""),
        ["PATCH /v0/evi/tools/{id} application/json"] = ("/v0/evi/tools/{tool}", """{"name":"u"}"""),
        ["DELETE /v0/evi/tools/{id}"] = ("/v0/evi/tools/{tool}", null),
        ["GET /v0/evi/tools/{id}/version/{version}"] = ("/v0/evi/tools/{tool}/version/0", null),
        ["PATCH /v0/evi/tools/{id}/version/{version} application/json"] = ("/v0/evi/tools/{tool}/version/0", """{"version_description":"d"}"""),
        ["DELETE /v0/evi/tools/{id}/version/{version}"] = ("/v0/evi/tools/{tool}/version/0", null),
        ["GET /v0/evi/prompts"] = ("/v0/evi/prompts?restrict_to_most_recent=false", null),
        ["POST /v0/evi/prompts application/json"] = ("/v0/evi/prompts", """{"name":"p","text":"t","prompt_expansion":{"enabled":false}}"""),
        ["GET /v0/evi/prompts/{id}"] = ("/v0/evi/prompts/{prompt}", null),
        ["POST /v0/evi/prompts/{id} application/json"] = ("/v0/evi/prompts/{prompt}", """{"text":"u"}"""),
        ["PATCH /v0/evi/prompts/{id} application/json"] = ("/v0/evi/prompts/{prompt}", """{"name":"q"}"""),
        ["DELETE /v0/evi/prompts/{id}"] = ("/v0/evi/prompts/{prompt}", null),
        ["GET /v0/evi/prompts/{id}/version/{version}"] = ("/v0/evi/prompts/{prompt}/version/0", null),
        ["PATCH /v0/evi/prompts/{id}/version/{version} application/json"] = ("/v0/evi/prompts/{prompt}/version/0", """{"version_description":null}"""),
        ["DELETE /v0/evi/prompts/{id}/version/{version}"] = ("/v0/evi/prompts/{prompt}/version/0", null),
        ["GET /v0/evi/configs"] = ("/v0/evi/configs", null),
        ["POST /v0/evi/configs application/json"] = ("/v0/evi/configs", """{"name":"c","evi_version":"3","prompt":{"id":"{prompt}","version":0},"tools":[{"id":"{tool}"}],"voice":{"name":"Sample"}}"""),
        ["GET /v0/evi/configs/{id}"] = ("/v0/evi/configs/{config}", null),
        ["POST /v0/evi/configs/{id} application/json"] = ("/v0/evi/configs/{config}", """{"evi_version":"4-mini","nudges":{"enabled":true,"interval_secs":5}}"""),
        ["PATCH /v0/evi/configs/{id} application/json"] = ("/v0/evi/configs/{config}", """{"name":"d"}"""),
        ["DELETE /v0/evi/configs/{id}"] = ("/v0/evi/configs/{config}", null),
        ["GET /v0/evi/configs/{id}/version/{version}"] = ("/v0/evi/configs/{config}/version/0", null),
        ["PATCH /v0/evi/configs/{id}/version/{version} application/json"] = ("/v0/evi/configs/{config}/version/0", """{"version_description":"d"}"""),
        ["DELETE /v0/evi/configs/{id}/version/{version}"] = ("/v0/evi/configs/{config}/version/0", null),
        ["GET /v0/evi/custom_voices"] = ("/v0/evi/custom_voices", null),
        ["POST /v0/evi/custom_voices application/json"] = ("/v0/evi/custom_voices", """{"name":"v","base_voice":"ITO","parameter_model":"20241004-11parameter"}"""),
        ["GET /v0/evi/custom_voices/{id}"] = ("/v0/evi/custom_voices/{customVoice}", null),
        ["POST /v0/evi/custom_voices/{id} application/json"] = ("/v0/evi/custom_voices/{customVoice}", """{"name":"v","base_voice":"KORA","parameter_model":"20241004-11parameter","parameters":{"gender":5}}"""),
        ["PATCH /v0/evi/custom_voices/{id} application/json"] = ("/v0/evi/custom_voices/{customVoice}", """{"name":"w"}"""),
        ["DELETE /v0/evi/custom_voices/{id}"] = ("/v0/evi/custom_voices/{customVoice}", null),
        ["GET /v0/evi/chats"] = ("/v0/evi/chats?ascending_order=false&page_size=3", null),
        ["GET /v0/evi/chats/{id}"] = ("/v0/evi/chats/{chat}", null),
        ["GET /v0/evi/chats/{id}/audio"] = ("/v0/evi/chats/{chat}/audio", null),
        ["GET /v0/evi/chat_groups"] = ("/v0/evi/chat_groups", null),
        ["GET /v0/evi/chat_groups/{id}"] = ("/v0/evi/chat_groups/{group}", null),
        ["GET /v0/evi/chat_groups/{id}/events"] = ("/v0/evi/chat_groups/{group}/events", null),
        ["GET /v0/evi/chat_groups/{id}/audio"] = ("/v0/evi/chat_groups/{group}/audio", null),
        ["POST /v0/evi/chat/{chat_id}/send application/json"] = ("/v0/evi/chat/{active}/send", """{"type":"user_input","text":"Hello"}"""),
        ["GET /v0/batch/jobs"] = ("/v0/batch/jobs?status=COMPLETED&when=created_before&sort_by=ended&direction=asc&limit=5", null),
        ["POST /v0/batch/jobs application/json"] = ("/v0/batch/jobs", """{"text":["Hello"],"models":{"language":{"granularity":"word"}},"transcription":{"language":"no"}}"""),
        ["POST /v0/batch/jobs multipart/form-data"] = ("/v0/batch/jobs", """json={"notify":true}&file=@speech.wav"""),
        ["GET /v0/batch/jobs/{id}"] = ("/v0/batch/jobs/{job}", null),
        ["GET /v0/batch/jobs/{id}/predictions"] = ("/v0/batch/jobs/{job}/predictions", null),
        ["GET /v0/batch/jobs/{id}/artifacts"] = ("/v0/batch/jobs/{job}/artifacts", null),
    };

    public static TheoryData<string> Operations => [.. SpecLibrary.Shared.Operations.SelectMany(Names)];

    [Fact]
    public void The_specs_hold_the_56_operations_and_each_has_a_request_here()
    {
        var operations = SpecLibrary.Shared.Operations.SelectMany(Names).ToList();

        Assert.Equal(56, operations.Count);
        Assert.Equal(operations.Order(StringComparer.Ordinal), Requests.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_operation_is_answered_as_its_spec_says(string name)
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { JobDuration = TimeSpan.Zero });
        var names = await PrepareAsync(hume);
        var operation = SpecLibrary.Shared.Operations.Single(operation => Names(operation).Contains(name));
        var (path, body) = Requests[name];

        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), Fill(path, names)) { Content = Content(name, body is null ? null : Fill(body, names)) };
        using var response = await hume.Http.SendAsync(request);
        var answer = await Answer.OfAsync(response);

        var status = ((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(status[0] == '2' && operation.Responses.ContainsKey(status), $"{status} is no success that the spec names: {answer.Text}");
        AssertMatches(operation.Responses[status], answer);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_operation_wants_a_credential(string name)
    {
        await using var hume = await Hume.StartAsync();
        using var stranger = new HttpClient { BaseAddress = hume.Simulator.BaseAddress };
        var operation = SpecLibrary.Shared.Operations.Single(operation => Names(operation).Contains(name));

        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), Requests[name].Path) { Content = Content(name, Requests[name].Body) };
        using var response = await stranger.SendAsync(request);

        Assert.Equal(401, (int)response.StatusCode);
    }

    private static IEnumerable<string> Names(ApiOperation operation) =>
        operation.Bodies.Count == 0 ? [operation.Route] : operation.Bodies.Keys.Select(type => $"{operation.Route} {type}");

    private static string Fill(string text, Dictionary<string, string> names) =>
        names.Aggregate(text, (filled, pair) => filled.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));

    private static HttpContent? Content(string name, string? body)
    {
        if (body is null)
            return null;

        if (name.EndsWith(Json, StringComparison.Ordinal))
            return new StringContent(body, Encoding.UTF8, Json);

        Assert.EndsWith(Form, name, StringComparison.Ordinal);
        var form = new MultipartFormDataContent();
        foreach (var part in body.Split('&').Select(part => part.Split('=', 2)))
        {
            if (part[1].StartsWith('@'))
                form.Add(Hume.FilePart(Wav.Tone(0.5), "audio/wav"), part[0], part[1][1..]);
            else
                form.Add(new StringContent(part[1]), part[0]);
        }

        return form;
    }

    private static void AssertMatches(IReadOnlyDictionary<string, Schema> content, Answer answer)
    {
        if (content.Count == 0)
            return;

        var (type, schema) = Assert.Single(content);
        Assert.Equal(type, answer.ContentType);
        var items = type switch
        {
            Json => [answer.Json],
            "text/event-stream" => answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList(),
            _ => new List<JsonNode>(),
        };
        Assert.True(answer.Body.Length > 0);

        // The specs leave out that answers hold null for what is optional, so null alone is no fault here.
        var faults = items.SelectMany(item => SchemaValidator.Validate(item, schema, ["answer"]))
            .Where(problem => problem.Type != "none_forbidden")
            .Select(problem => $"{problem.LocationText}: {problem.Message}");
        Assert.Empty(faults);
    }

    /// <summary>One of everything, by name.</summary>
    private static async Task<Dictionary<string, string>> PrepareAsync(Hume hume)
    {
        async Task<string> CreateAsync(string path, string body, string id = "id") => (string)(await hume.PostAsync(path, body)).Json[id]!;
        var generation = (string)(await hume.PostAsync("/v0/tts", """{"utterances":[{"text":"Hi"}],"format":{"type":"pcm"}}""")).Json["generations"]![0]!["generation_id"]!;
        var chats = (await hume.GetAsync("/v0/evi/chats")).Json["chats_page"]!.AsArray();
        return new Dictionary<string, string>
        {
            ["generation"] = generation,
            ["voice"] = await CreateAsync("/v0/tts/voices", $$"""{"generation_id":"{{generation}}","name":"Sample"}"""),
            ["tool"] = await CreateAsync("/v0/evi/tools", """{"name":"t","parameters":"{}"}"""),
            ["prompt"] = await CreateAsync("/v0/evi/prompts", """{"name":"p","text":"t"}"""),
            ["config"] = await CreateAsync("/v0/evi/configs", """{"name":"c","evi_version":"3","builtin_tools":[{"name":"hang_up"}],"webhooks":[{"url":"https://example.com/","events":["tool_call"]}]}"""),
            ["customVoice"] = await CreateAsync("/v0/evi/custom_voices", """{"name":"v","base_voice":"ITO","parameter_model":"20241004-11parameter","parameters":{"gender":1}}"""),
            ["job"] = await CreateAsync("/v0/batch/jobs", """{"text":["Dear Ada, hello."],"urls":["https://example.com/a.mp4","https://media.invalid/b.png"],"models":{"face":{"facs":{},"descriptions":{}},"burst":{},"prosody":{},"language":{"sentiment":{},"toxicity":{}},"ner":{},"facemesh":{}}}""", "job_id"),
            ["chat"] = (string)chats[0]!["id"]!,
            ["group"] = (string)chats[0]!["chat_group_id"]!,
            ["active"] = (string)chats.Single(chat => (string?)chat!["status"] == "ACTIVE")!["id"]!,
        };
    }
}
