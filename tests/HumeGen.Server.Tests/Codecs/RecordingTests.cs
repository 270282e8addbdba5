using HumeGen.Server.Audio;

namespace HumeGen.Server.Tests.Codecs;

/// <summary>Recordings made by a browser and by ffmpeg, decoded without either.</summary>
public class RecordingTests
{
    [Theory]
    [InlineData("ffmpeg-opus-mono.webm")]
    [InlineData("ffmpeg-opus-stereo-live.webm")]
    [InlineData("ffmpeg-vp8-vorbis-opus.webm")]
    [InlineData("ffmpeg-opus-mono.ogg")]
    [InlineData("ffmpeg-opus-stereo.ogg")]
    [InlineData("ffmpeg-opus-six-channels.ogg")]
    [InlineData("ffmpeg-mulaw.wav")]
    [InlineData("ffmpeg-alaw.wav")]
    [InlineData("speech.wav")]
    public async Task A_file_gives_the_speech_that_is_in_it(string name)
    {
        var (audio, error) = await AudioFileReader.ReadAsync(Recording.File(name), Recording.Decoders, 10, CancellationToken.None);

        Assert.Null(error);
        Assert.InRange(audio!.Value.Duration.TotalSeconds, 0.47, 0.56);
        Assert.InRange(Recording.LikenessToSpeech(audio.Value.Samples.Span, audio.Value.SampleRate), 0.9, 1);
    }

    [Theory]
    [InlineData("ffmpeg-u8.wav")]
    [InlineData("ffmpeg-s24le.wav")]
    [InlineData("ffmpeg-s32le.wav")]
    [InlineData("ffmpeg-f32le.wav")]
    public async Task Samples_of_every_size_give_the_same_sound(string name)
    {
        var (audio, error) = await AudioFileReader.ReadAsync(Recording.File(name), [], 10, CancellationToken.None);

        Assert.Null(error);
        Assert.Equal((1600, 16_000), (audio!.Value.Samples.Length, audio.Value.SampleRate));
        Assert.InRange(Recording.LikenessToSpeech(audio.Value.Samples.Span, 16_000), 0.98, 1);
    }

    [Fact]
    public void W1_what_a_browser_records_is_heard()
    {
        var samples = Recording.Stream(Recording.File("chromium-mediarecorder-opus.webm"), 320, out var rate);

        Assert.InRange((double)samples.Length / rate, 0.8, 1.2);
        // Where the fake microphone begins again, it skips a little.
        Assert.InRange(Recording.LikenessToSpeech(samples.AsSpan(0, rate * 2 / 5), rate, repeats: true), 0.9, 1);
    }

    [Theory]
    [InlineData("chromium-mediarecorder-opus.webm")]
    [InlineData("ffmpeg-opus-stereo-live.webm")]
    [InlineData("ffmpeg-vp8-vorbis-opus.webm")]
    [InlineData("ffmpeg-opus-mono.ogg")]
    [InlineData("ffmpeg-f32le.wav")]
    public void W1_a_recording_may_be_cut_anywhere(string name)
    {
        var recording = Recording.File(name);
        var expected = Recording.Stream(recording, recording.Length, out _);

        Assert.Equal(expected, Recording.Stream(recording, 1, out _));
        using var decoder = new AudioInputDecoder(Recording.Decoders);
        for (var cut = 1; cut < recording.Length; cut += 53)
        {
            // Each time a new recording on the same connection.
            decoder.Expect(null);
            Assert.Null(decoder.Feed(recording.AsMemory(0, cut)));
            var first = decoder.Samples.ToArray();
            Assert.Null(decoder.Feed(recording.AsMemory(cut)));
            Assert.Equal(expected, first.Concat(decoder.Samples.ToArray()));
        }
    }

    [Fact]
    public void Sound_on_one_side_only_is_mixed_with_the_silence_of_the_other()
    {
        var left = Recording.Stream(Recording.File("ffmpeg-opus-stereo.ogg"), 4000, out _);
        var both = Recording.Stream(Recording.File("ffmpeg-opus-mono.ogg"), 4000, out _);

        Assert.InRange(Loudness(left) / Loudness(both), 0.4, 0.6);
    }

    [Fact]
    public void A_recorder_may_start_anew_on_the_same_connection_in_the_same_form_or_another()
    {
        using var decoder = new AudioInputDecoder(Recording.Decoders);
        foreach (var name in new[] { "chromium-mediarecorder-opus.webm", "chromium-mediarecorder-opus.webm", "speech.wav", "ffmpeg-opus-mono.ogg", "ffmpeg-mulaw.wav" })
        {
            var recording = Recording.File(name);
            var samples = new List<short>();
            foreach (var piece in recording.Chunk(700))
            {
                Assert.Null(decoder.Feed(piece));
                samples.AddRange(decoder.Samples.ToArray());
            }

            Assert.Equal(Recording.Stream(recording, recording.Length, out var rate), samples);
            Assert.Equal(rate, decoder.SampleRate);
        }
    }

    [Fact]
    public void Raw_samples_that_were_announced_are_taken_as_such_until_a_container_begins()
    {
        using var decoder = new AudioInputDecoder(Recording.Decoders);
        decoder.Expect(new PcmFormat(16_000, 1));

        Assert.Null(decoder.Feed(new byte[] { 0, 0, 1, 0, 2, 0, 3, 0 }));
        Assert.Equal<short>([0, 1, 2, 3], decoder.Samples.ToArray());
        Assert.Null(decoder.Feed(Recording.File("ffmpeg-opus-mono.webm")));
        Assert.Equal(48_000, decoder.SampleRate);
        Assert.NotEmpty(decoder.Samples.ToArray());
    }

    private static double Loudness(short[] samples) => Math.Sqrt(samples.Average(sample => (double)sample * sample));
}
