using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests;

public sealed class BatchTests
{
    [Fact]
    public async Task A_job_waits_is_worked_on_and_ends_as_time_goes_by()
    {
        var time = new ManualTime();
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = time, JobDuration = TimeSpan.FromSeconds(8) });
        var id = await StartAsync(hume, """{"text":["I am glad."]}""");
        var created = time.GetUtcNow().ToUnixTimeMilliseconds();

        Assert.Equal($$"""{"status":"QUEUED","created_timestamp_ms":{{created}}}""", await StateAsync(hume, id));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal($$"""{"status":"IN_PROGRESS","created_timestamp_ms":{{created}},"started_timestamp_ms":{{created + 2000}}}""", await StateAsync(hume, id));
        Assert.Equal("job_not_ended", (string?)(await hume.GetAsync($"/v0/batch/jobs/{id}/predictions")).Expect(HttpStatusCode.BadRequest)["error"]);
        (await hume.GetAsync($"/v0/batch/jobs/{id}/artifacts")).Expect(HttpStatusCode.BadRequest);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(
            $$"""{"status":"COMPLETED","created_timestamp_ms":{{created}},"started_timestamp_ms":{{created + 2000}},"ended_timestamp_ms":{{created + 8000}},"num_predictions":3,"num_errors":0}""",
            await StateAsync(hume, id));
    }

    [Fact]
    public async Task A_form_with_files_and_settings_is_one_job_with_a_result_for_each_source()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { JobDuration = TimeSpan.Zero });
        var wav = Wav.Tone(3.5);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""{"text":["I am glad.","What a pity!"],"urls":["https://example.com/faces/100.jpg"],"notify":true}"""), "json" },
            { Hume.FilePart(wav, "audio/wav"), "file", "speech.wav" },
            { Hume.FilePart([1, 2, 3], "image/png"), "file", "face.png" },
        };

        var id = (string?)(await hume.PostFormAsync("/v0/batch/jobs", form)).Ok()["job_id"];

        var job = (await hume.GetAsync($"/v0/batch/jobs/{id}")).Ok();
        Assert.Equal("INFERENCE", (string?)job["type"]);
        Assert.True((bool)job["request"]!["notify"]!);
        var file = job["request"]!["files"]![0]!;
        Assert.Equal(("speech.wav", "audio/wav", Md5(wav)), ((string?)file["filename"], (string?)file["content_type"], (string?)file["md5sum"]));
        var results = (await hume.GetAsync($"/v0/batch/jobs/{id}/predictions")).Ok().AsArray();
        Assert.Equal(["url", "file", "file", "text", "text"], results.Select(result => (string?)result!["source"]!["type"]));
        Assert.Equal(
            [["face", "facemesh"], ["prosody", "burst", "language", "ner"], ["face", "facemesh"], ["language", "ner"], ["language", "ner"]],
            results.Select(result => Models(result!).Select(model => model.Key)));
        Assert.Equal(3.5, (double)Predictions(results[1]!, "prosody").Last()["time"]!["end"]!);
        Assert.Equal(48, Predictions(results[1]!, "prosody").First()["emotions"]!.AsArray().Count);
        Assert.Equal(48, Predictions(results[1]!, "burst").Single()["emotions"]!.AsArray().Count);
        Assert.Equal(48, Predictions(results[2]!, "face").Single()["emotions"]!.AsArray().Count);
        var words = Predictions(results[3]!, "language").ToList();
        Assert.Equal(["I", "am", "glad."], words.Select(word => (string?)word["text"]));
        Assert.Equal([(0, 1), (2, 4), (5, 10)], words.Select(word => ((int)word["position"]!["begin"]!, (int)word["position"]!["end"]!)));
        Assert.All(words, word => Assert.Equal(53, word["emotions"]!.AsArray().Select(emotion => (string?)emotion!["name"]).Distinct().Count()));
        Assert.All(words, word => Assert.All(word["emotions"]!.AsArray(), emotion => Assert.InRange((double)emotion!["score"]!, 0, 1)));
    }

    [Fact]
    public async Task Scores_depend_on_the_content_only()
    {
        await using var one = await Hume.StartAsync(new HumeSimulatorOptions { JobDuration = TimeSpan.Zero });
        await using var two = await Hume.StartAsync(new HumeSimulatorOptions { JobDuration = TimeSpan.Zero });
        const string glad = """{"text":["I am glad."]}""";
        await two.GetAsync("/v0/evi/chats");

        var results = await PredictionsAsync(one, glad);

        Assert.Equal(results.ToJsonString(), (await PredictionsAsync(two, glad)).ToJsonString());
        Assert.NotEqual(results.ToJsonString(), (await PredictionsAsync(two, glad.Replace("glad", "sad!", StringComparison.Ordinal))).ToJsonString());
    }

    [Fact]
    public async Task Models_run_with_the_settings_they_were_given()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { JobDuration = TimeSpan.Zero });
        const string body = """
            {
              "urls": ["https://example.com/a.png", "https://example.com/a.mp4"],
              "text": ["One two. Three."],
              "models": {
                "face": {"facs": {}, "descriptions": {}, "identify_faces": true, "fps_pred": 5},
                "language": {"granularity": "sentence", "sentiment": {}, "toxicity": {}},
                "prosody": {"window": {"length": 2, "step": 1}}
              },
              "transcription": {"language": "pt-BR"}
            }
            """;

        var results = (await PredictionsAsync(hume, body)).AsArray();

        var face = Predictions(results[0]!, "face").Single();
        Assert.Contains("AU12 Lip Corner Puller", face["facs"]!.AsArray().Select(score => (string?)score!["name"]));
        Assert.Contains("Smile", face["descriptions"]!.AsArray().Select(score => (string?)score!["name"]));
        Assert.Equal("face_0", (string?)Models(results[0]!)["face"]!["grouped_predictions"]![0]!["id"]);
        Assert.Equal(5 * (double)Predictions(results[1]!, "prosody").Last()["time"]!["end"]!, Predictions(results[1]!, "face").Count());
        Assert.Equal([0.0, 1.0], Predictions(results[1]!, "prosody").Take(2).Select(prediction => (double)prediction["time"]!["begin"]!));
        Assert.Equal("pt-BR", (string?)Models(results[1]!)["prosody"]!["metadata"]!["detected_language"]);
        var sentences = Predictions(results[2]!, "language").ToList();
        Assert.Equal(["One two.", "Three."], sentences.Select(sentence => (string?)sentence["text"]));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9"], sentences[0]["sentiment"]!.AsArray().Select(score => (string?)score!["name"]));
        Assert.Equal(["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"], sentences[0]["toxicity"]!.AsArray().Select(score => (string?)score!["name"]));
        Assert.Equal(["language"], Models(results[2]!).Select(model => model.Key));
    }

    [Fact]
    public async Task What_is_off_by_default_is_null()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { JobDuration = TimeSpan.Zero });

        var results = (await PredictionsAsync(hume, """{"urls":["https://example.com/a.png"],"text":["Dear Ada, hello."]}""")).AsArray();

        var face = Predictions(results[0]!, "face").Single().AsObject();
        Assert.True(face.ContainsKey("facs") && face["facs"] is null);
        Assert.True(Models(results[0]!)["face"]!.AsObject().ContainsKey("metadata") && Models(results[0]!)["face"]!["metadata"] is null);
        Assert.Null(Predictions(results[1]!, "language").First()["sentiment"]);
        Assert.Equal("Ada", (string?)Predictions(results[1]!, "ner").Single()["entity"]);
    }

    [Theory]
    [InlineData("noise.bin", "application/octet-stream", "E0200")]
    [InlineData("empty.txt", "text/plain", "empty")]
    [InlineData("broken.wav", "audio/wav", "E0202")]
    public async Task A_source_that_cannot_be_read_is_an_error_beside_the_others_and_alone_fails_the_job(string name, string type, string reason)
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { JobDuration = TimeSpan.Zero });
        var content = name.StartsWith("empty", StringComparison.Ordinal) ? [] : Encoding.ASCII.GetBytes("RIFFnothing more");
        using var alone = new MultipartFormDataContent { { Hume.FilePart(content, type), "file", name } };
        using var beside = new MultipartFormDataContent { { Hume.FilePart(content, type), "file", name }, { Hume.FilePart("Hello"u8.ToArray(), "text/plain"), "file", "good.txt" } };

        var failed = (string?)(await hume.PostFormAsync("/v0/batch/jobs", alone)).Ok()["job_id"];
        var completed = (string?)(await hume.PostFormAsync("/v0/batch/jobs", beside)).Ok()["job_id"];

        var state = (await hume.GetAsync($"/v0/batch/jobs/{failed}")).Ok()["state"]!;
        Assert.Equal("FAILED", (string?)state["status"]);
        Assert.Contains(reason, (string?)state["message"], StringComparison.Ordinal);
        Assert.Contains("\"num_errors\":1", await StateAsync(hume, completed!), StringComparison.Ordinal);
        var results = (await hume.GetAsync($"/v0/batch/jobs/{completed}/predictions")).Ok().AsArray();
        var error = Assert.Single(results[0]!["results"]!["errors"]!.AsArray())!;
        Assert.Equal(name, (string?)error["file"]);
        Assert.Contains(reason, (string?)error["message"], StringComparison.Ordinal);
        Assert.Single(results[1]!["results"]!["predictions"]!.AsArray());
    }

    [Fact]
    public async Task A_url_that_nobody_can_reach_and_a_model_that_does_not_fit()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { JobDuration = TimeSpan.Zero });

        var results = (await PredictionsAsync(hume, """{"urls":["https://media.invalid/a.png"],"text":["Hello"],"models":{"language":{}}}""")).AsArray();
        var unfit = await StateAsync(hume, await StartAsync(hume, """{"text":["Hello"],"models":{"face":{}}}"""));

        Assert.Contains("E0207", (string?)results[0]!["error"], StringComparison.Ordinal);
        Assert.Single(results[1]!["results"]!["predictions"]!.AsArray());
        Assert.Contains("E0102", unfit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_are_listed_newest_first_and_can_be_picked()
    {
        var time = new ManualTime();
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = time, JobDuration = TimeSpan.FromSeconds(10) });
        var first = await StartAsync(hume, """{"text":["1"]}""");
        time.Advance(TimeSpan.FromSeconds(10));
        var second = await StartAsync(hume, """{"text":["2"]}""");
        time.Advance(TimeSpan.FromSeconds(5));
        var third = await StartAsync(hume, """{"text":["3"]}""");
        var middle = time.GetUtcNow().AddSeconds(-1).ToUnixTimeMilliseconds();

        Assert.Equal([third, second, first], await ListAsync(hume, ""));
        Assert.Equal([first, second, third], await ListAsync(hume, "?direction=asc"));
        Assert.Equal([third, second], await ListAsync(hume, "?limit=2"));
        Assert.Equal([first], await ListAsync(hume, "?status=COMPLETED"));
        Assert.Equal([third, second], await ListAsync(hume, "?status=QUEUED&status=IN_PROGRESS"));
        Assert.Equal([third], await ListAsync(hume, $"?when=created_after&timestamp_ms={middle}"));
        Assert.Equal([second, first], await ListAsync(hume, $"?when=created_before&timestamp_ms={middle}"));
        Assert.Equal([first, second, third], await ListAsync(hume, "?sort_by=started&direction=asc"));
    }

    [Fact]
    public async Task Artifacts_are_an_archive_with_a_table_for_each_model()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { JobDuration = TimeSpan.Zero });
        var id = await StartAsync(hume, """{"urls":["https://example.com/..%2F..%2Fa.png"],"text":["Hello there."]}""");

        var answer = await hume.GetAsync($"/v0/batch/jobs/{id}/artifacts");

        Assert.Equal((HttpStatusCode.OK, "application/octet-stream"), (answer.Status, answer.ContentType));
        using var zip = new ZipArchive(new MemoryStream(answer.Body));
        Assert.Equal(["0-a.png/csv/face.csv", "0-a.png/csv/facemesh.csv", "1-text/csv/language.csv", "1-text/csv/ner.csv"], zip.Entries.Select(entry => entry.FullName));
        using var reader = new StreamReader(zip.GetEntry("1-text/csv/language.csv")!.Open());
        var rows = (await reader.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("Id,text,position begin,position end,", rows[0], StringComparison.Ordinal);
        Assert.Contains(",Admiration,", rows[0], StringComparison.Ordinal);
        Assert.Equal(["unknown,Hello,0,5,", "unknown,there.,6,12,"], rows.Skip(1).Select(row => string.Concat(row.Split(',').Take(4).Select(cell => cell + ","))));
        Assert.All(rows, row => Assert.Equal(rows[0].Split(',').Length, row.Split(',').Length));
    }

    [Fact]
    public async Task The_request_of_a_job_has_its_defaults_written_out()
    {
        await using var hume = await Hume.StartAsync();
        var id = await StartAsync(hume, """{"urls":["https://example.com/a.wav"],"models":{"face":{"fps_pred":5},"burst":{},"prosody":null}}""");

        var request = (await hume.GetAsync($"/v0/batch/jobs/{id}")).Ok()["request"]!;

        Assert.Equal(
            """{"burst":{},"face":{"descriptions":null,"facs":null,"fps_pred":5,"identify_faces":false,"min_face_size":60,"prob_threshold":0.99,"save_faces":false}}""",
            request["models"]!.ToJsonString());
        Assert.Equal("""{"callback_url":null,"files":[],"notify":false,"text":[],"urls":["https://example.com/a.wav"]}""", Without(request, "models"));
    }

    [Theory]
    [InlineData("{}", "body: There is nothing to measure: give urls, text or files (too_short)")]
    [InlineData("""{"text":["a"],"models":{}}""", "body.models: Name at least one model, or leave models out to run all (too_short)")]
    [InlineData("""{"urls":["example.com/a.png"]}""", "body.urls.0: Input should be an absolute URL such as https://example.com/file.wav (url_parsing)")]
    [InlineData("""{"text":["a"],"models":{"smell":{}}}""", "body.models.smell: The API does not know this member; remove it or correct its name (extra_forbidden)")]
    [InlineData("""{"text":["a"],"transcription":{"language":"tlh"}}""", "body.transcription.language: Input should be one of 'zh', 'da'")]
    public async Task A_request_that_makes_no_sense_is_refused(string body, string fault)
    {
        await using var hume = await Hume.StartAsync();

        Assert.StartsWith(fault, Assert.Single((await hume.PostAsync("/v0/batch/jobs", body)).Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_does_not_exist_is_400_in_the_words_that_clients_look_for()
    {
        await using var hume = await Hume.StartAsync();

        foreach (var path in new[] { "", "/predictions", "/artifacts" })
            Assert.Equal("job not found", (string?)(await hume.GetAsync("/v0/batch/jobs/795c949a-1510-4a80-9646-7d0863b023ab" + path)).Expect(HttpStatusCode.BadRequest)["message"]);
    }

    private static async Task<string> StartAsync(Hume hume, string body) => (string)(await hume.PostAsync("/v0/batch/jobs", body)).Ok()["job_id"]!;

    private static async Task<JsonNode> PredictionsAsync(Hume hume, string body) =>
        (await hume.GetAsync($"/v0/batch/jobs/{await StartAsync(hume, body)}/predictions")).Ok();

    private static async Task<string> StateAsync(Hume hume, string id) => (await hume.GetAsync($"/v0/batch/jobs/{id}")).Ok()["state"]!.ToJsonString();

    private static async Task<List<string>> ListAsync(Hume hume, string query) =>
        [.. (await hume.GetAsync("/v0/batch/jobs" + query)).Ok().AsArray().Select(job => (string)job!["job_id"]!)];

    private static JsonObject Models(JsonNode result) => result["results"]!["predictions"]![0]!["models"]!.AsObject();

    private static IEnumerable<JsonNode> Predictions(JsonNode result, string model) =>
        Models(result)[model]!["grouped_predictions"]!.AsArray().SelectMany(group => group!["predictions"]!.AsArray()).Select(prediction => prediction!);

    private static string Without(JsonNode node, string member)
    {
        var copy = node.DeepClone().AsObject();
        copy.Remove(member);
        return copy.ToJsonString();
    }

#pragma warning disable CA5351 // The API reports MD5 checksums.
    private static string Md5(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
}
