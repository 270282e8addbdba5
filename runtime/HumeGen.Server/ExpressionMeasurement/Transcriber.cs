using System.Text;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.ExpressionMeasurement;

/// <summary>Has recordings transcribed by the engine that understands speech.</summary>
internal static class Transcriber
{
    private const string DefaultLanguage = "en";

    /// <summary>
    /// Transcribes a recording, as a WAV file with 16-bit samples. An engine may put <c>confidence</c> (0 to 1) and <c>language</c> (a BCP 47 tag)
    /// into the additional properties of an update.
    /// </summary>
    public static async Task<Transcript> TranscribeAsync(
        ISpeechToTextClient engine, AudioSamples sound, string? language, CancellationToken cancellationToken)
    {
        var options = new SpeechToTextOptions { SpeechLanguage = language, TextLanguage = language, SpeechSampleRate = sound.SampleRate };
        using var file = new MemoryStream([.. WaveFile.Header(sound.SampleRate, sound.Samples.Length * 2L), .. WaveFile.ToBytes(sound.Samples.Span)]);
        var text = new StringBuilder();
        var parts = new List<(int Begin, int End, TimeSpan? From, TimeSpan? To)>();
        var (found, confidence) = ((string?)null, 1.0);
        await foreach (var update in engine.GetStreamingTextAsync(file, options, cancellationToken).ConfigureAwait(false))
        {
            found = update.AdditionalProperties?.TryGetValue("language", out string? tag) == true ? tag : found;
            confidence = update.AdditionalProperties?.TryGetValue("confidence", out double number) == true ? Math.Clamp(number, 0, 1) : confidence;
            if (update.Kind == SpeechToTextResponseUpdateKind.Error)
                throw new InvalidOperationException(update.Text);

            // What is still being understood comes again in full.
            if (update.Kind == SpeechToTextResponseUpdateKind.TextUpdating || string.IsNullOrWhiteSpace(update.Text))
                continue;

            if (text.Length > 0)
                text.Append(' ');

            var begin = text.Length;
            text.Append(update.Text.Trim());
            parts.Add((begin, text.Length, update.StartTime, update.EndTime));
        }

        return Timed(new Transcript(text.ToString(), language ?? found ?? DefaultLanguage, confidence), parts, sound.Duration);
    }

    // Without times of all parts every character takes the same time.
    private static Transcript Timed(Transcript transcript, List<(int Begin, int End, TimeSpan? From, TimeSpan? To)> parts, TimeSpan duration)
    {
        var isTimed = parts.Count > 0 && parts.TrueForAll(part => part.From is not null && part.To is { } to && to > part.From);
        foreach (var (begin, end, from, to) in parts)
        {
            if (isTimed)
                transcript.Add(begin, end, from!.Value < duration ? from.Value : duration, to!.Value < duration ? to.Value : duration);
            else
                transcript.Add(begin, end, duration * ((double)begin / transcript.Text.Length), duration * ((double)end / transcript.Text.Length));
        }

        return transcript;
    }
}
