using System.Runtime.CompilerServices;
using HumeGen.Server.Audio;
using HumeGen.Server.Authentication;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.TextToSpeech;

/// <summary>Speaks by the engine of the server, at one sample rate, whatever the engine's own is.</summary>
internal sealed class SpeechSynthesizer(HumeServerEngines engines, ServerLimits limits, TimeProvider clock)
{
    /// <summary>Samples a second of all speech.</summary>
    public const int SampleRate = AudioFormat.SampleRate;

    private const string Name = "engine that speaks";
    private const string Missing = "This server has no engine that speaks: set HumeServerEngines.TextToSpeech.";

    private readonly EngineReader _reader = new(Name, TimeSpan.FromSeconds(limits.EngineSeconds), clock);

    /// <summary>Refuses a request when there is no engine to answer it.</summary>
    public void RequireEngine()
    {
        if (engines.TextToSpeech is null)
            throw ApiRefusal.Error(501, "I0100", "not_implemented", Missing);
    }

    /// <summary>Speaks a text; pieces come as the engine makes them, and the last one is marked.</summary>
    /// <exception cref="EngineException">The engine is missing, fails, is too slow or gives no sound.</exception>
    /// <exception cref="SpeechLimitException">The speech gets longer than one request may be.</exception>
    /// <exception cref="KeyLimitException">The key has not so much audio left.</exception>
    public async IAsyncEnumerable<SpeechPiece> SpeakAsync(SpeechPrompt prompt, KeyMeter key, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var engine = engines.TextToSpeech ?? throw new EngineException(Missing);
        var allowance = new AudioAllowance(limits.AudioSeconds, key);
        using var audio = new EngineAudioReader(Name);
        var pieces = new PieceCutter();
        var updates = _reader.ReadAsync(stop => engine.GetStreamingAudioAsync(prompt.Text, OptionsFor(prompt), stop), cancellationToken);
        await foreach (var update in updates.ConfigureAwait(false))
        {
            foreach (var content in update.Contents)
                Take(content, audio, pieces);

            while (pieces.Next() is { } piece)
            {
                allowance.Use(piece.Samples.Length);
                yield return piece;
            }
        }

        pieces.Add(audio.Finish());
        if (pieces.IsEmpty)
            throw new EngineException("The engine that speaks gave no sound.");

        foreach (var piece in pieces.Finish((long)Math.Round(prompt.TrailingSilence * SampleRate)))
        {
            allowance.Use(piece.Samples.Length);
            yield return piece;
        }
    }

    private static void Take(AIContent content, EngineAudioReader audio, PieceCutter pieces)
    {
        switch (content)
        {
            case DataContent data:
                pieces.Add(audio.Read(data));
                break;

            case SpeechTimestamp timestamp:
                pieces.Add(timestamp);
                break;

            case ErrorContent error:
                throw new EngineException("The engine that speaks has failed.", new InvalidOperationException(error.Message));

            case UriContent:
                throw new EngineException("The engine that speaks gave an address in place of audio.");
        }
    }

    private static TextToSpeechOptions OptionsFor(SpeechPrompt prompt)
    {
        var description = prompt.Voice.Description is null ? prompt.Description
            : prompt.Description is null || prompt.Description == prompt.Voice.Description ? prompt.Voice.Description
            : $"{prompt.Voice.Description}\n{prompt.Description}";
        var options = new TextToSpeechOptions
        {
            VoiceId = prompt.Voice.Id,
            Speed = prompt.Speed == 1 ? null : (float)prompt.Speed,
            AudioFormat = "wav",
            AdditionalProperties = new() { [SpeechProperties.Take] = prompt.Take },
        };
        if (description is not null)
            options.AdditionalProperties[SpeechProperties.Description] = description;

        return options;
    }
}
