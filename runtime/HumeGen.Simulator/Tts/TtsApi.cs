using System.Text.Json;
using HumeGen.Simulator.Audio;
using HumeGen.Simulator.Hosting;
using HumeGen.Simulator.Voices;

namespace HumeGen.Simulator.Tts;

/// <summary>Speaks texts: at once or as it is made, as JSON or as bare audio.</summary>
internal static class TtsApi
{
    public static void Register(HandlerTable handlers, VoiceStore voices, IdSource ids, SimulatorLimits limits) => handlers
        .On("POST /v0/tts", call => SynthesizeJsonAsync(call, voices, ids, limits))
        .On("POST /v0/tts/file", call => SynthesizeFileAsync(call, voices, ids, limits, streamed: false))
        .On("POST /v0/tts/stream/file", call => SynthesizeFileAsync(call, voices, ids, limits, streamed: true))
        .On("POST /v0/tts/stream/json", call => StreamJsonAsync(call, voices, ids, limits));

    // Written straight into the answer: base64 of minutes of speech is too much to hold as one tree of nodes.
    private static Task SynthesizeJsonAsync(ApiCall call, VoiceStore voices, IdSource ids, SimulatorLimits limits)
    {
        var request = SpeechRequest.Read(call, voices, limits, streamed: false);
        return call.AnswerAsync(async writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("generations");
            for (var take = 0; take < request.Generations; take++)
            {
                var generationId = voices.AddGeneration(request.Utterances[^1].VoiceSeed);
                var snippets = Snippet.Cut(request, ids);
                await WriteGenerationAsync(writer, request, snippets, generationId, take, call.Aborted).ConfigureAwait(false);
            }

            writer.WriteEndArray();
            writer.WriteString("request_id", call.RequestId);
            writer.WriteEndObject();
        });
    }

    private static async Task WriteGenerationAsync(
        Utf8JsonWriter writer, SpeechRequest request, List<List<Snippet>> groups, string generationId, int take, CancellationToken aborted)
    {
        var format = request.Format;
        var samples = groups.Sum(group => group.Sum(snippet => (long)snippet.Length));
        var fileHeader = format.Header(samples);
        writer.WriteStartObject();
        writer.WriteString("generation_id", generationId);
        writer.WriteNumber("duration", (double)samples / SpeechRenderer.SampleRate);
        writer.WriteNumber("file_size", fileHeader.Length + (samples * sizeof(short)));
        writer.WritePropertyName("encoding");
        format.Encoding().WriteTo(writer);

        writer.WritePropertyName("audio");
        writer.WriteBase64StringSegment(fileHeader, isFinalSegment: false);
        foreach (var snippet in groups.SelectMany(group => group))
            await WriteSpeechAsync(writer, snippet, take, aborted).ConfigureAwait(false);

        writer.WriteBase64StringSegment([], isFinalSegment: true);

        // Without headers of their own the snippets join into one file, so the first has the header of the whole.
        writer.WriteStartArray("snippets");
        var first = true;
        foreach (var group in groups)
        {
            writer.WriteStartArray();
            foreach (var snippet in group)
            {
                var header = !request.StripHeaders ? format.Header(snippet.Length) : first ? fileHeader : [];
                first = false;
                await WriteSnippetAsync(writer, snippet, generationId, header, take, request.TimestampTypes, aborted).ConfigureAwait(false);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // Made again wherever it is written: a few pieces of half a second are all that is held in memory.
    private static async Task WriteSpeechAsync(Utf8JsonWriter writer, Snippet snippet, int take, CancellationToken aborted)
    {
        foreach (var samples in SpeechStream.Chunks(snippet.Render(take)))
        {
            writer.WriteBase64StringSegment(WaveFile.ToBytes(samples), isFinalSegment: false);
            await writer.FlushAsync(aborted).ConfigureAwait(false);
        }
    }

    private static async Task WriteSnippetAsync(
        Utf8JsonWriter writer,
        Snippet snippet,
        string generationId,
        byte[] header,
        int take,
        IReadOnlyList<string> timestampTypes,
        CancellationToken aborted)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("audio");
        writer.WriteBase64StringSegment(header, isFinalSegment: false);
        await WriteSpeechAsync(writer, snippet, take, aborted).ConfigureAwait(false);
        writer.WriteBase64StringSegment([], isFinalSegment: true);
        writer.WriteString("generation_id", generationId);
        writer.WriteString("id", snippet.Id);
        writer.WriteString("text", snippet.Text);
        writer.WriteStartArray("timestamps");
        foreach (var timestamp in snippet.Timestamps(timestampTypes))
            timestamp.WriteTo(writer);

        writer.WriteEndArray();
        writer.WriteString("transcribed_text", snippet.Text);
        writer.WriteNumber("utterance_index", snippet.UtteranceIndex);
        writer.WriteEndObject();
        await writer.FlushAsync(aborted).ConfigureAwait(false);
    }

    /// <summary>One audio file with everything in it: several generations follow each other.</summary>
    private static async Task SynthesizeFileAsync(ApiCall call, VoiceStore voices, IdSource ids, SimulatorLimits limits, bool streamed)
    {
        var request = SpeechRequest.Read(call, voices, limits, streamed);
        var snippets = Snippet.Cut(request, ids).SelectMany(group => group).ToList();
        var length = request.Generations * snippets.Sum(snippet => (long)snippet.Length);
        var header = request.Format.Header(length);
        call.StartStream(streamed ? null : header.Length + (length * sizeof(short)));
        await call.SendAsync(header).ConfigureAwait(false);
        for (var take = 0; take < request.Generations; take++)
        {
            voices.AddGeneration(request.Utterances[^1].VoiceSeed);
            foreach (var snippet in snippets)
            {
                foreach (var samples in SpeechStream.Chunks(snippet.Render(take)))
                    await call.SendAsync(WaveFile.ToBytes(samples)).ConfigureAwait(false);
            }
        }
    }

    private static async Task StreamJsonAsync(ApiCall call, VoiceStore voices, IdSource ids, SimulatorLimits limits)
    {
        var request = SpeechRequest.Read(call, voices, limits, streamed: true);
        var stream = new SpeechStream(call, request.Format, request.StripHeaders);
        call.StartStream();
        for (var take = 0; take < request.Generations; take++)
        {
            var generationId = voices.AddGeneration(request.Utterances[^1].VoiceSeed);
            var snippets = Snippet.Cut(request, ids).SelectMany(group => group).ToList();
            stream.StartGeneration(generationId, snippets.Sum(snippet => (long)snippet.Length));
            foreach (var snippet in snippets)
            {
                var chunks = SpeechStream.Chunks(snippet.Render(take));
                var transcript = request.Instant ? null : snippet.Text;
                await stream.SendAudioAsync(chunks, snippet.Id, snippet.Text, transcript, snippet.UtteranceIndex).ConfigureAwait(false);
                await stream.SendTimestampsAsync(snippet.Id, snippet.Timestamps(request.TimestampTypes)).ConfigureAwait(false);
            }
        }
    }
}
