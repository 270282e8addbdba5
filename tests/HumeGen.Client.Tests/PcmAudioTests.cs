using System.Buffers.Binary;
using Hume.EmpathicVoice;

namespace Hume.Tests;

public class PcmAudioTests
{
    private static readonly byte[] Samples = [1, 0, 2, 0, 3, 0, 4, 0];

    private static byte[] PcmFormat => Format(1, channels: 1, rate: 48_000, bits: 16);

    [Fact]
    public void A_piece_of_speech_gives_its_samples_and_their_layout()
    {
        var pcm = new AudioOutput { Id = "1", Data = Wav(("fmt ", PcmFormat), ("data", Samples)) }.ReadPcm();

        Assert.Equal(Samples, pcm.Data.ToArray());
        Assert.Equal((48_000, 1, 16), (pcm.SampleRate, pcm.Channels, pcm.BitsPerSample));
        Assert.Equal(TimeSpan.FromTicks(833), pcm.Duration);
    }

    [Fact]
    public void Joined_pieces_are_one_file_with_the_samples_of_all()
    {
        var piece = PcmAudio.FromWav(Wav(("fmt ", PcmFormat), ("data", Samples)));

        var file = PcmAudio.Join([piece, piece]).ToWav();

        Assert.Equal(Wav(("fmt ", PcmFormat), ("data", [.. Samples, .. Samples])), file);
    }

    [Fact]
    public void A_file_with_an_odd_number_of_bytes_is_filled_up_and_read_back()
    {
        var pcm = new PcmAudio(new byte[] { 1, 2, 3 }, 8000, 1, 8);

        var file = pcm.ToWav();

        Assert.Equal(48, file.Length);
        Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        Assert.Equal(pcm.Data.ToArray(), PcmAudio.FromWav(file).Data.ToArray());
    }

    [Fact]
    public void Parts_that_no_player_needs_are_skipped() =>
        Assert.Equal(Samples, PcmAudio.FromWav(Wav(("LIST", [1, 2, 3]), ("fmt ", PcmFormat), ("fact", [0, 0, 0, 0]), ("data", Samples), ("LIST", [1]))).Data.ToArray());

    [Fact]
    public void An_extensible_header_is_read()
    {
        byte[] format =
        [
            .. Format(0xFFFE, channels: 2, rate: 44_100, bits: 16), 22, 0, 16, 0, 3, 0, 0, 0,
            1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
        ];

        var pcm = PcmAudio.FromWav(Wav(("fmt ", format), ("data", Samples)));

        Assert.Equal("44100 Hz, 2 channels, 16 bits, 0:00:00.0000453", pcm.ToString());
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x7FFF_F000u)]
    [InlineData(uint.MaxValue)]
    public void A_recorder_that_does_not_know_the_length_leaves_samples_up_to_the_end(uint size)
    {
        byte[] file = [.. Wav(("fmt ", PcmFormat), ("data", Samples)), 9];
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(40), size);

        Assert.Equal(Samples, PcmAudio.FromWav(file).Data.ToArray());
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void Bytes_that_are_no_whole_wav_file_are_refused_with_the_reason(string reason, byte[] file)
    {
        var error = Assert.Throws<InvalidDataException>(() => PcmAudio.FromWav(file));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> BadFiles() => new()
    {
        { "These 0 bytes are no WAV file", [] },
        { "These 12 bytes are no WAV file", "ID3 01234567"u8.ToArray() },
        { "The WAV file is cut off: a part of 8 bytes begins 5 bytes before its end.", Wav(("fmt ", PcmFormat), ("data", Samples))[..^3] },
        { "The WAV file has no samples.", Wav(("fmt ", PcmFormat)) },
        { "The WAV file has no samples.", Wav(("fmt ", PcmFormat), ("data", Samples))[..40] },
        { "does not say the format", Wav(("data", Samples)) },
        { "in 4 bytes instead of 16", Wav(("fmt ", [1, 0, 1, 0]), ("data", Samples)) },
        { "no PCM of 8 to 32 bits: format 85, 2 channels, 0 bits at 44100 Hz", Wav(("fmt ", Format(85, 2, 44_100, 0)), ("data", Samples)) },
        { "format 3, 1 channels, 32 bits", Wav(("fmt ", Format(3, 1, 48_000, 32)), ("data", Samples)) },
        { "0 channels", Wav(("fmt ", Format(1, 0, 48_000, 16)), ("data", Samples)) },
    };

    [Fact]
    public void Pieces_of_different_layouts_or_none_at_all_are_not_joined()
    {
        var speech = new PcmAudio(Samples, 48_000, 1, 16);
        var music = new PcmAudio(Samples, 44_100, 2, 16);

        Assert.Contains("48000 Hz, 1 channel", Assert.Throws<ArgumentException>(() => PcmAudio.Join([speech, music])).Message, StringComparison.Ordinal);
        Assert.Contains("no audio", Assert.Throws<ArgumentException>(() => PcmAudio.Join([])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 16, "sampleRate")]
    [InlineData(48_000, 0, 16, "channels")]
    [InlineData(48_000, 65_536, 16, "channels")]
    [InlineData(48_000, 1, 12, "bitsPerSample")]
    public void A_layout_that_makes_no_sense_is_refused(int rate, int channels, int bits, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => new PcmAudio(Samples, rate, channels, bits)).ParamName);

    private static byte[] Format(ushort tag, int channels, int rate, int bits)
    {
        var format = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(format, tag);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(4), rate);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(8), rate * channels * bits / 8);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(12), (ushort)(channels * bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(14), (ushort)bits);
        return format;
    }

    private static byte[] Wav(params (string Id, byte[] Content)[] parts)
    {
        byte[] body = [.. "WAVE"u8, .. parts.SelectMany(Part)];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body];
    }

    private static IEnumerable<byte> Part((string Id, byte[] Content) part) =>
        [.. System.Text.Encoding.ASCII.GetBytes(part.Id), .. BitConverter.GetBytes(part.Content.Length), .. part.Content, .. new byte[part.Content.Length & 1]];
}
