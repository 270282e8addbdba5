using System.Text.Json.Nodes;
using HumeGen.Simulator.Audio;
using HumeGen.Simulator.Hosting;
using HumeGen.Simulator.Validation;
using HumeGen.Simulator.Voices;

namespace HumeGen.Simulator.Tts;

/// <summary>A synthesis request whose rules have been checked.</summary>
internal sealed record SpeechRequest(
    IReadOnlyList<SpokenUtterance> Utterances,
    AudioFormat Format,
    int Generations,
    bool Split,
    bool StripHeaders,
    bool Instant,
    IReadOnlyList<string> TimestampTypes)
{
    private const int MaxTextLength = 5000;
    private const int MaxDescriptionLength = 1000;

    /// <summary>Reads the body and refuses what breaks a rule of the API, naming every fault.</summary>
    public static SpeechRequest Read(ApiCall call, VoiceStore voices, SimulatorLimits limits, bool streamed)
    {
        var body = call.Body;
        var problems = new List<ValidationProblem>();
        var version = body.Text("version");
        var generations = body.Whole("num_generations") ?? 1;
        if (generations is < 1 or > 5)
            problems.Add(ValidationProblem.At($"1 to 5 generations can be made, not {generations}", "out_of_range", "body", "num_generations"));

        CheckContext(body.Object("context"), voices, problems, "body", "context");
        var (utterances, allHaveVoices) = ReadUtterances(body.Objects("utterances"), version, voices, limits.SpokenCharacters, problems);
        var seconds = generations * utterances.Sum(utterance => utterance.Seconds);
        if (problems.Count == 0 && seconds > limits.AudioSeconds)
        {
            problems.Add(ValidationProblem.At(
                FormattableString.Invariant(
                    $"The simulator makes at most {limits.AudioSeconds} seconds of audio for one request, not {seconds:0}: silence and generations count"),
                "too_long",
                "body",
                "utterances"));
        }

        var instant = body.Flag("instant_mode");
        if (instant == true)
            CheckInstantMode(streamed, allHaveVoices, generations, problems);

        return problems.Count > 0
            ? throw ApiRefusal.Invalid(call.Operation, problems)
            : new SpeechRequest(
                utterances,
                AudioFormat.Of(body.Object("format")),
                generations,
                body.Flag("split_utterances") ?? true,
                body.Flag("strip_headers") ?? false,
                streamed && (instant ?? (allHaveVoices && generations == 1)),
                version == "1" ? [] : body.Texts("include_timestamp_types"));
    }

    /// <summary>Checks that a context names a known generation, or utterances with texts and known voices.</summary>
    public static void CheckContext(JsonObject? context, VoiceStore voices, List<ValidationProblem> problems, params object[] location)
    {
        if (context?.Text("generation_id") is { } generation && voices.SeedOf(generation) is null)
        {
            var message = $"There is no generation '{generation}'; take the id from the answer of a synthesis";
            problems.Add(ValidationProblem.At(message, "value_error", [.. location, "generation_id"]));
        }

        foreach (var (index, utterance) in (context?.Objects("utterances") ?? []).Index())
        {
            CheckUtterance(utterance, problems, [.. location, "utterances", index]);
            FindVoice(utterance.Object("voice"), voices, problems, [.. location, "utterances", index, "voice"]);
        }
    }

    /// <summary>The voice that a reference means; notes a problem when there is none.</summary>
    public static Voice? FindVoice(JsonObject? reference, VoiceStore voices, List<ValidationProblem> problems, params object[] location)
    {
        var voice = reference is null ? null : voices.Find(reference);
        if (reference is not null && voice is null)
            problems.Add(ValidationProblem.At(VoiceStore.NotFoundMessage(reference), "value_error", location));

        return voice;
    }

    private static (List<SpokenUtterance> Utterances, bool AllHaveVoices) ReadUtterances(
        IReadOnlyList<JsonObject> given, string? version, VoiceStore voices, int maxLength, List<ValidationProblem> problems)
    {
        if (given.Count == 0)
            problems.Add(ValidationProblem.At("At least one utterance is needed", "too_short", "body", "utterances"));

        var total = given.Sum(utterance => (long)utterance.Text("text")!.Length);
        if (total > maxLength)
        {
            problems.Add(ValidationProblem.At(
                $"The simulator speaks at most {maxLength} characters in one request, not {total}", "too_long", "body", "utterances"));
        }

        var utterances = new List<SpokenUtterance>();
        var allHaveVoices = true;
        Voice? speaker = null;
        foreach (var (index, utterance) in given.Index())
        {
            CheckUtterance(utterance, problems, "body", "utterances", index);
            speaker = FindVoice(utterance.Object("voice"), voices, problems, "body", "utterances", index, "voice") ?? speaker;
            allHaveVoices &= speaker is not null || utterance.Object("voice") is not null;
            CheckVersion(version, speaker, utterance, index, problems);
            utterances.Add(new SpokenUtterance(
                index,
                utterance.Text("text")!,
                speaker?.Seed ?? $"described as {utterance.Text("description")}",
                utterance.Number("speed") ?? 1,
                utterance.Number("trailing_silence") ?? 0));
        }

        return (utterances, allHaveVoices);
    }

    private static void CheckUtterance(JsonObject utterance, List<ValidationProblem> problems, params object[] location)
    {
        var text = utterance.Text("text")!;
        if (string.IsNullOrWhiteSpace(text))
        {
            problems.Add(ValidationProblem.At("There is nothing to speak: the text is blank", "string_too_short", [.. location, "text"]));
        }
        else if (text.Length > MaxTextLength)
        {
            var message = $"A text has at most {MaxTextLength} characters, not {text.Length}; use several utterances";
            problems.Add(ValidationProblem.At(message, "string_too_long", [.. location, "text"]));
        }

        if (utterance.Text("description")?.Length > MaxDescriptionLength)
        {
            problems.Add(ValidationProblem.At(
                $"A description has at most {MaxDescriptionLength} characters", "string_too_long", [.. location, "description"]));
        }

        // The range of older servers, which includes today's 0.5 to 2.
        if (utterance.Number("speed") is < 0.25 or > 3)
            problems.Add(ValidationProblem.At("The speed is a factor from 0.25 to 3", "out_of_range", [.. location, "speed"]));

        if (utterance.Number("trailing_silence") is < 0 or > 5)
            problems.Add(ValidationProblem.At("The trailing silence is 0 to 5 seconds", "out_of_range", [.. location, "trailing_silence"]));
    }

    private static void CheckVersion(string? version, Voice? speaker, JsonObject utterance, int index, List<ValidationProblem> problems)
    {
        if (version == "2" && speaker is null && utterance.Object("voice") is null)
        {
            problems.Add(ValidationProblem.At("Octave 2 needs a voice", "missing", "body", "utterances", index, "voice"));
        }
        else if (version is not null && speaker?.Models.Contains(version) == false)
        {
            var models = string.Join(", ", speaker.Models);
            var message = $"The voice '{speaker.Name}' works with Octave {models} only, not with version {version}";
            problems.Add(ValidationProblem.At(message, "value_error", "body", "utterances", index, "voice"));
        }
    }

    private static void CheckInstantMode(bool streamed, bool allHaveVoices, int generations, List<ValidationProblem> problems)
    {
        if (!streamed)
            problems.Add(ValidationProblem.At("Instant mode works with the streaming calls only", "value_error", "body", "instant_mode"));

        if (!allHaveVoices)
            problems.Add(ValidationProblem.At("Instant mode needs a voice for every utterance", "value_error", "body", "instant_mode"));

        if (generations > 1)
            problems.Add(ValidationProblem.At("Instant mode makes one generation only", "value_error", "body", "num_generations"));
    }
}
