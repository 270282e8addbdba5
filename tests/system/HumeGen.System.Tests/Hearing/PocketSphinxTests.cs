using HumeGen.Server.Engines;
using HumeGen.Server.PocketSphinx;
using HumeGen.SystemTests.Support;
using Microsoft.Extensions.AI;

namespace HumeGen.SystemTests.Hearing;

/// <summary>The engine itself, with one listener.</summary>
public sealed class PocketSphinxTests : IDisposable
{
    private const string Sentence = "The children are playing in the garden.";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly ISpeechToTextClient _engine = new HumeServerEngines().AddPocketSphinx(new() { Listeners = 1 }).SpeechToText!;

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Final_words_have_times_within_the_sound_and_a_confidence()
    {
        var sound = await Voice.SpeakAsync(Sentence);
        var duration = TimeSpan.FromSeconds(sound.Length / 2.0 / Voice.Rate);
        var words = new List<SpeechToTextResponseUpdate>();
        using var wave = new MemoryStream(Voice.ToWave(sound));
        await foreach (var update in _engine.GetStreamingTextAsync(wave))
        {
            if (update.Kind == SpeechToTextResponseUpdateKind.TextUpdated)
                words.Add(update);
        }

        Assert.Equal(Sentence.Split(' '), words.Select(word => word.Text));
        Assert.All(words.Zip(words.Skip(1)), pair => Assert.True(pair.First.StartTime < pair.First.EndTime && pair.First.EndTime <= pair.Second.StartTime));
        Assert.True(words[^1].EndTime <= duration + TimeSpan.FromMilliseconds(20), $"{words[^1].EndTime} of {duration}");

        // The sentence takes most of the recording: times that left out silence would end early.
        Assert.True(words[^1].EndTime > 0.7 * duration);
        Assert.All(words, word => Assert.InRange((double)word.AdditionalProperties!["confidence"]!, 0.01, 1));
    }

    [Theory]
    [InlineData(0.03)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Quiet_and_loud_microphones_are_understood(double factor) =>
        Assert.InRange(WordErrors.Rate(Sentence, await HearAsync(Voice.Amplify(await Voice.SpeakAsync(Sentence), factor))), 0, 0.15);

    [Fact]
    public async Task The_same_sound_says_the_same_whoever_has_spoken_before()
    {
        var sound = Voice.Amplify(await Voice.SpeakAsync("Could you tell me what day it is?"), 0.5);
        var noise = new byte[3 * Voice.Rate * 2];
        new Random(1).NextBytes(noise);

        var first = await HearAsync(sound);
        await HearAsync(noise);

        Assert.Equal(first, await HearAsync(sound));
    }

    [Fact]
    public async Task Silence_says_nothing() => Assert.Equal("", await HearAsync(new byte[3 * Voice.Rate * 2]));

    [Fact]
    public async Task A_long_recording_is_understood_to_its_end()
    {
        var pause = new byte[Voice.Rate];
        var sentence = await Voice.SpeakAsync(Sentence);
        byte[] sound = [.. Enumerable.Repeat(sentence, 15).SelectMany(part => (byte[])[.. part, .. pause])];

        var text = await HearAsync(sound);

        Assert.InRange(WordErrors.Rate(string.Join(' ', Enumerable.Repeat(Sentence, 15)), text), 0, 0.15);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_gives_its_listener_back()
    {
        var sound = await Voice.SpeakAsync(Sentence);
        using var stop = new CancellationTokenSource();
        using var endless = new EndlessStream(Voice.ToWave(sound));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in _engine.GetStreamingTextAsync(endless, null, stop.Token))
                await stop.CancelAsync();
        });

        Assert.Equal(Sentence, await HearAsync(sound));
    }

    private async Task<string> HearAsync(byte[] samples)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var wave = new MemoryStream(Voice.ToWave(samples));
        return (await _engine.GetTextAsync(wave, null, limit.Token)).Text;
    }

    /// <summary>Bytes that repeat for ever.</summary>
    private sealed class EndlessStream(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Position == Length)
                Position = 44;

            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
