using Hume.Tts;

namespace Hume.EndToEnd;

public class StreamedSpeechTests : EndToEndTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Text_goes_in_and_audio_comes_out_until_both_end(bool noBinary)
    {
        await using var speech = await Hume.Tts.StreamInput.ConnectAsync(
            new() { NoBinary = noBinary, FormatType = AudioFormatType.Pcm, InstantMode = false }, cancellationToken: Patience);

        var bytes = 0;
        await foreach (var audio in speech.SpeakAsync(Words(), cancellationToken: Patience))
            bytes += audio.Length;

        Assert.True(bytes > 10_000, $"Only {bytes} bytes of audio came.");
        Assert.True((await speech.Closed).IsNormal);
    }

    [Fact]
    public async Task Binary_frames_are_messages_of_their_own_kind()
    {
        await using var speech = await Hume.Tts.StreamInput.ConnectAsync(new() { FormatType = AudioFormatType.Pcm, InstantMode = false }, cancellationToken: Patience);
        await speech.SendAsync(new PublishTts { Text = "Some words." }, Patience);
        await speech.CompleteAsync(Patience);

        var kinds = new HashSet<Type>();
        await foreach (var item in speech.ReadAllAsync(Patience))
            kinds.Add(item.GetType());

        Assert.Contains(typeof(StreamInputAudio), kinds);
        Assert.DoesNotContain(typeof(UnknownStreamInputEvent), kinds);
    }

    [Fact]
    public async Task Text_that_fails_fails_the_speech()
    {
        await using var speech = await Hume.Tts.StreamInput.ConnectAsync(new() { InstantMode = false }, cancellationToken: Patience);

        var error = await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (var _ in speech.SpeakAsync(Broken(), cancellationToken: Patience))
            {
            }
        });

        Assert.Equal("No more words.", error.Message);
        Assert.Equal(RealtimeState.Open, speech.State);
    }

    private static async IAsyncEnumerable<string> Words()
    {
        foreach (var word in "These words are spoken while they are still being written.".Split(' '))
        {
            await Task.Yield();
            yield return word + " ";
        }
    }

    private static async IAsyncEnumerable<string> Broken()
    {
        await Task.Yield();
        yield return "One ";
        throw new FormatException("No more words.");
    }
}
