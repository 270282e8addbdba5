using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests.Sockets;

public sealed class StreamTests
{
    [Fact]
    public async Task A_text_is_measured_piece_by_piece()
    {
        await using var hume = await Hume.StartAsync();
        await using var stream = await Wire.OpenAsync(hume, "/v0/stream/models");

        var answer = await AskAsync(stream, """
            {"data":"I feel fine. Do you?","raw_text":true,"payload_id":"p-1",
            "models":{"language":{"granularity":"sentence","sentiment":{},"toxicity":{}}}}
            """);

        var predictions = answer["language"]!["predictions"]!.AsArray();
        Assert.Equal("p-1", (string?)answer["payload_id"]);
        Assert.Equal(["I feel fine.", "Do you?"], predictions.Select(prediction => (string?)prediction!["text"]));
        Assert.Equal((13, 20), ((int)predictions[1]!["position"]!["begin"]!, (int)predictions[1]!["position"]!["end"]!));
        Assert.Equal([53, 9, 6], new[] { "emotions", "sentiment", "toxicity" }.Select(name => predictions[0]![name]!.AsArray().Count));
        Assert.False(answer.AsObject().ContainsKey("job_details"));
        var words = await AskAsync(stream, """{"data":"I feel fine","raw_text":true,"models":{"language":{}}}""");
        Assert.Equal(["I", "feel", "fine"], words["language"]!["predictions"]!.AsArray().Select(word => (string?)word!["text"]));
    }

    [Fact]
    public async Task Sound_is_measured_and_the_same_sound_gives_the_same_scores()
    {
        await using var hume = await Hume.StartAsync();
        var data = Convert.ToBase64String(Wav.Tone(2));
        var request = $$"""{"data":"{{data}}","models":{"prosody":{},"burst":{} } }""";
        await using var one = await Wire.OpenAsync(hume, "/v0/stream/models");
        await using var two = await Wire.OpenAsync(hume, "/v0/stream/models");

        var answer = await AskAsync(one, request);

        foreach (var model in new[] { "prosody", "burst" })
        {
            var prediction = Assert.Single(answer[model]!["predictions"]!.AsArray())!;
            Assert.Equal(48, prediction["emotions"]!.AsArray().Select(emotion => (string?)emotion!["name"]).Distinct().Count());
        }

        Assert.Equal((0.0, 2.0), Times(answer));
        Assert.Equal(answer.ToJsonString(), (await AskAsync(two, request)).ToJsonString());
    }

    [Fact]
    public async Task Sound_is_measured_together_with_what_came_before_until_the_stream_is_reset()
    {
        await using var hume = await Hume.StartAsync();
        await using var stream = await Wire.OpenAsync(hume, "/v0/stream/models");
        var data = Convert.ToBase64String(Wav.Tone(1));
        string Request(string more) => $$"""{"data":"{{data}}","models":{"prosody":{} }{{more}} }""";

        var first = await AskAsync(stream, Request(""));
        var second = await AskAsync(stream, Request(""));
        var narrow = await AskAsync(stream, Request(""","stream_window_ms":1500"""));
        var reset = await AskAsync(stream, Request(""","reset_stream":true"""));

        Assert.Equal([1.0, 2.0, 1.5, 1.0], new[] { first, second, narrow, reset }.Select(answer => Times(answer).End));
        Assert.Equal(first.ToJsonString(), reset.ToJsonString());
        Assert.NotEqual(Scores(first), Scores(second));
    }

