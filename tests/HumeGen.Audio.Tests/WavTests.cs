using System.Buffers.Binary;
using static HumeGen.Audio.Tests.TestWav;

namespace HumeGen.Audio.Tests;

public class WavTests
{
    private static readonly byte[] Tone = System.IO.File.ReadAllBytes(Repository.Find("tests", "HumeGen.Audio.Tests", "Golden", "tone.wav"));

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void A_file_is_read_whatever_the_order_of_its_parts(string parts, byte[] file)
    {
        var audio = PcmAudio.FromWav(file);

        Assert.True(audio.Data.Span.SequenceEqual(Samples), parts);
        Assert.Equal(new PcmFormat(48_000), audio.Format);
        Assert.Equal(TimeSpan.FromTicks(833), audio.Duration);
    }

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public async Task A_file_is_read_alike_from_a_stream(string parts, byte[] file)
    {
        using var reader = await WavReader.OpenAsync(new MemoryStream(file));

        Assert.Equal(new PcmFormat(48_000), reader.Format);
        Assert.True((await reader.ReadAllAsync().ToListAsync()).SelectMany(p => p.ToArray()).SequenceEqual(Samples), parts);
    }

    public static TheoryData<string, byte[]> GoodFiles() => new()
    {
        { "plain", File(("fmt ", Pcm16), ("data", Samples)) },
        { "unknown parts of odd sizes", File(("LIST", [1, 2, 3]), ("fmt ", Pcm16), ("fact", [0, 0, 0, 0]), ("junk", [7]), ("data", Samples), ("LIST", [1])) },
        { "samples first", File(("data", Samples), ("bext", [1, 2, 3]), ("fmt ", Pcm16)) },
        { "a longer format", File(("fmt ", [.. Pcm16, 2, 0, 9, 9]), ("data", Samples)) },
        { "extensible", File(("fmt ", Extensible(1, 1, 48_000, 16)), ("data", Samples)) },
        { "all sizes are 0", File(0, 0) },
        { "sizes as before the first sample", File(36, 0) },
        { "all sizes are the largest", File(uint.MaxValue, uint.MaxValue) },
        { "a guess", File(0x7FFF_F024, 0x7FFF_F000) },
        { "half a sample at the end", [.. File(0, 0), 9] },
        { "a filler that lacks", File(("fmt ", Pcm16), ("data", [.. Samples, 9]))[..^1] },
    };

