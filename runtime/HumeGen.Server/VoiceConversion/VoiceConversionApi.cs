using HumeGen.Server.Audio;
using HumeGen.Server.Storage;
using HumeGen.Server.TextToSpeech;
using HumeGen.Server.Transport;
using HumeGen.Server.Validation;
using HumeGen.Server.Voices;

namespace HumeGen.Server.VoiceConversion;

/// <summary>
/// Gives a recording another voice: the loudness of the recording drives the sound of the voice, so that the length stays the same.
/// </summary>
internal static class VoiceConversionApi
{
    private const int ChunkSamples = SpeechRenderer.SampleRate / 2;

    public static void Register(HandlerTable handlers, VoiceStore voices, IdSource ids, double maxSeconds) => handlers
        .On("POST /v0/tts/voice_conversion/file", call => ConvertFileAsync(call, voices, maxSeconds))
        .On("POST /v0/tts/voice_conversion/json", call => ConvertJsonAsync(call, voices, ids, maxSeconds));

    private static async Task ConvertFileAsync(ApiCall call, VoiceStore voices, double maxSeconds)
    {
        var (length, chunks, seed) = Convert(call, voices, maxSeconds);
        voices.AddGeneration(seed);
        call.StartStream();
        await call.SendAsync(AudioFormat.Of(call.Body.Object("format")).Header(length)).ConfigureAwait(false);
        foreach (var chunk in chunks)
            await call.SendAsync(WaveFile.ToBytes(chunk)).ConfigureAwait(false);
    }

    private static async Task ConvertJsonAsync(ApiCall call, VoiceStore voices, IdSource ids, double maxSeconds)
    {
        var (length, chunks, seed) = Convert(call, voices, maxSeconds);
        var stream = new SpeechStream(call, AudioFormat.Of(call.Body.Object("format")), call.Body.Flag("strip_headers") ?? false);
        stream.StartGeneration(voices.AddGeneration(seed), length);
        call.StartStream();

        // The words are unknown here: the text stays empty, and there are no words to give times for.
        await stream.SendAudioAsync(chunks, ids.Next(), "", null, null).ConfigureAwait(false);
    }

    private static (int Length, IEnumerable<short[]> Chunks, string VoiceSeed) Convert(ApiCall call, VoiceStore voices, double maxSeconds)
    {
        var problems = new List<ValidationProblem>();
        SpeechRequest.CheckContext(call.Body.Object("context"), voices, problems, "body", "context");
        var voice = SpeechRequest.FindVoice(call.Body.Object("voice"), voices, problems, "body", "voice");
        var recording = ReadRecording(call, maxSeconds, problems);
        if (recording is null || problems.Count > 0)
            throw ApiRefusal.Invalid(call.Operation, problems);

        var seed = voice?.Seed ?? "no voice";
        var changer = new VoiceChanger(recording.ToMono(), recording.Format.SampleRate, VoiceTimbre.From(seed));
        return (changer.Length, changer.Convert(ChunkSamples), seed);
    }

    private static WaveFile? ReadRecording(ApiCall call, double maxSeconds, List<ValidationProblem> problems)
    {
        if (call.Files.FirstOrDefault(file => file.PartName == "audio") is not { } upload)
        {
            problems.Add(ValidationProblem.At("Field required", "missing", "body", "audio"));
            return null;
        }

        var recording = WaveFile.Read(upload.Content, out var error);
        error ??= recording! switch
        {
            { Frames: 0 } => "it holds no sound",
            var read when read.Seconds > maxSeconds => FormattableString.Invariant($"it lasts {read.Seconds:0} seconds, and {maxSeconds} are the most"),
            _ => null,
        };
        if (error is null)
            return recording;

        var message = $"The server converts WAV files, but cannot read '{upload.FileName}': {error}";
        problems.Add(ValidationProblem.At(message, "value_error", "body", "audio"));
        return null;
    }
}