    [Fact]
    public async Task A_picture_is_measured()
    {
        await using var hume = await Hume.StartAsync();
        await using var stream = await Wire.OpenAsync(hume, "/v0/stream/models");

        foreach (var image in new[] { Png(640, 480), Jpeg(640, 480) })
        {
            var answer = await AskAsync(stream, $$"""
                {"data":"{{Convert.ToBase64String(image)}}",
                "models":{"face":{"facs":{},"descriptions":{},"identify_faces":true},"facemesh":{} } }
                """);

            var face = Assert.Single(answer["face"]!["predictions"]!.AsArray())!;
            Assert.Equal([48, 35, 27], new[] { "emotions", "facs", "descriptions" }.Select(name => face[name]!.AsArray().Count));
            Assert.Equal(("face_0", 0), ((string?)face["face_id"], (int)face["frame"]!));
            Assert.True(face.AsObject().ContainsKey("time") && face["time"] is null);
            Assert.True((double)face["bbox"]!["x"]! + (double)face["bbox"]!["w"]! <= 640);
            Assert.Equal(48, Assert.Single(answer["facemesh"]!["predictions"]!.AsArray())!["emotions"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task Control_flags_work_without_media()
    {
        await using var hume = await Hume.StartAsync();
        await using var stream = await Wire.OpenAsync(hume, "/v0/stream/models");

        var job = (await AskAsync(stream, """{"job_details":true}"""))["job_details"]!["job_id"];

        Assert.Equal("{}", (await AskAsync(stream, "{}")).ToJsonString());
        Assert.Equal("""{"payload_id":"r"}""", (await AskAsync(stream, """{"reset_stream":true,"payload_id":"r"}""")).ToJsonString());
        var measured = await AskAsync(stream, """{"data":"Hi","raw_text":true,"models":{"language":{}},"job_details":true}""");
        Assert.Equal((string?)job, (string?)measured["job_details"]!["job_id"]);
    }

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "no JSON", "E0100", "" },
        { "[]", "E0101", "" },
        { """{"data":"aGk=","models":{"languge":{}}}""", "E0101", "models.languge" },
        { """{"data":"aGk=","models":{"language":{"granularity":"letter"}}}""", "E0101", "models.language.granularity" },
        { """{"data":"aGk="}""", "E0101", "models" },
        { """{"models":{"face":{}}}""", "E0101", "data" },
        { """{"data":"aGk=","models":{"language":{}},"stream_window_ms":100}""", "E0101", "stream_window_ms" },
        { """{"data":"Hello","raw_text":true,"models":{"face":{}}}""", "E0102", "models.face" },
        { $$"""{"data":"{{Convert.ToBase64String(Png(64, 64))}}","models":{"face":{},"prosody":{} } }""", "E0102", "models.prosody" },
        { File([0, 1, 2, 3], "face"), "E0200", "" },
        { """{"data":"","models":{"face":{}}}""", "E0200", "" },
        { """{"data":"I feel fine","models":{"language":{}}}""", "E0201", "raw_text" },
        { File(Wav.Tone(0), "prosody"), "E0202", "" },
        { File(Wav.Tone(5.5), "prosody"), "E0203", "5500 ms" },
        { File(Mp4(6.5), "face"), "E0204", "6500 ms" },
        { File(Png(3001, 20), "face"), "E0205", "3001 x 20" },
        { File(Jpeg(20, 4000), "face"), "E0205", "20 x 4000" },
        { $$"""{"data":"{{new string('a', 10_001)}}","raw_text":true,"models":{"language":{} } }""", "E0206", "10001" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistakes_have_their_codes_and_the_stream_goes_on(string payload, string code, string named)
    {
        await using var hume = await Hume.StartAsync();
        await using var stream = await Wire.OpenAsync(hume, "/v0/stream/models");

        var answer = await AskAsync(stream, payload);

        Assert.True(code == (string?)answer["code"], answer.ToJsonString());
        Assert.Contains(named, (string)answer["error"]!, StringComparison.Ordinal);
        Assert.Equal("{}", (await AskAsync(stream, "{}")).ToJsonString());
    }

    [Fact]
    public async Task What_is_at_the_limit_is_taken()
    {
        await using var hume = await Hume.StartAsync();
        await using var stream = await Wire.OpenAsync(hume, "/v0/stream/models");

        Assert.NotNull((await AskAsync(stream, File(Wav.Tone(5), "prosody")))["prosody"]);
        Assert.NotNull((await AskAsync(stream, File(Png(3000, 3000), "face")))["face"]);
        Assert.Equal(12, (await AskAsync(stream, File(Mp4(4), "face")))["face"]!["predictions"]!.AsArray().Count);
        var text = $$"""{"data":"{{new string('a', 10_000)}}","raw_text":true,"models":{"language":{} } }""";
        Assert.NotNull((await AskAsync(stream, text))["language"]);
    }

    public static TheoryData<string, string> Nothings => new()
    {
        { File(Quiet(), "burst"), "W0101" },
        { File(Png(8, 8), "facemesh"), "W0102" },
        { File(Png(8, 8), "face"), "W0103" },
        {
            $$"""{"data":"{{Convert.ToBase64String(Png(640, 480))}}","models":{"face":{"min_face_size":600} }, "payload_id":"p"}""",
            "W0103"
        },
        { """{"data":"123 !","raw_text":true,"models":{"language":{}},"payload_id":"p"}""", "W0104" },
        { File(Quiet(), "prosody"), "W0105" },
    };

    [Theory]
    [MemberData(nameof(Nothings))]
    public async Task Media_without_anything_to_find_gives_a_warning(string payload, string code)
    {
        await using var hume = await Hume.StartAsync();
        await using var stream = await Wire.OpenAsync(hume, "/v0/stream/models");

        var answer = await AskAsync(stream, payload);

        Assert.Equal((code, "p"), ((string?)answer["code"], (string?)answer["payload_id"]));
        Assert.NotEmpty((string)answer["warning"]!);
        Assert.Null(answer["error"]);
    }

    [Fact]
    public async Task Ten_equal_errors_close_the_stream()
    {
        await using var hume = await Hume.StartAsync();
        await using var stream = await Wire.OpenAsync(hume, "/v0/stream/models");

        for (var i = 0; i < 10; i++)
            await stream.SendAsync("no JSON");

        Assert.Equal(10, (await stream.ReadToCloseAsync(1008)).Count);
    }

    [Fact]
    public async Task A_stream_without_payloads_is_closed_after_a_minute()
    {
        var time = new ManualTime();
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = time });
        await using var stream = await Wire.OpenAsync(hume, "/v0/stream/models");
        time.Advance(TimeSpan.FromSeconds(59));
        await AskAsync(stream, "{}");
        time.Advance(TimeSpan.FromSeconds(59));
        await AskAsync(stream, "{}");

        time.Advance(TimeSpan.FromSeconds(60));

        Assert.Empty(await stream.ReadToCloseAsync(1000));
    }

    private static string File(byte[] content, string model) =>
        $$"""{"data":"{{Convert.ToBase64String(content)}}","models":{"{{model}}":{} },"payload_id":"p"}""";

    private static async Task<JsonNode> AskAsync(Wire stream, string payload)
    {
        await stream.SendAsync(payload);
        return await stream.ReadAsync();
    }

    private static (double Begin, double End) Times(JsonNode answer)
    {
        var time = answer["prosody"]!["predictions"]![0]!["time"]!;
        return ((double)time["begin"]!, (double)time["end"]!);
    }

    private static string Scores(JsonNode answer) => answer["prosody"]!["predictions"]![0]!["emotions"]!.ToJsonString();

    private static byte[] Quiet()
    {
        var file = Wav.Tone(1);
        file.AsSpan(44).Clear();
        return file;
    }

    private static byte[] Png(int width, int height)
    {
        byte[] file = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', 0, 0, 0, 13, .. "IHDR"u8, .. new byte[17]];
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        return file;
    }

    private static byte[] Jpeg(int width, int height)
    {
        byte[] file = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC4, 0, 2, 0xFF, 0xC2, 0, 17, 8, 0, 0, 0, 0, 3, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(17), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(19), (ushort)width);
        return file;
    }

    private static byte[] Mp4(double seconds)
    {
        byte[] file = [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 0, 0, 0, 0, 0, 108, .. "mvhd"u8, .. new byte[100]];
        var box = file.AsSpan(Encoding.ASCII.GetString(file).IndexOf("mvhd", StringComparison.Ordinal) + 4);
        BinaryPrimitives.WriteUInt32BigEndian(box[12..], 1000);
        BinaryPrimitives.WriteUInt32BigEndian(box[16..], (uint)(seconds * 1000));
        return file;
    }
}
