using System.Runtime.CompilerServices;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Simulator.Engines;

/// <summary>Speaks with simple formants: the same words in the same voice always sound the same.</summary>
internal sealed class FormantSpeechClient : ITextToSpeechClient
{
    private const string MediaType = "audio/pcm;rate=48000;channels=1";
    private const int SmallestPiece = SpeechRenderer.SampleRate / 20;
    private const int LargestPiece = SpeechRenderer.SampleRate / 2;

    // About ten seconds. What is longer is made while it is sent, so that it can be cut before it is all made.
    private const int LongestKept = 160;

    private readonly SpeechCache _cache = new();

    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var properties = options?.AdditionalProperties;
        var voice = VoiceOf(options?.VoiceId, properties?.GetValueOrDefault(SpeechProperties.Description) as string);
        var take = properties?.GetValueOrDefault(SpeechProperties.Take) is int number ? number : 0;
        var speed = options?.Speed ?? 1;
        var pieces = text.Length <= LongestKept ? _cache.GetOrMake((text, voice, speed, take), Render) : Render();
        foreach (var piece in pieces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Update([new DataContent(piece, MediaType)]);
        }

        yield return Update([.. SpeechTiming.Of(text, speed)]);

        IEnumerable<byte[]> Render() => Pieces(new SpeechRenderer(text, VoiceTimbre.From(voice), speed, take));
    }

    public async Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingAudioAsync(text, options, cancellationToken).ToTextToSpeechResponseAsync(cancellationToken).ConfigureAwait(false);

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static string VoiceOf(string? id, string? description) => id ?? (description is null ? PresetVoices.IdOf("ITO") : $"described as {description}");

    private static IEnumerable<byte[]> Pieces(SpeechRenderer renderer)
    {
        var size = Math.Clamp((renderer.Length + 3) / 4, SmallestPiece, LargestPiece);
        while (renderer.Read(size) is { Length: > 0 } samples)
            yield return WaveFile.ToBytes(samples);
    }

    private static TextToSpeechResponseUpdate Update(IList<AIContent> contents) => new(contents) { Kind = TextToSpeechResponseUpdateKind.AudioUpdating };
}
