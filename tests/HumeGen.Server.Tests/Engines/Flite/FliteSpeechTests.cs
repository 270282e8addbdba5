using HumeGen.Server.Engines;
using HumeGen.Server.Flite;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Tests.Engines.Flite;

/// <summary>Speech by flite, with a delegate in the place of its libraries.</summary>
public class FliteSpeechTests
{
    private const int Rate = 16_000;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_long_text_is_spoken_chunk_by_chunk_and_its_times_go_on()
    {
        var asked = new List<string>();
        using var flite = Client((_, text, _, speech) =>
        {
            asked.Add(text);
            speech.Add(new short[Rate], Rate);
            speech.Add("word", isPhoneme: false, 0.25, 0.75);
            speech.Add("w", isPhoneme: true, 0.25, 9);
        });
        var text = string.Join(' ', Enumerable.Repeat("This is one sentence of several.", 10));

        var contents = await SpeakAsync(flite, text);

        Assert.Equal(2, asked.Count);
        Assert.Equal(text, string.Join(' ', asked));
        Assert.Equal([2 * Rate, 2 * Rate], contents.OfType<DataContent>().Select(audio => audio.Data.Length));
        Assert.Equal([0.25, 1.25], contents.OfType<SpeechTimestamp>().Where(time => !time.IsPhoneme).Select(time => time.Begin.TotalSeconds));
        Assert.Equal([1, 2], contents.OfType<SpeechTimestamp>().Where(time => time.IsPhoneme).Select(time => time.End.TotalSeconds));
    }

    [Theory]
    [InlineData(null, null, "rms")]
    [InlineData("SLT", null, "slt")]
    [InlineData(null, "A warm woman", "slt")]
    [InlineData(null, "an old man from Scotland", "awb")]
    [InlineData(null, "purple", "rms")]
    [InlineData("rms", "A warm woman", "rms")]
    public async Task A_voice_is_chosen_by_its_id_else_by_its_description(string? id, string? description, string expected)
    {
        var voices = new List<string>();
        using var flite = Client((voice, _, _, speech) =>
        {
            voices.Add(voice);
            speech.Add(new short[160], Rate);
        });

        await SpeakAsync(flite, "Hello.", new() { VoiceId = id, AdditionalProperties = description is null ? null : new() { [SpeechProperties.Description] = description } });

        Assert.Equal([expected], voices);
    }

    [Fact]
    public async Task A_voice_that_flite_does_not_have_is_named_with_those_that_it_has()
    {
        using var flite = Client((_, _, _, _) => Assert.Fail("Nothing is to be spoken."));

        var fault = await Assert.ThrowsAsync<EngineException>(() => SpeakAsync(flite, "Hello.", new() { VoiceId = "ava" }));

        Assert.Equal("flite has no voice 'ava'. It has rms, slt, awb, kal16, kal.", fault.Message);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(2f, 0.5)]
    [InlineData(0.25f, 4)]
    public async Task Speed_stretches_durations(float? speed, double expected)
    {
        var stretches = new List<double>();
        using var flite = Client((_, _, stretch, _) => stretches.Add(stretch));

        await SpeakAsync(flite, "Hello.", new() { Speed = speed });

        Assert.Equal([expected], stretches);
    }

    [Fact]
    public async Task Text_with_nothing_to_say_sounds_like_a_pause()
    {
        using var flite = Client((_, _, _, _) => Assert.Fail("Nothing is to be spoken."));

        var audio = Assert.IsType<DataContent>(Assert.Single(await SpeakAsync(flite, "😀")));

        Assert.Equal(new byte[6400], audio.Data.ToArray());
    }

    [Fact]
    public async Task What_goes_wrong_in_flite_reaches_the_server_and_the_next_text_is_spoken()
    {
        var fails = true;
        using var flite = Client((_, _, _, speech) =>
        {
            if (fails)
                throw new InvalidOperationException("broken");

            speech.Add(new short[160], Rate);
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => SpeakAsync(flite, "Hello."));
        fails = false;

        Assert.Single(await SpeakAsync(flite, "Hello."));
    }

    [Fact]
    public async Task Speech_that_nobody_wants_any_more_ends_in_flite_and_makes_room()
    {
        var ended = new TaskCompletionSource();
        using var flite = Client((_, text, _, speech) =>
        {
            if (text == "Endless.")
            {
                while (speech.Add(new short[160], Rate))
                    Thread.Yield();

                ended.SetResult();
            }

            speech.Add(new short[160], Rate);
        });
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in flite.GetStreamingAudioAsync("Endless.", cancellationToken: stop.Token))
                await stop.CancelAsync();
        });

        await ended.Task.WaitAsync(Bound);
        Assert.Single(await SpeakAsync(flite, "Hello."));
    }

    [Fact]
    public async Task A_reader_that_leaves_ends_the_speech_too()
    {
        var ended = new TaskCompletionSource();
        using var flite = Client((_, _, _, speech) =>
        {
            while (speech.Add(new short[160], Rate))
                Thread.Yield();

            ended.SetResult();
        });

        await foreach (var _ in flite.GetStreamingAudioAsync("Endless."))
            break;

        await ended.Task.WaitAsync(Bound);
    }

    [Fact]
    public async Task No_more_texts_are_spoken_at_once_than_allowed()
    {
        var (now, most) = (0, 0);
        using var flite = Client(
            (_, _, _, speech) =>
            {
                var running = Interlocked.Increment(ref now);
                most = Math.Max(most, running);
                Thread.Sleep(10);
                Interlocked.Decrement(ref now);
                speech.Add(new short[160], Rate);
            },
            concurrency: 2);

        var spoken = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SpeakAsync(flite, "Hello.")));

        Assert.All(spoken, contents => Assert.Single(contents));
        Assert.InRange(most, 1, 2);
    }

    private static FliteSpeechClient Client(SpeakChunk speak, int concurrency = 1) => new(speak, FliteVoices.All, concurrency);

    private static async Task<List<AIContent>> SpeakAsync(FliteSpeechClient flite, string text, TextToSpeechOptions? options = null)
    {
        using var bound = new CancellationTokenSource(Bound);
        var contents = new List<AIContent>();
        await foreach (var update in flite.GetStreamingAudioAsync(text, options, bound.Token))
            contents.AddRange(update.Contents);

        return contents;
    }
}
