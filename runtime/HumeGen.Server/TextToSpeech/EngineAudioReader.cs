using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Headers;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.TextToSpeech;

/// <summary>Reads the audio that an engine gives for one text, in one of several forms, as samples of one channel at the rate of the server.</summary>
/// <param name="engine">The engine, for messages.</param>
internal sealed class EngineAudioReader(string engine) : IDisposable
{
    private const int LowestRate = 8_000;
    private const int HighestRate = 192_000;

    private readonly AudioInputDecoder _decoder = new([]);
    private string? _mediaType;
    private Resampler? _resampler;
    private int _rate;

    /// <summary>The samples of the next piece, as far as they can be told.</summary>
    /// <exception cref="EngineException">The server cannot read this.</exception>
    public ReadOnlySpan<short> Read(DataContent content)
    {
        if (content.MediaType != _mediaType)
            Expect(content.MediaType);

        // A file that is whole may have more behind its samples.
        var bytes = content.Data;
        if (WaveStream.Begins(bytes.Span) == true && BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[4..]) == bytes.Length - 8)
        {
            var wave = WaveFile.Read(bytes, out var problem) ?? throw Unusable($"{content.MediaType} that cannot be read: {problem}");
            return Resample(wave.Format.SampleRate, wave.ToMono());
        }

        if (_decoder.Feed(bytes) is { } error)
            throw Unusable($"{content.MediaType} that cannot be read: {error}");

        return Resample(_decoder.SampleRate, _decoder.Samples.Span);
    }

    /// <summary>Samples that are no part of a file.</summary>
    public ReadOnlySpan<short> Read(AudioSamples audio) => Resample(audio.SampleRate, audio.Samples.Span);

    /// <summary>The samples that remain at the end.</summary>
    public ReadOnlySpan<short> Finish() => _resampler is null ? [] : _resampler.Finish();

    public void Dispose() => _decoder.Dispose();

    private ReadOnlySpan<short> Resample(int rate, ReadOnlySpan<short> samples)
    {
        if (samples.IsEmpty)
            return [];

        if (rate != _rate)
        {
            if (rate is < LowestRate or > HighestRate)
                throw Unusable($"audio with {rate} samples a second; {LowestRate} to {HighestRate} are taken");

            _rate = rate;
            short[] before = _resampler is null ? [] : _resampler.Finish();
            _resampler = rate == SpeechSynthesizer.SampleRate ? null : new Resampler(rate, SpeechSynthesizer.SampleRate);
            return before.Length == 0 ? Resample(rate, samples) : (short[])[.. before, .. Resample(rate, samples)];
        }

        return _resampler is null ? samples : _resampler.Add(samples);
    }

    private void Expect(string mediaType)
    {
        _mediaType = mediaType;
        if (!MediaTypeHeaderValue.TryParse(mediaType, out var type))
            throw Unusable($"audio of the type '{mediaType}'");

        switch (type.MediaType!.ToLowerInvariant())
        {
            case "audio/wav" or "audio/x-wav" or "audio/wave" or "audio/vnd.wave":
                _decoder.Expect(null);
                break;

            case "audio/pcm" or "audio/l16":
                var rate = Parameter(type, "rate")
                    ?? throw Unusable($"{mediaType} without the number of samples a second, such as audio/pcm;rate=24000");
                var channels = Parameter(type, "channels") ?? 1;
                if (channels is < 1 or > PcmFormat.MaxChannels)
                    throw Unusable($"audio with {channels} channels; 1 to {PcmFormat.MaxChannels} are taken");

                _decoder.Expect(new PcmFormat(rate, channels));
                break;

            default:
                throw Unusable($"audio of the type '{mediaType}'; WAV and 16-bit PCM are taken");
        }
    }

    private static int? Parameter(MediaTypeHeaderValue type, string name)
    {
        var value = type.Parameters.FirstOrDefault(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;
        return int.TryParse(value?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private EngineException Unusable(string problem) => new($"The {engine} gave {problem}.");
}
