using Hume;
using Hume.Tts;
using HumeGen;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace UnitTests;

/// <summary>A substitute stands in for the client: no server, no network, every answer said by the test.</summary>
public sealed class AnnouncerTests
{
    private readonly ITtsClient _tts = Substitute.For<ITtsClient>();

    public AnnouncerTests()
    {
        // A list that the code under test reads as any other.
        _tts.Voices.ListAsync(Arg.Any<VoicesListRequest>(), Arg.Any<ApiCallOptions>(), Arg.Any<CancellationToken>())
            .Returns(AsyncPageable.FromItems<ReturnVoice, ReturnPagedVoices>(new() { Name = "Ada", Id = "id-of-ada" }, new() { Name = "Bea", Id = "id-of-bea" }));
    }

    [Fact]
    public async Task It_speaks_with_the_voice_of_the_name()
    {
        _tts.SynthesizeJsonAsync(Arg.Any<PostedTts>(), Arg.Any<ApiCallOptions>(), Arg.Any<CancellationToken>()).Returns(Speech(1, 2, 3));

        var announcement = await new Announcer(_tts).AnnounceAsync("The train is late.", "Bea");

        Assert.Equal([1, 2, 3], announcement.Audio.ToArray());
        await _tts.Received(1).SynthesizeJsonAsync(
            Arg.Is<PostedTts>(r => ((PostedUtteranceVoiceWithId)r.Utterances[0].Voice!).Id == "id-of-bea"), Arg.Any<ApiCallOptions>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task When_too_much_is_asked_it_says_when_to_try_again()
    {
        _tts.SynthesizeJsonAsync(Arg.Any<PostedTts>(), Arg.Any<ApiCallOptions>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new HumeRateLimitException("Too many requests.") { RetryAfter = TimeSpan.FromSeconds(20) });

        var announcement = await new Announcer(_tts).AnnounceAsync("The train is late.", "Ada");

        Assert.Equal(TimeSpan.FromSeconds(20), announcement.TryAgainIn);
    }

    private static ReturnTts Speech(params byte[] audio) => new()
    {
        Generations =
        [
            new()
            {
                Audio = audio,
                Duration = 1,
                Encoding = new() { Format = AudioFormatType.Wav, SampleRate = 48_000 },
                FileSize = audio.Length,
                GenerationId = "generation",
                Snippets = [],
            },
        ],
    };
}