    [Fact]
    public void A_file_without_samples_is_empty_and_the_part_behind_them_is_not_heard() =>
        Assert.Equal(TimeSpan.Zero, PcmAudio.FromWav(File(("fmt ", Pcm16), ("data", []), ("LIST", [1, 2, 3, 4]))).Duration);

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task Bytes_that_are_no_whole_file_are_refused_with_the_reason(string reason, byte[] file)
    {
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => PcmAudio.FromWav(file)).Message, StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            using var reader = await WavReader.OpenAsync(new TrickleStream(file, 7));
            await reader.ReadAllAsync().ToListAsync();
        });
        Assert.Contains(reason == "does not say the format" ? "come before their format" : reason, error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> BadFiles() => new()
    {
        { "no WAV file: it does not begin with RIFF and WAVE, and has 0 bytes only", [] },
        { "no WAV file", "ID3 01234567"u8.ToArray() },
        { "no WAV file", "RIFF0000AVI 1234"u8.ToArray() },
        { "cut off: a part of 8 bytes begins 5 bytes before its end.", File(("fmt ", Pcm16), ("data", Samples))[..^3] },
        { "cut off: a part of 2000000000 bytes", File(52, 2_000_000_000) },
        { "has no samples.", File(("fmt ", Pcm16)) },
        { "has no samples.", File(("fmt ", Pcm16), ("data", Samples))[..40] },
        { "does not say the format", File(("data", Samples)) },
        { "in 4 bytes instead of 16", File(("fmt ", [1, 0, 1, 0]), ("data", Samples)) },
        { "samples of 0 bits in format 85", File(("fmt ", Format(85, 2, 44_100, 0)), ("data", Samples)) },
        { "samples of 12 bits in format 1", File(("fmt ", Format(1, 1, 44_100, 12)), ("data", Samples)) },
        { "samples of 64 bits in format 3", File(("fmt ", Format(3, 1, 44_100, 64)), ("data", Samples)) },
        { "0 channels at 48000 Hz", File(("fmt ", Format(1, 0, 48_000, 16)), ("data", Samples)) },
        { "1 channels at 0 Hz", File(("fmt ", Format(1, 1, 0, 16)), ("data", Samples)) },
        { "1 channels at 4294967295 Hz", File(("fmt ", Format(1, 1, -1, 16)), ("data", Samples)) },
        { "blocks of 2 bytes, but 48000 Hz, 2 channels", File(("fmt ", [.. Format(1, 1, 48_000, 16)[..2], 2, .. Format(1, 1, 48_000, 16)[3..]]), ("data", Samples)) },
    };

    [Fact]
    public async Task A_header_that_promises_gigabytes_takes_no_memory()
    {
        byte[] format = [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt "u8, .. BitConverter.GetBytes(0xF000_0000), .. Pcm16];
        byte[] unknown = [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEjunk"u8, .. BitConverter.GetBytes(0xF000_0000), .. Pcm16];
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var file in new[] { format, unknown })
        {
            Assert.Throws<InvalidDataException>(() => PcmAudio.FromWav(file));
            await Assert.ThrowsAsync<InvalidDataException>(() => WavReader.OpenAsync(new MemoryStream(file)));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData(SampleEncoding.Unsigned8, 2)]
    [InlineData(SampleEncoding.Signed16, 1)]
    [InlineData(SampleEncoding.Signed24, 3)]
    [InlineData(SampleEncoding.Signed32, 2)]
    [InlineData(SampleEncoding.Float32, 1)]
    [InlineData(SampleEncoding.MuLaw, 1)]
    [InlineData(SampleEncoding.ALaw, 1)]
    public void Every_encoding_is_written_and_read_back(SampleEncoding encoding, int channels)
    {
        var audio = PcmAudio.FromSamples([0, 0.5f, -0.5f, 1, -1, 0.25f, 0, 0, 0.1f, 0.1f, 0.1f, 0.1f], new PcmFormat(44_100, channels, encoding));

        var file = audio.ToWav();
        var back = PcmAudio.FromWav(file);

        Assert.Equal(audio.Format, back.Format);
        Assert.True(audio.Data.Span.SequenceEqual(back.Data.Span));
        Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        Assert.Equal(0, file.Length % 2);
    }

    [Fact]
    public void An_extensible_header_tells_the_encoding_in_its_extension()
    {
        Assert.Equal(SampleEncoding.Float32, PcmAudio.FromWav(File(("fmt ", Extensible(3, 2, 44_100, 32)), ("data", Samples))).Format.Encoding);
        Assert.Equal("44100 Hz, 2 channels, 24-bit PCM, 0:00:00", PcmAudio.FromWav(File(("fmt ", Extensible(1, 2, 44_100, 24)), ("data", []))).ToString());
    }

    [Fact]
    public void A_file_that_another_program_wrote_is_written_alike() => Assert.Equal(Tone, PcmAudio.FromWav(Tone).ToWav());

    [Fact]
    public void Twenty_joined_pieces_are_the_recording_that_they_were_cut_from()
    {
        var whole = PcmAudio.FromWav(Tone);
        var pieces = whole.Split(TimeSpan.FromMilliseconds(20)).Select(f => new PcmAudio(f, whole.Format).ToWav()).ToList();

        var joined = PcmAudio.Join(pieces.Select(p => PcmAudio.FromWav(p)));

        Assert.Equal(20, pieces.Count);
        Assert.Equal(Tone, joined.ToWav());

        // The steepest place of this tone is 12,000 * 2π * 300 / 8,000 a sample; a header or a hole in it is a larger jump.
        var samples = joined.ToSamples();
        Assert.All(samples.Zip(samples.Skip(1)), pair => Assert.InRange(Math.Abs(pair.First - pair.Second) * 32_768, 0, 2_829));
    }

    [Fact]
    public async Task Pieces_that_are_written_one_by_one_are_that_recording_too()
    {
        var whole = PcmAudio.FromWav(Tone);
        using var file = new MemoryStream();
        await using (var writer = new WavWriter(file, leaveOpen: true))
        {
            foreach (var frame in whole.Split(TimeSpan.FromMilliseconds(20)))
                await writer.WriteAsync(new PcmAudio(frame, whole.Format));
            Assert.Equal(whole.Duration, writer.Duration);
        }

        Assert.Equal(Tone, file.ToArray());
    }

    [Fact]
    public async Task A_file_begins_where_the_stream_is_and_an_odd_one_is_filled_up()
    {
        using var file = new MemoryStream();
        file.Write([1, 2, 3]);
        await using (var writer = new WavWriter(file, leaveOpen: true))
            await writer.WriteAsync(new PcmAudio(new byte[] { 1, 2, 3 }, new PcmFormat(8000, 1, SampleEncoding.MuLaw)));
        file.WriteByte(9);

        var written = file.ToArray();
        Assert.Equal([1, 2, 3], written[..3]);
        Assert.Equal(9, written[^1]);
        Assert.Equal(new PcmAudio(new byte[] { 1, 2, 3 }, new PcmFormat(8000, 1, SampleEncoding.MuLaw)).ToWav(), written[3..^1]);
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_gets_a_file_that_readers_read_to_the_end()
    {
        var upload = new UploadStream();
        await using (var writer = new WavWriter(upload))
        {
            await writer.WriteAsync(new PcmAudio(Samples, new PcmFormat(48_000)));
            await writer.WriteAsync(new PcmAudio(Samples, new PcmFormat(48_000)));
        }

        Assert.Equal([.. Samples, .. Samples], PcmAudio.FromWav(upload.Written).Data.ToArray());
        using var reader = await WavReader.OpenAsync(new TrickleStream(upload.Written, 5));
        Assert.Null(reader.Duration);
        Assert.Equal([.. Samples, .. Samples], (await reader.ReadAllAsync().ToListAsync()).SelectMany(p => p.ToArray()));
    }

    [Fact]
    public async Task A_stream_that_is_no_file_is_closed_unless_it_is_to_stay_open()
    {
        var (closed, open) = (new MemoryStream([1]), new MemoryStream([1]));

        await Assert.ThrowsAsync<InvalidDataException>(() => WavReader.OpenAsync(closed));
        await Assert.ThrowsAsync<InvalidDataException>(() => WavReader.OpenAsync(open, leaveOpen: true));

        Assert.False(closed.CanRead);
        Assert.True(open.CanRead);
    }

    [Fact]
    public async Task Pieces_of_a_download_are_whole_blocks()
    {
        var audio = PcmAudio.FromSamples(new float[300], new PcmFormat(8000, 3, SampleEncoding.Signed24));

        using var reader = await WavReader.OpenAsync(new TrickleStream(audio.ToWav(), 5));
        var pieces = await reader.ReadAllAsync().ToListAsync();

        Assert.Equal(audio.Duration, reader.Duration);
        Assert.All(pieces, p => Assert.Equal(0, p.Length % 9));
        Assert.Equal(audio.Data.ToArray(), pieces.SelectMany(p => p.ToArray()));
    }

    [Fact]
    public async Task Nothing_is_written_without_a_piece_and_another_layout_is_refused()
    {
        using var file = new MemoryStream();
        await using (var empty = new WavWriter(file, leaveOpen: true))
            Assert.Null(empty.Format);
        Assert.Empty(file.ToArray());

        await using var writer = new WavWriter(file);
        await writer.WriteAsync(new PcmAudio(Samples, new PcmFormat(48_000)));
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await writer.WriteAsync(new PcmAudio(Samples, new PcmFormat(8000))));
        Assert.Contains("The file has 48000 Hz, 1 channel, 16-bit PCM, and the piece 8000 Hz", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pieces_of_different_layouts_or_none_at_all_are_not_joined()
    {
        var speech = new PcmAudio(Samples, new PcmFormat(48_000));
        var music = new PcmAudio(Samples, new PcmFormat(44_100, 2));

        Assert.Contains("48000 Hz, 1 channel", Assert.Throws<ArgumentException>(() => PcmAudio.Join([speech, music])).Message, StringComparison.Ordinal);
        Assert.Contains("no audio", Assert.Throws<ArgumentException>(() => PcmAudio.Join([])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, SampleEncoding.Signed16, "sampleRate")]
    [InlineData(1_000_001, 1, SampleEncoding.Signed16, "sampleRate")]
    [InlineData(48_000, 0, SampleEncoding.Signed16, "channels")]
    [InlineData(48_000, 257, SampleEncoding.Signed16, "channels")]
    [InlineData(48_000, 1, (SampleEncoding)99, "encoding")]
    public void A_layout_that_makes_no_sense_is_refused(int rate, int channels, SampleEncoding encoding, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => new PcmFormat(rate, channels, encoding)).ParamName);

    [Fact]
    public void Half_a_block_is_refused_as_it_would_be_noise() =>
        Assert.Contains("3 bytes are no whole blocks of 2", Assert.Throws<ArgumentException>(() => new PcmAudio(new byte[3], new PcmFormat(8000))).Message, StringComparison.Ordinal);
}
