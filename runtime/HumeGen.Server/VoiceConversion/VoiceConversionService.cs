using System.Runtime.CompilerServices;
using HumeGen.Server.Authentication;
using HumeGen.Server.Engines;
using HumeGen.Server.TextToSpeech;
using HumeGen.Server.Transport;

namespace HumeGen.Server.VoiceConversion;

/// <summary>Converts recordings by the engine of the server, at one sample rate, whatever the engine's own is.</summary>
internal sealed class VoiceConversionService(HumeServerEngines engines, ServerLimits limits, TimeProvider clock)
{
    private readonly EngineReader _reader = new("engine that converts voices", TimeSpan.FromSeconds(limits.EngineSeconds), clock);

    /// <summary>Refuses a request when there is no engine to answer it.</summary>
    public void RequireEngine()
    {
        if (engines.VoiceConversion is null)
        {
            throw ApiRefusal.Error(
                501, "I0100", "not_implemented", "This server has no engine that converts voices: set HumeServerEngines.VoiceConversion.");
        }
    }

    /// <summary>Speaks a recording in a voice; pieces come as the engine makes them, and the last one is marked.</summary>
    /// <exception cref="EngineException">The engine fails, is too slow or gives no sound.</exception>
    /// <exception cref="SpeechLimitException">The speech gets longer than one request may be.</exception>
    /// <exception cref="KeyLimitException">The key has not so much audio left.</exception>
    public async IAsyncEnumerable<SpeechPiece> ConvertAsync(
        AudioSamples recording, EngineVoice voice, KeyMeter key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var allowance = new AudioAllowance(limits.AudioSeconds, key);
        using var audio = new EngineAudioReader("engine that converts voices");
        var pieces = new PieceCutter();
        await foreach (var speech in _reader.ReadAsync(stop => engines.VoiceConversion!.ConvertAsync(recording, voice, stop), cancellationToken).ConfigureAwait(false))
        {
            foreach (var timestamp in speech.Timestamps ?? [])
                pieces.Add(timestamp);

            pieces.Add(audio.Read(speech.Audio));
            while (pieces.Next() is { } piece)
            {
                allowance.Use(piece.Samples.Length);
                yield return piece;
            }
        }

        pieces.Add(audio.Finish());
        if (pieces.IsEmpty)
            throw new EngineException("The engine that converts voices gave no sound.");

        foreach (var piece in pieces.Finish(silence: 0))
        {
            allowance.Use(piece.Samples.Length);
            yield return piece;
        }
    }
}
