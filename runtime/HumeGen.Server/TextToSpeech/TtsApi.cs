using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;

namespace HumeGen.Server.TextToSpeech;

/// <summary>Speaks texts: at once or as it is made, as JSON or as bare audio.</summary>
internal static class TtsApi
{
    public static void Register(HandlerTable handlers, TtsServices tts) => handlers
        .On("POST /v0/tts", call => SynthesizeJsonAsync(call, tts))
        .On("POST /v0/tts/file", call => SynthesizeFileAsync(call, tts))
        .On("POST /v0/tts/stream/file", call => StreamFileAsync(call, tts))
        .On("POST /v0/tts/stream/json", call => StreamJsonAsync(call, tts));

    private static async Task<SpeechRequest> ReadAsync(ApiCall call, TtsServices tts, bool streamed)
    {
        tts.Speech.RequireEngine();
        await call.Key.RequireAudioAsync(call.Aborted).ConfigureAwait(false);
        return await SpeechRequest.ReadAsync(call, tts.Voices, tts.Engines, tts.Limits, streamed).ConfigureAwait(false);
    }

    private static async Task SynthesizeJsonAsync(ApiCall call, TtsServices tts)
    {
        var request = await ReadAsync(call, tts, streamed: false).ConfigureAwait(false);
        var recording = new SpeechRecording();
        await using var _ = recording.ConfigureAwait(false);
        var generations = await RecordAsync(call, tts, request, recording).ConfigureAwait(false);
        await call.AnswerAsync(writer => SpeechJson.WriteAsync(writer, request, recording, generations, call)).ConfigureAwait(false);
    }

    /// <summary>One audio file with everything in it: several generations follow each other.</summary>
    private static async Task SynthesizeFileAsync(ApiCall call, TtsServices tts)
    {
        var request = await ReadAsync(call, tts, streamed: false).ConfigureAwait(false);
        var recording = new SpeechRecording();
        await using var _ = recording.ConfigureAwait(false);
        await RecordAsync(call, tts, request, recording).ConfigureAwait(false);
        await recording.AnswerAsync(call, request.Format).ConfigureAwait(false);
    }

    /// <summary>Makes all of the speech of a request, so that nothing of the answer is sent when an engine fails.</summary>
    private static async Task<List<RecordedGeneration>> RecordAsync(ApiCall call, TtsServices tts, SpeechRequest request, SpeechRecording recording)
    {
        var generations = new List<RecordedGeneration>();
        try
        {
            var allowance = new AudioAllowance(tts.Limits.AudioSeconds);
            for (var take = 0; take < request.Generations; take++)
            {
                var start = recording.Length;
                var groups = new List<List<RecordedSnippet>>();
                foreach (var group in Snippet.Cut(request, tts.Ids, take))
                {
                    groups.Add([]);
                    foreach (var snippet in group)
                        groups[^1].Add(await RecordAsync(snippet, call, tts.Speech, recording, allowance).ConfigureAwait(false));
                }

                var id = await tts.Voices.AddGenerationAsync(request.Utterances[^1].Voice, call.Aborted).ConfigureAwait(false);
                generations.Add(new RecordedGeneration(id, start, recording.Length - start, groups));
            }
        }
        catch (SpeechLimitException)
        {
            throw ApiRefusal.Invalid(call.Operation, SpeechRequest.TooLong(tts.Limits.AudioSeconds, $""));
        }

        return generations;
    }

    private static async Task<RecordedSnippet> RecordAsync(
        Snippet snippet, ApiCall call, SpeechSynthesizer speech, SpeechRecording recording, AudioAllowance allowance)
    {
        var start = recording.Length;
        var timestamps = new List<SpeechTimestamp>();
        await foreach (var piece in speech.SpeakAsync(snippet.Prompt, call.Key, call.Aborted).ConfigureAwait(false))
        {
            allowance.Use(piece.Samples.Length);
            timestamps.AddRange(piece.Timestamps);
            await recording.AddAsync(piece.Samples, call.Aborted).ConfigureAwait(false);
        }

        return new RecordedSnippet(snippet, start, recording.Length - start, timestamps);
    }

    // Nothing can be told in a file: when speech ends with an error, the connection does too.
    private static Task StreamFileAsync(ApiCall call, TtsServices tts) => StreamAsync(call, tts, async (request, speak) =>
    {
        using var file = request.Format.Start();
        for (var take = 0; take < request.Generations; take++)
        {
            await tts.Voices.AddGenerationAsync(request.Utterances[^1].Voice, call.Aborted).ConfigureAwait(false);
            foreach (var snippet in Snippet.Cut(request, tts.Ids, take).SelectMany(group => group))
            {
                await foreach (var piece in speak(snippet).ConfigureAwait(false))
                {
                    if (file.Write(piece.Samples.Span) is { Length: > 0 } audio)
                        await call.SendAsync(audio).ConfigureAwait(false);
                }
            }
        }

        await call.SendAsync(file.Finish()).ConfigureAwait(false);
    });

    private static Task StreamJsonAsync(ApiCall call, TtsServices tts) => StreamAsync(call, tts, async (request, speak) =>
    {
        var messages = new TtsMessages(call.RequestId);
        using var stream = new SpeechStream(request.Format, request.StripHeaders, request.TimestampTypes, messages, (item, _) => call.SendLineAsync(item));
        try
        {
            for (var take = 0; take < request.Generations; take++)
            {
                var generationId = await tts.Voices.AddGenerationAsync(request.Utterances[^1].Voice, call.Aborted).ConfigureAwait(false);
                stream.StartGeneration();
                foreach (var snippet in Snippet.Cut(request, tts.Ids, take).SelectMany(group => group))
                {
                    var transcript = request.Instant ? null : snippet.Text;
                    await stream.SendAsync(speak(snippet), snippet, generationId, transcript, snippet.UtteranceIndex, call.Aborted).ConfigureAwait(false);
                }
            }
        }
        catch (Exception fault) when (call.HasStarted && messages.ErrorFor(fault, call.Failed) is { } error)
        {
            await call.SendLineAsync(error).ConfigureAwait(false);
        }
    });

    private static async Task StreamAsync(ApiCall call, TtsServices tts, Func<SpeechRequest, Func<Snippet, IAsyncEnumerable<SpeechPiece>>, Task> answer)
    {
        var request = await ReadAsync(call, tts, streamed: true).ConfigureAwait(false);
        var allowance = new AudioAllowance(tts.Limits.AudioSeconds);
        call.StartStream();
        try
        {
            await answer(request, Speak).ConfigureAwait(false);
        }
        catch (SpeechLimitException) when (!call.HasStarted)
        {
            throw ApiRefusal.Invalid(call.Operation, SpeechRequest.TooLong(tts.Limits.AudioSeconds, $""));
        }

        async IAsyncEnumerable<SpeechPiece> Speak(Snippet snippet)
        {
            await foreach (var piece in tts.Speech.SpeakAsync(snippet.Prompt, call.Key, call.Aborted).ConfigureAwait(false))
            {
                allowance.Use(piece.Samples.Length);
                yield return piece;
            }
        }
    }
}
