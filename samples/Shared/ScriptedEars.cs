using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HumeGen.Audio;
using HumeGen.Server.Engines;
using HumeGen.Simulator;
using Microsoft.Extensions.AI;

namespace Samples;

/// <summary>
/// Ears of the simulator that know a script. Its own ears invent words and scores, which would make no sense in a sample; here each sound that was learned
/// before has the words and scores of its line.
/// </summary>
internal sealed class ScriptedEars : ISpeechToTextClient, IProsodyModel
{
    private readonly ConcurrentDictionary<ScriptLine, short[]> _sounds = new();

    /// <summary>Starts a simulator that has these ears.</summary>
    /// <param name="allowedAddresses">Addresses that the simulator may call.</param>
    /// <param name="chat">Model that answers; null for the simulator's own.</param>
    public Task<HumeSimulator> StartSimulatorAsync(IReadOnlyList<string>? allowedAddresses = null, IChatClient? chat = null) => HumeSimulator.StartAsync(new()
    {
        AllowedAddresses = allowedAddresses ?? [],
        ConfigureEngines = engines => (engines.SpeechToText, engines.Prosody, engines.Chat) = (this, this, chat ?? engines.Chat),
    });

    public void Learn(ScriptLine line, PcmAudio sound) => _sounds[line] = MemoryMarshal.Cast<byte, short>(sound.Data.Span).ToArray();

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
        new(Find(await AudioSamples.ReadWaveAsync(audioSpeechStream, cancellationToken))?.Text ?? "");

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetTextAsync(audioSpeechStream, options, cancellationToken);
        yield return new(response.Text) { Kind = SpeechToTextResponseUpdateKind.TextUpdated };
    }

    public ValueTask<IReadOnlyList<ExpressionScore>> MeasureAsync(AudioSamples speech, CancellationToken cancellationToken = default)
    {
        var voice = Find(speech)?.Voice ?? [];
        return new([.. ExpressionNames.Emotions.Select(name => new ExpressionScore(name, voice.FirstOrDefault(v => v.Emotion == name).Score))]);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    // A turn has silence around the speech, so its middle must be part of the sound.
    private ScriptLine? Find(AudioSamples turn)
    {
        var samples = turn.Samples.Span;
        var middle = samples[(samples.Length * 2 / 5)..(samples.Length * 3 / 5)];
        foreach (var (line, sound) in _sounds)
        {
            if (sound.AsSpan().IndexOf(middle) >= 0)
                return line;
        }

        return null;
    }
}
