using Hume.Tts;
using Microsoft.Extensions.AI;

namespace Hume.AI;

/// <summary>Turns a text and options into a request of Hume's.</summary>
internal static class SpeechRequest
{
    private static readonly string[] Names =
    [
        "description", "provider", "trailing_silence", "instant_mode", "temperature", "num_generations", "split_utterances", "strip_headers", "context_generation_id",
    ];

    public static PostedTts From(ITextToSpeechClient client, string text, TextToSpeechOptions? options, bool streamed)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        if (text.Length == 0)
            throw new ArgumentException("There is no text to speak.", nameof(text));
        options ??= new();
        Conversions.Refuse(options.Language is not null, "TextToSpeechOptions.Language", "the text tells the language. Leave it out.");
        Conversions.Refuse(options.Pitch is not null, "TextToSpeechOptions.Pitch", "describe the voice in AdditionalProperties[\"description\"], or choose another one.");
        Conversions.Refuse(options.Volume is not null, "TextToSpeechOptions.Volume", "change the samples, or describe the delivery in AdditionalProperties[\"description\"].");
        var more = new Properties(options.AdditionalProperties, Names);
        more.CheckNames();

        var raw = Raw(client, options);
        var template = raw.Utterances.Count == 0 ? new PostedUtterance { Text = text } : raw.Utterances[0];
        return raw with
        {
            Utterances =
            [
                template with
                {
                    Text = text,
                    Voice = Voice(options.VoiceId, more.Text("provider")) ?? template.Voice,
                    Speed = options.Speed?.ToDouble("TextToSpeechOptions.Speed") ?? template.Speed,
                    Description = more.Text("description") ?? template.Description,
                    TrailingSilence = more.Number("trailing_silence") ?? template.TrailingSilence,
                },
            ],
            Format = Format(options.AudioFormat) ?? raw.Format,
            Version = Version(options.ModelId) ?? raw.Version,
            InstantMode = more.Truth("instant_mode") ?? raw.InstantMode,
            Temperature = more.Number("temperature") ?? raw.Temperature,
            NumGenerations = more.Whole("num_generations") ?? raw.NumGenerations,
            SplitUtterances = more.Truth("split_utterances") ?? raw.SplitUtterances,
            // The pieces of a stream are one file together, and not each a file with a header of its own.
            StripHeaders = more.Truth("strip_headers") ?? raw.StripHeaders ?? (streamed ? true : null),
            Context = more.Text("context_generation_id") is { } id ? new PostedContextWithGenerationId { GenerationId = id } : raw.Context,
        };
    }

    /// <summary>The media type of a format.</summary>
    public static string MediaType(string? format) => format switch
    {
        "wav" => "audio/wav",
        "pcm" => "audio/pcm",
        null or "mp3" => "audio/mpeg",
        _ => "audio/" + format,
    };

    private static PostedTts Raw(ITextToSpeechClient client, TextToSpeechOptions options) => options.RawRepresentationFactory?.Invoke(client) switch
    {
        null => new() { Utterances = [] },
        PostedTts { Utterances.Count: <= 1 } raw => raw,
        PostedTts => throw new ArgumentException("RawRepresentationFactory gave more than one utterance. Give one at most; its text is replaced."),
        var other => throw new ArgumentException($"RawRepresentationFactory must give a PostedTts or null, not a {other.GetType().Name}."),
    };

    // Ids of voices are UUIDs; anything else is a name.
    private static IPostedUtteranceVoice? Voice(string? voice, string? provider)
    {
        if (voice is null)
            return provider is null ? null : throw new ArgumentException("AdditionalProperties has a 'provider', but VoiceId is not set.");
        var from = provider is null ? default(VoiceProvider?) : new VoiceProvider(provider);
        return Guid.TryParse(voice, out _)
            ? new PostedUtteranceVoiceWithId { Id = voice, Provider = from }
            : new PostedUtteranceVoiceWithName { Name = voice, Provider = from };
    }

    private static IFormat? Format(string? format) => format?.ToLowerInvariant() switch
    {
        null => null,
        "mp3" or "audio/mpeg" or "audio/mp3" => new FormatMp3(),
        "wav" or "audio/wav" or "audio/x-wav" or "audio/wave" => new FormatWav(),
        "pcm" or "audio/pcm" or "audio/l16" => new FormatPcm(),
        _ => throw new NotSupportedException($"Hume makes no audio of the format '{format}'. Use mp3, wav or pcm, or their media types."),
    };

    private static OctaveVersion? Version(string? model) => model switch
    {
        null => default(OctaveVersion?),
        "1" or "octave-1" => OctaveVersion.One,
        "2" or "octave-2" => OctaveVersion.Two,
        _ => throw new NotSupportedException($"'{model}' is no model of Hume's text-to-speech. Use octave-1 or octave-2."),
    };
}
