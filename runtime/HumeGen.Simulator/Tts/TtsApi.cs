using System.Text.Json.Nodes;
using HumeGen.Simulator.Audio;
using HumeGen.Simulator.Hosting;
using HumeGen.Simulator.Voices;

namespace HumeGen.Simulator.Tts;

/// <summary>Speaks texts: at once or as it is made, as JSON or as bare audio.</summary>
internal static class TtsApi
{
    public static void Register(HandlerTable handlers, VoiceStore voices, IdSource ids) => handlers
        .On("POST /v0/tts", call => SynthesizeJsonAsync(call, voices, ids))
        .On("POST /v0/tts/file", call => SynthesizeFileAsync(call, voices, ids, streamed: false))
        .On("POST /v0/tts/stream/file", call => SynthesizeFileAsync(call, voices, ids, streamed: true))
        .On("POST /v0/tts/stream/json", call => StreamJsonAsync(call, voices, ids));

    private static Task SynthesizeJsonAsync(ApiCall call, VoiceStore voices, IdSource ids)
    {
        var request = SpeechRequest.Read(call, voices, streamed: false);
        var generations = new JsonArray();
        for (var take = 0; take < request.Generations; take++)
        {
            call.Aborted.ThrowIfCancellationRequested();
            generations.Add(Generate(request, Snippet.Cut(request, ids), voices.AddGeneration(request.Utterances[^1].VoiceSeed), take));
        }

        return call.AnswerAsync(200, new JsonObject { ["generations"] = generations, ["request_id"] = call.RequestId });
    }

    private static JsonObject Generate(SpeechRequest request, List<List<Snippet>> groups, string generationId, int take)
    {
        var format = request.Format;
        var length = groups.Sum(group => group.Sum(snippet => (long)snippet.Length));
        var audio = new MemoryStream();
        audio.Write(format.Header(length));
        var snippets = new JsonArray();
        foreach (var group in groups)
        {
            var list = new JsonArray();
            foreach (var snippet in group)
            {
                var samples = snippet.Render(take).Read(int.MaxValue);
                var bytes = WaveFile.ToBytes(samples);
                var header = !request.StripHeaders ? format.Header(samples.Length) : list.Count + snippets.Count == 0 ? format.Header(length) : [];
                audio.Write(bytes);
                list.Add(SnippetJson(snippet, generationId, [.. header, .. bytes], request.TimestampTypes));
            }

            snippets.Add(list);
        }

        return new JsonObject
        {
            ["generation_id"] = generationId,
            ["duration"] = (double)length / SpeechRenderer.SampleRate,
            ["file_size"] = audio.Length,
            ["encoding"] = format.Encoding(),
            ["audio"] = Convert.ToBase64String(audio.GetBuffer().AsSpan(0, (int)audio.Length)),
            ["snippets"] = snippets,
        };
    }

    private static JsonObject SnippetJson(Snippet snippet, string generationId, byte[] audio, IReadOnlyList<string> timestampTypes) => new()
    {
        ["audio"] = Convert.ToBase64String(audio),
        ["generation_id"] = generationId,
        ["id"] = snippet.Id,
        ["text"] = snippet.Text,
        ["timestamps"] = new JsonArray([.. snippet.Timestamps(timestampTypes)]),
        ["transcribed_text"] = snippet.Text,
        ["utterance_index"] = snippet.UtteranceIndex,
    };

    /// <summary>One audio file with everything in it: several generations follow each other.</summary>
    private static async Task SynthesizeFileAsync(ApiCall call, VoiceStore voices, IdSource ids, bool streamed)
    {
        var request = SpeechRequest.Read(call, voices, streamed);
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
                {
                    await call.SendAsync(WaveFile.ToBytes(samples)).ConfigureAwait(false);
                }
            }
        }
    }

    private static async Task StreamJsonAsync(ApiCall call, VoiceStore voices, IdSource ids)
    {
        var request = SpeechRequest.Read(call, voices, streamed: true);
        var stream = new SpeechStream(call, request.Format, request.StripHeaders);
        call.StartStream();
        for (var take = 0; take < request.Generations; take++)
        {
            var generationId = voices.AddGeneration(request.Utterances[^1].VoiceSeed);
            var snippets = Snippet.Cut(request, ids).SelectMany(group => group).ToList();
            stream.StartGeneration(generationId, snippets.Sum(snippet => (long)snippet.Length));
            foreach (var snippet in snippets)
            {
                await stream.SendAudioAsync(
                    SpeechStream.Chunks(snippet.Render(take)), snippet.Id, snippet.Text, request.Instant ? null : snippet.Text, snippet.UtteranceIndex)
                    .ConfigureAwait(false);
                await stream.SendTimestampsAsync(snippet.Id, snippet.Timestamps(request.TimestampTypes)).ConfigureAwait(false);
            }
        }
    }
}
