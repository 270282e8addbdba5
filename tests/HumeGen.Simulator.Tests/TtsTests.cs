using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests;

public sealed class TtsTests
{
    private const int Rate = 48_000;
    private const int SamplesPerCharacter = Rate * 60 / 1000;
    private const string Voice = """{"name":"Ava Song","provider":"HUME_AI"}""";

    [Theory]
    [InlineData("Hello.", 1, 0)]
    [InlineData("A somewhat longer line of text, without a full stop", 1, 0)]
    [InlineData("Twice as fast", 2, 0)]
    [InlineData("With some silence", 1, 1.5)]
    [InlineData("Slow and silent", 0.5, 0.25)]
    public async Task A_wav_lasts_as_long_as_its_text(string text, double speed, double silence)
    {
        await using var hume = await Hume.StartAsync();
        var generation = (await hume.PostAsync("/v0/tts", Body(text, "wav", $$""" "speed":{{speed}},"trailing_silence":{{silence}} """))).Ok()["generations"]![0]!;

        var file = Convert.FromBase64String((string)generation["audio"]!);
        var wav = Wav.Parse(file);
        var expected = (int)Math.Round(text.Length * SamplesPerCharacter / speed) + (int)(silence * Rate);
        Assert.Equal((Rate, 1, 16, expected), (wav.SampleRate, wav.Channels, wav.Bits, wav.Samples.Length));
        Assert.Equal(wav.Seconds, (double)generation["duration"]!);
        Assert.Equal(file.Length, (int)generation["file_size"]!);
        Assert.Equal("""{"format":"wav","sample_rate":48000}""", generation["encoding"]!.ToJsonString());
        Assert.True(Loudness(wav.Samples.AsSpan(0, expected - (int)(silence * Rate))) > 500, "The speech should be heard.");
        Assert.All(wav.Samples[^(int)(silence * Rate)..], sample => Assert.Equal(0, sample));
    }

    [Fact]
    public async Task The_same_text_sounds_the_same_and_another_voice_sounds_different()
    {
        await using var hume = await Hume.StartAsync();
        var request = Body("The same text", "pcm");

        var first = await hume.PostAsync("/v0/tts/file", request);

        Assert.Equal(first.Body, (await hume.PostAsync("/v0/tts/file", request)).Body);
        Assert.NotEqual(first.Body, (await hume.PostAsync("/v0/tts/file", Body("The same text", "pcm", """ "description":"an old man" """))).Body);
    }

    [Fact]
    public async Task Pcm_has_no_header()
    {
        await using var hume = await Hume.StartAsync();

        var answer = await hume.PostAsync("/v0/tts/file", Body("Hello", "pcm"));

        Assert.Equal((HttpStatusCode.OK, "application/octet-stream"), (answer.Status, answer.ContentType));
        Assert.Equal(5 * SamplesPerCharacter, Wav.Pcm(answer.Body).Length);
    }

    [Theory]
    [InlineData("\"mp3\"")]
    [InlineData(null)]
    public async Task Mp3_is_answered_with_wav_that_says_so(string? type)
    {
        await using var hume = await Hume.StartAsync();
        var format = type is null ? "" : $$""","format":{"type":{{type}}}""";

        var generation = (await hume.PostAsync("/v0/tts", $$"""{"utterances":[{"text":"Hello"}]{{format}}}""")).Ok()["generations"]![0]!;

        Assert.Equal("wav", (string?)generation["encoding"]!["format"]);
        Wav.Parse(Convert.FromBase64String((string)generation["audio"]!));
    }

    [Fact]
    public async Task Snippets_are_grouped_by_utterance_and_join_into_the_whole()
    {
        await using var hume = await Hume.StartAsync();
        const string body = """{"utterances":[{"text":"One. Two!"},{"text":"Three?","trailing_silence":1}],"format":{"type":"pcm"}}""";

        var answer = await hume.PostAsync("/v0/tts", body);

        var generation = answer.Ok()["generations"]![0]!;
        var groups = generation["snippets"]!.AsArray();
        Assert.Equal([["One.", "Two!"], ["Three?"]], groups.Select(group => group!.AsArray().Select(snippet => (string)snippet!["text"]!)));
        Assert.Equal([[0, 0], [1]], groups.Select(group => group!.AsArray().Select(snippet => (int)snippet!["utterance_index"]!)));
        var snippets = groups.SelectMany(group => group!.AsArray()).ToList();
        Assert.All(snippets, snippet => Assert.Equal((string?)generation["generation_id"], (string?)snippet!["generation_id"]));
        Assert.Equal(3, snippets.Select(snippet => (string?)snippet!["id"]).Distinct().Count());
        Assert.Equal(Convert.FromBase64String((string)generation["audio"]!), snippets.SelectMany(snippet => Convert.FromBase64String((string)snippet!["audio"]!)));
        Assert.Equal(answer.RequestId, (string?)answer.Json["request_id"]);
    }

