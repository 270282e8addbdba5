using System.Text.Json.Nodes;
using HumeGen.Server.Audio;
using HumeGen.Server.Transport;

namespace HumeGen.Server.TextToSpeech;

/// <summary>Sends speech as JSON lines: chunks of audio, then the timestamps of the snippet.</summary>
internal sealed class SpeechStream(ApiCall call, AudioFormat format, bool stripHeaders)
{
    private const int SmallestChunk = SpeechRenderer.SampleRate / 20;
    private const int LargestChunk = SpeechRenderer.SampleRate / 2;

    private string _generationId = "";
    private long? _headerFor;

    /// <summary>The samples in chunks: about four for a short snippet, and none longer than half a second.</summary>
    public static IEnumerable<short[]> Chunks(SpeechRenderer renderer)
    {
        var size = Math.Clamp((renderer.Length + 3) / 4, SmallestChunk, LargestChunk);
        while (renderer.Read(size) is { Length: > 0 } samples)
            yield return samples;
    }

    /// <summary>Begins a generation with the given number of samples.</summary>
    public void StartGeneration(string id, long samples)
    {
        _generationId = id;
        _headerFor = samples;
    }

    public async Task SendAudioAsync(
        IEnumerable<short[]> chunks, string snippetId, string text, string? transcribedText, int? utteranceIndex)
    {
        using var chunk = chunks.GetEnumerator();
        var more = chunk.MoveNext();
        for (var index = 0; more; index++)
        {
            var samples = chunk.Current;
            more = chunk.MoveNext();
            await call.SendLineAsync(new JsonObject
            {
                ["type"] = "audio",
                ["audio"] = Convert.ToBase64String(Pack(samples)),
                ["audio_format"] = format.Name,
                ["chunk_index"] = index,
                ["generation_id"] = _generationId,
                ["is_last_chunk"] = !more,
                ["request_id"] = call.RequestId,
                ["snippet_id"] = snippetId,
                ["text"] = text,
                ["transcribed_text"] = transcribedText,
                ["utterance_index"] = utteranceIndex,
            }).ConfigureAwait(false);
        }
    }

    public async Task SendTimestampsAsync(string snippetId, IEnumerable<JsonObject> timestamps)
    {
        foreach (var timestamp in timestamps)
        {
            await call.SendLineAsync(new JsonObject
            {
                ["type"] = "timestamp",
                ["generation_id"] = _generationId,
                ["request_id"] = call.RequestId,
                ["snippet_id"] = snippetId,
                ["timestamp"] = timestamp,
            }).ConfigureAwait(false);
        }
    }

    // Without headers the chunks of a generation join into one file, so its first chunk has the header of the whole.
    private byte[] Pack(short[] samples)
    {
        if (!stripHeaders)
            return format.Pack(samples);

        var header = _headerFor is { } total ? format.Header(total) : [];
        _headerFor = null;
        return [.. header, .. WaveFile.ToBytes(samples)];
    }
}
