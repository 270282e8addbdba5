using HumeGen.Server.Audio;
using HumeGen.Server.Engines;
using HumeGen.Server.TextToSpeech;
using HumeGen.Server.Transport;
using HumeGen.Server.Validation;

namespace HumeGen.Server.VoiceConversion;

/// <summary>Speaks recordings in another voice, as a file or as JSON, while it is made.</summary>
internal static class VoiceConversionApi
{
    public static void Register(HandlerTable handlers, TtsServices tts, TimeProvider clock)
    {
        var voices = new VoiceConversionService(tts.Engines, tts.Limits, clock);
        handlers
            .On("POST /v0/tts/voice_conversion/file", call => ConvertFileAsync(call, tts, voices))
            .On("POST /v0/tts/voice_conversion/json", call => ConvertJsonAsync(call, tts, voices));
    }

    private static async Task ConvertFileAsync(ApiCall call, TtsServices tts, VoiceConversionService conversion)
    {
        var (recording, voice, format) = await ReadAsync(call, tts, conversion).ConfigureAwait(false);
        var converted = new SpeechRecording();
        await using var _ = converted.ConfigureAwait(false);
        try
        {
            await foreach (var piece in conversion.ConvertAsync(recording, voice, call.Key, call.Aborted).ConfigureAwait(false))
                await converted.AddAsync(piece.Samples, call.Aborted).ConfigureAwait(false);
        }
        catch (SpeechLimitException fault)
        {
            throw call.Invalid(fault.Message, "too_long", "body", "audio");
        }

        await tts.Voices.AddGenerationAsync(voice, call.Aborted).ConfigureAwait(false);
        await converted.AnswerAsync(call, format).ConfigureAwait(false);
    }

    private static async Task ConvertJsonAsync(ApiCall call, TtsServices tts, VoiceConversionService conversion)
    {
        var (recording, voice, format) = await ReadAsync(call, tts, conversion).ConfigureAwait(false);
        var generationId = await tts.Voices.AddGenerationAsync(voice, call.Aborted).ConfigureAwait(false);
        var messages = new TtsMessages(call.RequestId);
        using var stream = new SpeechStream(
            format, call.Body.Flag("strip_headers") ?? false, call.Body.Texts("include_timestamp_types"), messages, (item, _) => call.SendLineAsync(item));

        // What is said is known in the end at most, from the times of its words.
        var snippet = new Snippet(tts.Ids.Next(), 0, new SpeechPrompt("", voice));
        call.StartStream();
        try
        {
            var speech = conversion.ConvertAsync(recording, voice, call.Key, call.Aborted);
            await stream.SendAsync(speech, snippet, generationId, transcribedText: null, utteranceIndex: null, call.Aborted).ConfigureAwait(false);
        }
        catch (Exception fault) when (call.HasStarted && messages.ErrorFor(fault, call.Failed) is { } error)
        {
            await call.SendLineAsync(error).ConfigureAwait(false);
        }
    }

    private static async Task<(AudioSamples Recording, EngineVoice Voice, AudioFormat Format)> ReadAsync(ApiCall call, TtsServices tts, VoiceConversionService conversion)
    {
        conversion.RequireEngine();
        await call.Key.RequireAudioAsync(call.Aborted).ConfigureAwait(false);
        var problems = new List<ValidationProblem>();
        var reader = new UtteranceReader(tts.Voices, problems, call.Aborted);
        var context = await reader.ReadContextAsync(call.Body.Object("context"), "body", "context").ConfigureAwait(false);
        var voice = await reader.FindVoiceAsync(call.Body.Object("voice"), "body", "voice").ConfigureAwait(false);
        var recording = await ReadRecordingAsync(call, tts, problems).ConfigureAwait(false);
        if (problems.Count > 0)
            throw ApiRefusal.Invalid(call.Operation, problems);

        var format = AudioFormat.Of(call.Body.Object("format"), tts.Engines);
        reader.TellStandIns(call);
        return (recording!.Value, voice?.EngineVoice ?? context ?? new EngineVoice(), format);
    }

    private static async ValueTask<AudioSamples?> ReadRecordingAsync(ApiCall call, TtsServices tts, List<ValidationProblem> problems)
    {
        if (call.Files.FirstOrDefault(file => file.PartName == "audio") is not { } upload)
        {
            problems.Add(ValidationProblem.At("Field required", "missing", "body", "audio"));
            return null;
        }

        var (recording, error) = await AudioFileReader.ReadAsync(upload.Content, tts.Engines.AudioDecoders, tts.Limits.AudioSeconds, call.Aborted)
            .ConfigureAwait(false);
        if (error is not null)
            problems.Add(ValidationProblem.At($"The server cannot convert '{upload.FileName}': {error}", "value_error", "body", "audio"));

        return recording;
    }
}