    [Fact]
    public async Task Without_splitting_an_utterance_is_one_snippet()
    {
        await using var hume = await Hume.StartAsync();

        var answer = await hume.PostAsync("/v0/tts", """{"utterances":[{"text":"One. Two!"}],"split_utterances":false}""");

        Assert.Equal("One. Two!", (string?)Assert.Single(answer.Ok()["generations"]![0]!["snippets"]![0]!.AsArray())!["text"]);
    }

    [Fact]
    public async Task Several_generations_differ()
    {
        await using var hume = await Hume.StartAsync();

        var generations = (await hume.PostAsync("/v0/tts", """{"utterances":[{"text":"Hello"}],"num_generations":3}""")).Ok()["generations"]!.AsArray();

        Assert.Equal(3, generations.Count);
        Assert.Equal(3, generations.Select(generation => (string?)generation!["generation_id"]).Distinct().Count());
        Assert.Equal(3, generations.Select(generation => (string?)generation!["audio"]).Distinct().Count());
    }

    [Fact]
    public async Task A_streamed_file_is_the_same_as_the_finished_one_and_comes_in_chunks()
    {
        await using var hume = await Hume.StartAsync();
        var body = Body("A text of some length, which takes a while to say. And then a little more.", "wav");

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v0/tts/stream/file") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await hume.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.True(response.Headers.TransferEncodingChunked);
        var streamed = await response.Content.ReadAsByteArrayAsync();
        var finished = (await hume.PostAsync("/v0/tts/file", body)).Body;
        Wav.Parse(finished);
        Assert.Equal(finished[44..], streamed[44..]);
        Assert.Equal("RIFF"u8, streamed.AsSpan(0, 4));
        Assert.True(BinaryPrimitives.ReadUInt32LittleEndian(streamed.AsSpan(40)) > 4_000_000_000, "A file without end should say so.");
    }

    [Fact]
    public async Task A_json_stream_has_chunks_of_audio_and_then_timestamps_for_each_snippet()
    {
        await using var hume = await Hume.StartAsync();
        var answer = await hume.PostAsync(
            "/v0/tts/stream/json",
            $$$"""{"utterances":[{"text":"Hello there. Bye!","voice":{{{Voice}}}}],"include_timestamp_types":["word"],"format":{"type":"pcm"}}""");

        var items = Lines(answer);

        var snippets = items.GroupBy(item => (string)item["snippet_id"]!).ToList();
        Assert.Equal(2, snippets.Count);
        foreach (var (snippet, text) in snippets.Zip(["Hello there.", "Bye!"]))
        {
            var audio = snippet.TakeWhile(item => (string?)item["type"] == "audio").ToList();
            Assert.True(audio.Count > 1);
            Assert.Equal(Enumerable.Range(0, audio.Count), audio.Select(item => (int)item["chunk_index"]!));
            Assert.Equal(audio.Select(item => item == audio[^1]), audio.Select(item => (bool)item["is_last_chunk"]!));
            Assert.All(audio, item => Assert.Equal((text, "pcm", 0), ((string?)item["text"], (string?)item["audio_format"], (int)item["utterance_index"]!)));
            Assert.Equal(text.Length * SamplesPerCharacter, audio.Sum(item => Wav.Pcm(Convert.FromBase64String((string)item["audio"]!)).Length));
            Assert.All(snippet.Skip(audio.Count), item => Assert.Equal("timestamp", (string?)item["type"]));
        }

        Assert.Equal(
            [("Hello", 0, 300), ("there", 360, 660), ("Bye", 0, 180)],
            items.Where(item => (string?)item["type"] == "timestamp").Select(item => item["timestamp"]!)
                .Select(timestamp => ((string)timestamp["text"]!, (int)timestamp["time"]!["begin"]!, (int)timestamp["time"]!["end"]!)));
        Assert.All(items, item => Assert.Equal(answer.RequestId, (string?)item["request_id"]));
    }

