using System.Runtime.CompilerServices;
using Hume.Tts;
using Microsoft.Extensions.AI;

namespace Hume.AI;

/// <summary>Hume's text-to-speech as the abstraction wants it.</summary>
internal sealed class HumeTextToSpeechClient(ITtsClient tts) : ITextToSpeechClient
{
    private readonly TextToSpeechClientMetadata _metadata = new("hume");

    public async Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = SpeechRequest.From(this, text, options, streamed: false);
        var speech = await tts.SynthesizeJsonAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new([.. speech.Generations.Select(g => Audio(g.Audio, g.Encoding.Format.Value, g.GenerationId, g.Encoding.SampleRate, g))])
        {
            ResponseId = speech.RequestId,
            ModelId = options?.ModelId,
            RawRepresentation = speech,
            Usage = Usage(text, speech.Generations.Sum(g => g.Duration)),
        };
    }

    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = SpeechRequest.From(this, text, options, streamed: true);
        string? id = null;
        await foreach (var item in tts.SynthesizeJsonStreamingAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (item is SnippetAudioChunk chunk)
            {
                id = chunk.RequestId ?? id;
                yield return new([Audio(chunk.Audio, chunk.AudioFormat?.Value ?? request.Format?.Type, chunk.GenerationId, null, chunk)])
                {
                    Kind = TextToSpeechResponseUpdateKind.AudioUpdating,
                    ResponseId = id,
                    ModelId = options?.ModelId,
                    RawRepresentation = chunk,
                };
            }
            else
            {
                // A timestamp, or a kind of item that is newer than this client.
                yield return new() { Kind = new(item.Type.Length == 0 ? "unknown" : item.Type), ResponseId = id, RawRepresentation = item };
            }
        }

        yield return new([new UsageContent(Usage(text, null))]) { Kind = TextToSpeechResponseUpdateKind.SessionClose, ResponseId = id, ModelId = options?.ModelId };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => Conversions.Find(serviceType, serviceKey, this, _metadata, tts);

    public void Dispose()
    {
        // The client inside is the caller's.
    }

    private static DataContent Audio(ReadOnlyMemory<byte> audio, string? format, string generation, long? sampleRate, object raw)
    {
        var content = new DataContent(audio, SpeechRequest.MediaType(format))
        {
            RawRepresentation = raw,
            AdditionalProperties = new() { ["generation_id"] = generation },
        };
        if (sampleRate is not null)
            content.AdditionalProperties["sample_rate"] = sampleRate;
        return content;
    }

    // Hume bills speech by characters, and has no tokens.
    private static UsageDetails Usage(string text, double? seconds)
    {
        var usage = new UsageDetails { AdditionalCounts = new() { ["input_characters"] = text.Length } };
        if (seconds is { } duration)
            usage.AdditionalCounts["output_audio_milliseconds"] = (long)Math.Round(duration * 1000);
        return usage;
    }
}
