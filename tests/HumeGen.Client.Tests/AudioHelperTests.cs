using System.Globalization;
using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement.Batch;
using Hume.ExpressionMeasurement.Stream;
using Hume.Tts;
using HumeGen.Audio;
using HumeGen.Json;

namespace Hume.Tests;

/// <summary>The API's messages give audio, subtitles and scores.</summary>
public class AudioHelperTests
{
    private static readonly PcmFormat Format = new(48_000);

    [Fact]
    public void Pieces_of_speech_are_joined_to_one_recording()
    {
        byte[] samples = [1, 0, 2, 0, 3, 0, 4, 0];
        var pieces = new[] { samples[..4], samples[4..] }.Select((s, i) => new AudioOutput { Id = $"{i}", Data = new PcmAudio(s, Format).ToWav() });

        var speech = PcmAudio.Join(pieces.Select(p => p.ReadPcm()));

        Assert.Equal(samples, speech.Data.ToArray());
        Assert.Equal(Format, speech.Format);
    }

    [Fact]
    public void Words_of_speech_become_subtitles_without_their_phonemes()
    {
        Timestamp At(string text, TimestampType type, long begin, long end) => new() { Text = text, Type = type, Time = new() { Begin = begin, End = end } };
        Timestamp[] timestamps = [At("Good", TimestampType.Word, 0, 200), At("ɡ", TimestampType.Phoneme, 0, 80), At("morning!", TimestampType.Word, 200, 750)];

        Assert.Equal("1\n00:00:00,000 --> 00:00:00,750\nGood morning!\n\n", timestamps.ToTimedTexts().ToSrt());
    }

    [Theory]
    [Trait("Discrepancy", "docs/discrepancies.md#start-of-timestamps")]
    [InlineData(0, 500)]
    [InlineData(1000, 1500)]
    public void Words_of_all_snippets_have_their_times_from_the_start_of_the_speech(long secondBegin, long secondEnd)
    {
        var speech = Generation(2, ("Good morning!", ["GOOD 0 400", "MORNING 400 900"]), ("Sleep – well?", [$"SLEEP {secondBegin} {secondEnd}", $"WELL {secondEnd} {secondEnd + 300}"]));

        Assert.Equal(["Good 0-400", "morning! 400-900", "Sleep – 1000-1500", "well? 1500-1800"], Words(speech));
    }

    [Fact]
    public void Words_that_are_not_those_of_the_text_keep_their_spelling()
    {
        var speech = Generation(1, ("It costs 20 dollars.", ["IT 0 100", "COSTS 100 300", "TWENTY 300 500", "US 500 600", "DOLLARS 600 900"]));

        Assert.Equal(["IT 0-100", "COSTS 100-300", "TWENTY 300-500", "US 500-600", "DOLLARS 600-900"], Words(speech));
    }

    [Fact]
    public void Scores_of_a_chat_have_the_names_of_the_API_also_those_that_are_new()
    {
        var scores = ApiJson.Read<EmotionScores>("""{"Joy":0.5,"Empathic Pain":0.25,"Zest":0.75}""").ToScores();

        Assert.Equal([new("Zest", 0.75), new("Joy", 0.5), new("Empathic Pain", 0.25)], scores.Top(3));
    }

    [Fact]
    public void What_the_user_said_has_its_time_and_its_emotions()
    {
        const string message = """
            {"type":"user_message","from_text":false,"interim":false,"message":{"role":"user","content":"Hello"},"time":{"begin":500,"end":1500},
             "models":{"prosody":{"scores":{"Joy":0.5}}}}
            """;

        var span = ApiJson.Read<UserMessage>(message).ToScoredSpan()!;

        Assert.Equal((TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5), "Hello"), (span.Begin, span.End, span.Text));
        Assert.Equal([new NamedScore("Joy", 0.5)], span.Scores);
        Assert.Null(ApiJson.Read<UserMessage>(message.Replace("prosody", "other", StringComparison.Ordinal)).ToScoredSpan());
    }

    [Fact]
    public void Predictions_of_a_job_and_of_a_stream_become_the_same_table()
    {
        var batch = ApiJson.Read<ProsodyPrediction>("""{"text":"Hello","time":{"begin":0.5,"end":1.5},"emotions":[{"name":"Joy","score":0.5}]}""");
        var stream = ApiJson.Read<StreamModelPredictionsProsodyPredictionsItem>("""{"time":{"begin":0.5,"end":1.5},"emotions":[{"name":"Joy","score":0.5},{"name":"Awe"}]}""");
        var face = ApiJson.Read<StreamModelPredictionsFacePredictionsItem>("""{"time":2,"emotions":[{"name":"Joy","score":0.5}]}""");

        Assert.Equal("begin,end,text,Joy\r\n0.5,1.5,Hello,0.5\r\n", new[] { batch }.ToScoredSpans().ToCsv());
        Assert.Equal("begin,end,Joy\r\n0.5,1.5,0.5\r\n", new[] { stream, new() }.ToScoredSpans().ToCsv());
        Assert.Equal("begin,end,Joy\r\n2,2,0.5\r\n", new[] { face }.ToScoredSpans().ToCsv());
    }

    private static IEnumerable<string> Words(ReturnGeneration speech) =>
        speech.ToTimedTexts().Select(w => $"{w.Text} {w.Begin.TotalMilliseconds}-{w.End.TotalMilliseconds}");

    private static ReturnGeneration Generation(double seconds, params (string Text, string[] Words)[] snippets) => new()
    {
        Audio = default,
        Duration = seconds,
        Encoding = new() { Format = AudioFormatType.Wav, SampleRate = 48_000 },
        FileSize = 0,
        GenerationId = "g",
        Snippets =
        [
            [
                .. snippets.Select(s => new Snippet
                {
                    Audio = new byte[1000],
                    GenerationId = "g",
                    Id = "s",
                    Text = s.Text,
                    Timestamps = [.. s.Words.Select(w => w.Split(' ')).Select(w => new Timestamp
                    {
                        Text = w[0],
                        Type = TimestampType.Word,
                        Time = new() { Begin = long.Parse(w[1], CultureInfo.InvariantCulture), End = long.Parse(w[2], CultureInfo.InvariantCulture) },
                    })],
                }),
            ],
        ],
    };
}