    [Fact]
    public async Task Each_chunk_is_a_file_of_its_own_unless_headers_are_stripped()
    {
        await using var hume = await Hume.StartAsync();
        const string body = """{"utterances":[{"text":"Hello there. Bye!"}],"format":{"type":"wav"},"strip_headers":STRIP}""";

        var whole = Lines(await hume.PostAsync("/v0/tts/stream/json", body.Replace("STRIP", "false", StringComparison.Ordinal))).Select(Audio).ToList();
        var stripped = Lines(await hume.PostAsync("/v0/tts/stream/json", body.Replace("STRIP", "true", StringComparison.Ordinal))).SelectMany(Audio).ToArray();

        Assert.True(whole.Count > 2);
        Assert.Equal(whole.SelectMany(chunk => Wav.Parse(chunk).Samples), Wav.Pcm(stripped.AsSpan(44)));
    }

    [Fact]
    public async Task Stripping_headers_makes_the_snippets_of_a_generation_join_too()
    {
        await using var hume = await Hume.StartAsync();

        var generation = (await hume.PostAsync("/v0/tts", """{"utterances":[{"text":"Hello there. Bye!"}],"strip_headers":true}""")).Ok()["generations"]![0]!;

        Assert.Equal((string?)generation["audio"], Convert.ToBase64String([.. generation["snippets"]![0]!.AsArray().SelectMany(snippet => Audio(snippet!))]));
    }

    [Fact]
    public async Task Phonemes_lie_within_their_words_and_octave_1_has_no_timestamps()
    {
        await using var hume = await Hume.StartAsync();
        var body = $$"""{"utterances":[{"text":"Hi you","voice":{{Voice}},"speed":2}],"include_timestamp_types":["word","phoneme"],"version":"VERSION"}""";

        var timestamps = (await hume.PostAsync("/v0/tts", body.Replace("VERSION", "2", StringComparison.Ordinal))).Ok()["generations"]![0]!["snippets"]![0]![0]!["timestamps"]!.AsArray();
        var none = (await hume.PostAsync("/v0/tts", body.Replace("VERSION", "1", StringComparison.Ordinal))).Ok()["generations"]![0]!["snippets"]![0]![0]!["timestamps"]!.AsArray();

        Assert.Equal(["Hi 0-60", "h 0-30", "ɪ 30-60", "you 90-180", "j 90-120", "ɒ 120-150", "ʌ 150-180"], timestamps.Select(timestamp => $"{timestamp!["text"]} {timestamp["time"]!["begin"]}-{timestamp["time"]!["end"]}"));
        Assert.Empty(none);
    }

    [Theory]
    [InlineData("""{"utterances":[]}""", "body.utterances: At least one utterance is needed (too_short)")]
    [InlineData("""{"utterances":[{"text":"a"},{"text":""}]}""", "body.utterances.1.text: There is nothing to speak: the text is blank (string_too_short)")]
    [InlineData("""{"utterances":[{"text":" \n"}]}""", "body.utterances.0.text: There is nothing to speak: the text is blank (string_too_short)")]
    [InlineData("""{"utterances":[{"text":"a","speed":4}]}""", "body.utterances.0.speed: The speed is a factor from 0.25 to 3 (out_of_range)")]
    [InlineData("""{"utterances":[{"text":"a","trailing_silence":6}]}""", "body.utterances.0.trailing_silence: The trailing silence is 0 to 5 seconds (out_of_range)")]
    [InlineData("""{"utterances":[{"text":"a"}],"num_generations":6}""", "body.num_generations: 1 to 5 generations can be made, not 6 (out_of_range)")]
    [InlineData("""{"utterances":[{"text":"a"}],"num_generations":0}""", "body.num_generations: 1 to 5 generations can be made, not 0 (out_of_range)")]
    [InlineData("""{"utterances":[{"text":"a"}],"version":"2"}""", "body.utterances.0.voice: Octave 2 needs a voice (missing)")]
    [InlineData("""{"utterances":[{"text":"a","voice":{"name":"Ava Song"}}]}""", "body.utterances.0.voice: No voice of CUSTOM_VOICE has the name 'Ava Song'; a voice of the library needs \"provider\": \"HUME_AI\" (value_error)")]
    [InlineData("""{"utterances":[{"text":"a","voice":{"name":"Yuki Tanaka","provider":"HUME_AI"}}],"version":"1"}""", "body.utterances.0.voice: The voice 'Yuki Tanaka' works with Octave 2 only, not with version 1 (value_error)")]
    [InlineData("""{"utterances":[{"text":"a"}],"context":{"generation_id":"795c949a-1510-4a80-9646-7d0863b023ab"}}""", "body.context.generation_id: There is no generation '795c949a-1510-4a80-9646-7d0863b023ab'; take the id from the answer of a synthesis (value_error)")]
    [InlineData("""{"utterances":[{"text":"a"}],"context":{"utterances":[{"text":""}]}}""", "body.context.utterances.0.text: There is nothing to speak: the text is blank (string_too_short)")]
    public async Task What_breaks_a_rule_is_refused(string body, string fault)
    {
        await using var hume = await Hume.StartAsync();

        Assert.Equal([fault], (await hume.PostAsync("/v0/tts", body)).Faults());
        Assert.Equal([fault], (await hume.PostAsync("/v0/tts/stream/json", body)).Faults());
    }

