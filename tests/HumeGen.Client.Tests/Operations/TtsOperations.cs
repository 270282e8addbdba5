using Hume.Tts;
using static Hume.Tests.OperationCase;

namespace Hume.Tests;

internal static class TtsOperations
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data";

    public static IReadOnlyList<OperationCase> All { get; } =
    [
        new("POST", "/v0/tts", c => Value(c.Tts.SynthesizeJsonAsync(
            CompleteSamples.Tts(CompleteSamples.ContextByUtterances, new FormatMp3(), CompleteSamples.VoiceByName)))) { ContentType = Json },
        new("POST", "/v0/tts/file", c => Bytes(c.Tts.SynthesizeFileAsync(
            CompleteSamples.Tts(CompleteSamples.ContextById, new FormatWav(), CompleteSamples.VoiceById)))) { ContentType = Json },
        new("POST", "/v0/tts/stream/json", c => Items(c.Tts.SynthesizeJsonStreamingAsync(
            CompleteSamples.Tts(CompleteSamples.ContextById, new FormatPcm(), CompleteSamples.VoiceByName)))) { ContentType = Json },
        new("POST", "/v0/tts/stream/file", c => Bytes(c.Tts.SynthesizeFileStreamingAsync(
            CompleteSamples.Tts(CompleteSamples.ContextByUtterances, new FormatWav(), CompleteSamples.VoiceById))))
        {
            ContentType = Json,
        },
        new("POST", "/v0/tts/voice_conversion/file", c => Bytes(c.Tts.ConvertVoiceFileAsync(new ConvertVoiceFileRequest
        {
            Audio = FilePart.FromBytes("RIFF..."u8.ToArray(), "me.wav"),
            Context = CompleteSamples.ContextById,
            Format = new FormatMp3(),
            IncludeTimestampTypes = [TimestampType.Phoneme, TimestampType.Word],
            StripHeaders = true,
            Voice = CompleteSamples.VoiceById,
        }))) { ContentType = Form },
        new("POST", "/v0/tts/voice_conversion/json", c => Items(c.Tts.ConvertVoiceJsonAsync(new ConvertVoiceJsonRequest
        {
            Audio = FilePart.FromBytes("RIFF..."u8.ToArray(), "me.wav"),
            Context = CompleteSamples.ContextByUtterances,
            Format = new FormatWav(),
            IncludeTimestampTypes = [TimestampType.Word, TimestampType.Phoneme],
            StripHeaders = false,
            Voice = CompleteSamples.VoiceByName,
        }))) { ContentType = Form },
        new("POST", "/v0/tts/voices", c => Value(c.Tts.Voices.CreateAsync(new PostedVoice { GenerationId = "gen-4", Name = "Pilot" }))) { ContentType = Json },
        new("GET", "/v0/tts/voices", c => Value(c.Tts.Voices.ListAsync(new VoicesListRequest
        {
            Provider = VoiceProvider.CustomVoice, PageNumber = 2, PageSize = 25, AscendingOrder = false, FilterTag = ["calm", "a&b=c"],
        }).GetPageAsync())) { Query = "provider=CUSTOM_VOICE&page_number=2&page_size=25&ascending_order=false&filter_tag=calm&filter_tag=a%26b%3Dc" },
        new("DELETE", "/v0/tts/voices", c => Nothing(c.Tts.Voices.DeleteAsync(new VoicesDeleteRequest { Name = "Pilot & Sons" }))) { Query = "name=Pilot%20%26%20Sons" },
    ];
}
