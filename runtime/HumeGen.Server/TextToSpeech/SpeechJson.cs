using System.Text.Json;
using HumeGen.Server.Audio;
using HumeGen.Server.Transport;

namespace HumeGen.Server.TextToSpeech;

/// <summary>
/// Writes recorded speech as one JSON answer, straight into the connection: base64 of minutes of speech is too much to hold as one tree of nodes.
/// </summary>
internal static class SpeechJson
{
    public static async Task WriteAsync(
        Utf8JsonWriter writer, SpeechRequest request, SpeechRecording recording, IEnumerable<RecordedGeneration> generations, ApiCall call)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("generations");
        foreach (var generation in generations)
            await WriteAsync(writer, request, recording, generation, call.Aborted).ConfigureAwait(false);

        writer.WriteEndArray();
        writer.WriteString("request_id", call.RequestId);
        writer.WriteEndObject();
    }

    private static async Task WriteAsync(
        Utf8JsonWriter writer, SpeechRequest request, SpeechRecording recording, RecordedGeneration generation, CancellationToken aborted)
    {
        var format = request.Format;
        writer.WriteStartObject();
        writer.WriteString("generation_id", generation.Id);
        writer.WriteNumber("duration", (double)generation.Length / SpeechSynthesizer.SampleRate);
        writer.WritePropertyName("encoding");
        format.Encoding().WriteTo(writer);
        long size;
        using (var file = format.Start(generation.Length))
        {
            size = await WriteAudioAsync(writer, file, recording, generation.Start, generation.Length, finish: true, aborted).ConfigureAwait(false);
        }

        writer.WriteNumber("file_size", size);
        writer.WriteStartArray("snippets");

        // Without headers of their own the snippets join into one file, so the first has the header of the whole.
        using var joined = request.StripHeaders ? format.Start(generation.Length) : null;
        var left = generation.Groups.Sum(group => group.Count);
        foreach (var group in generation.Groups)
        {
            writer.WriteStartArray();
            foreach (var snippet in group)
            {
                using var own = joined is null ? format.Start(snippet.Length) : null;
                var finish = --left == 0 || joined is null;
                await WriteAsync(writer, snippet, generation.Id, joined ?? own!, recording, finish, request.TimestampTypes, aborted).ConfigureAwait(false);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static async Task WriteAsync(
        Utf8JsonWriter writer,
        RecordedSnippet snippet,
        string generationId,
        AudioFileWriter file,
        SpeechRecording recording,
        bool finish,
        IReadOnlyList<string> timestampTypes,
        CancellationToken aborted)
    {
        writer.WriteStartObject();
        await WriteAudioAsync(writer, file, recording, snippet.Start, snippet.Length, finish, aborted).ConfigureAwait(false);
        writer.WriteString("generation_id", generationId);
        writer.WriteString("id", snippet.Snippet.Id);
        writer.WriteString("text", snippet.Snippet.Text);
        writer.WriteStartArray("timestamps");
        foreach (var timestamp in snippet.Timestamps.Where(timestamp => timestampTypes.Contains(TtsMessages.TypeOf(timestamp))))
            TtsMessages.Times(timestamp).WriteTo(writer);

        writer.WriteEndArray();
        writer.WriteString("transcribed_text", snippet.Snippet.Text);
        writer.WriteNumber("utterance_index", snippet.Snippet.UtteranceIndex);
        writer.WriteEndObject();
        await writer.FlushAsync(aborted).ConfigureAwait(false);
    }

    /// <summary>Writes a stretch of the recording as the member <c>audio</c>, and returns the number of its bytes.</summary>
    private static async Task<long> WriteAudioAsync(
        Utf8JsonWriter writer, AudioFileWriter file, SpeechRecording recording, long start, long length, bool finish, CancellationToken aborted)
    {
        var size = 0L;
        writer.WritePropertyName("audio");
        await foreach (var samples in recording.ReadAsync(start, length, aborted).ConfigureAwait(false))
        {
            var audio = file.Write(samples);
            size += audio.Length;
            writer.WriteBase64StringSegment(audio, isFinalSegment: false);
            await writer.FlushAsync(aborted).ConfigureAwait(false);
        }

        var end = finish ? file.Finish() : [];
        writer.WriteBase64StringSegment(end, isFinalSegment: true);
        return size + end.Length;
    }
}