    [Fact]
    public async Task Texts_and_descriptions_have_a_longest_length()
    {
        await using var hume = await Hume.StartAsync();
        var body = new JsonObject { ["utterances"] = new JsonArray(new JsonObject { ["text"] = new string('a', 5001), ["description"] = new string('a', 1001) }) };

        Assert.Equal(["body.utterances.0.text", "body.utterances.0.description"], (await hume.PostAsync("/v0/tts", body)).Faults().Select(fault => fault.Split(": ")[0]));
    }

    [Fact]
    public async Task Instant_mode_wants_a_voice_one_generation_and_a_stream()
    {
        await using var hume = await Hume.StartAsync();
        const string silent = """{"utterances":[{"text":"a"}],"instant_mode":true}""";
        var spoken = $$"""{"utterances":[{"text":"a","voice":{{Voice}}}],"instant_mode":true""";

        Assert.Equal(["body.instant_mode: Instant mode needs a voice for every utterance (value_error)"], (await hume.PostAsync("/v0/tts/stream/json", silent)).Faults());
        Assert.Equal(["body.num_generations: Instant mode makes one generation only (value_error)"], (await hume.PostAsync("/v0/tts/stream/json", spoken + ""","num_generations":2}""")).Faults());
        Assert.Equal(["body.instant_mode: Instant mode works with the streaming calls only (value_error)"], (await hume.PostAsync("/v0/tts", spoken + "}")).Faults());
        Assert.All(Lines(await hume.PostAsync("/v0/tts/stream/json", spoken + "}")), item => Assert.Null((string?)item["transcribed_text"]));
        Assert.All(Lines(await hume.PostAsync("/v0/tts/stream/json", silent.Replace("true", "false", StringComparison.Ordinal))), item => Assert.Equal("a", (string?)item["transcribed_text"]));
    }

    [Fact]
    public async Task A_voice_holds_for_the_utterances_that_follow()
    {
        await using var hume = await Hume.StartAsync();

        var answer = await hume.PostAsync("/v0/tts", $$"""{"utterances":[{"text":"a","voice":{{Voice}}},{"text":"a"},{"text":"a","voice":null}],"version":"2"}""");

        var audio = answer.Ok()["generations"]![0]!["snippets"]!.AsArray().Select(group => (string?)group![0]!["audio"]).ToList();
        Assert.Equal(audio[0], audio[1]);
        Assert.Equal(audio[0], audio[2]);
    }

    [Fact]
    public async Task A_generation_serves_as_context_of_the_next()
    {
        await using var hume = await Hume.StartAsync();
        var id = (string?)(await hume.PostAsync("/v0/tts", Body("a", "pcm"))).Ok()["generations"]![0]!["generation_id"];

        (await hume.PostAsync("/v0/tts", $$$"""{"utterances":[{"text":"b"}],"context":{"generation_id":"{{{id}}}"}}""")).Ok();
        (await hume.PostAsync("/v0/tts", """{"utterances":[{"text":"b"}],"context":{"utterances":[{"text":"a"}]}}""")).Ok();
    }

    [Fact]
    public async Task A_stream_that_is_cut_ends_in_an_error_after_what_had_come()
    {
        await using var hume = await Hume.StartAsync();
        hume.Simulator.FailNext(InjectedFailure.CutAfter(50_000));

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v0/tts/stream/file") { Content = new StringContent(Body("A text of some length", "pcm"), Encoding.UTF8, "application/json") };
        using var response = await hume.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var arrived = new byte[50_000];
        await stream.ReadExactlyAsync(arrived);

        await Assert.ThrowsAnyAsync<IOException>(() => stream.ReadExactlyAsync(new byte[1]).AsTask());
    }

    private static string Body(string text, string format, string? more = null) =>
        $$$"""{"utterances":[{"text":"{{{text}}}"{{{(more is null ? "" : "," + more)}}}}],"format":{"type":"{{{format}}}"}}""";

    private static byte[] Audio(JsonNode item) => Convert.FromBase64String((string)item["audio"]!);

    private static List<JsonNode> Lines(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return [.. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    private static double Loudness(ReadOnlySpan<short> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
            sum += (double)sample * sample;

        return Math.Sqrt(sum / samples.Length);
    }
}
