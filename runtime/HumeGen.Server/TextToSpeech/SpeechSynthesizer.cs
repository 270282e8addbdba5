using System.Runtime.CompilerServices;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;

namespace HumeGen.Server.TextToSpeech;

/// <summary>Speaks by the engine of the server, at one sample rate, whatever the engine's own is.</summary>
internal sealed class SpeechSynthesizer(HumeServerEngines engines)
{
    /// <summary>Samples a second of all speech.</summary>
    public const int SampleRate = 48_000;

    /// <summary>Speaks a text; pieces come as the engine makes them.</summary>
    public async IAsyncEnumerable<SpeechPiece> SpeakAsync(SpeechPrompt prompt, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (engines.TextToSpeech is not null)
            throw new NotSupportedException("Engines are not used yet.");

        await Task.CompletedTask.ConfigureAwait(false);
        var renderer = new SpeechRenderer(prompt.Text, VoiceTimbre.From(prompt.Voice), prompt.Speed, 0, prompt.Take);
        foreach (var samples in SpeechStream.Chunks(renderer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new SpeechPiece(samples, []);
        }
    }
}
