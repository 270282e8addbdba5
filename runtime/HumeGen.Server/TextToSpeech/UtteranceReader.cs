using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using HumeGen.Server.Validation;
using HumeGen.Server.Voices;

namespace HumeGen.Server.TextToSpeech;

/// <summary>Reads utterances, contexts and references to voices, and notes what is wrong with them.</summary>
internal sealed class UtteranceReader(VoiceDirectory voices, List<ValidationProblem> problems, CancellationToken cancellationToken)
{
    private const int MaxTextLength = 5000;
    private const int MaxDescriptionLength = 1000;

    private readonly List<Voice> _standIns = [];

    /// <summary>Whether each utterance has a voice, of its own or from the one before.</summary>
    public bool AllHaveVoices { get; private set; } = true;

    /// <summary>Says in a header which voices are heard in place of others, as there is no place for that in the body.</summary>
    public void TellStandIns(ApiCall call)
    {
        if (_standIns.Count > 0)
            call.SetHeader("x-voice-stand-in", string.Join(", ", _standIns.Select(voice => $"{voice.Id}={Uri.EscapeDataString(voice.StandIn!)}").Distinct()));
    }

    /// <summary>Checks that a context names a known generation, or utterances with texts and known voices; returns the voice of the generation.</summary>
    public async ValueTask<EngineVoice?> ReadContextAsync(JsonObject? context, params object[] location)
    {
        EngineVoice? voice = null;
        if (context?.Text("generation_id") is { } generation)
        {
            voice = await voices.FindGenerationAsync(generation, cancellationToken).ConfigureAwait(false);
            if (voice is null)
            {
                var message = $"There is no generation '{generation}'; take the id from the answer of a synthesis";
                problems.Add(ValidationProblem.At(message, "value_error", [.. location, "generation_id"]));
            }
        }

        foreach (var (index, utterance) in (context?.Objects("utterances") ?? []).Index())
        {
            CheckText(utterance, [.. location, "utterances", index]);
            CheckManner(utterance, problems, [.. location, "utterances", index]);
            await FindVoiceAsync(utterance.Object("voice"), [.. location, "utterances", index, "voice"]).ConfigureAwait(false);
        }

        return voice;
    }

    /// <summary>The voice that a reference means; notes a problem when there is none.</summary>
    public async ValueTask<Voice?> FindVoiceAsync(JsonObject? reference, params object[] location)
    {
        if (reference is null)
            return null;

        var voice = await voices.FindAsync(reference, cancellationToken).ConfigureAwait(false);
        if (voice is null)
            problems.Add(ValidationProblem.At(VoiceDirectory.NotFoundMessage(reference), "value_error", location));
        else if (voice.StandIn is not null)
            _standIns.Add(voice);

        return voice;
    }

    /// <param name="given">The utterances.</param>
    /// <param name="version">The version of Octave that is asked for; null for none.</param>
    /// <param name="context">The voice to follow on from, for utterances that say nothing of theirs.</param>
    /// <param name="maxLength">The characters of all texts together.</param>
    public async ValueTask<IReadOnlyList<SpokenUtterance>> ReadAsync(
        IReadOnlyList<JsonObject> given, string? version, EngineVoice? context, int maxLength)
    {
        if (given.Count == 0)
            problems.Add(ValidationProblem.At("At least one utterance is needed", "too_short", "body", "utterances"));

        var total = given.Sum(utterance => (long)utterance.Text("text")!.Length);
        if (total > maxLength)
        {
            problems.Add(ValidationProblem.At(
                $"The server speaks at most {maxLength} characters in one request, not {total}", "too_long", "body", "utterances"));
        }

        var utterances = new List<SpokenUtterance>();
        Voice? speaker = null;
        foreach (var (index, utterance) in given.Index())
        {
            CheckText(utterance, "body", "utterances", index);
            CheckManner(utterance, problems, "body", "utterances", index);
            var reference = utterance.Object("voice");
            speaker = await FindVoiceAsync(reference, "body", "utterances", index, "voice").ConfigureAwait(false) ?? speaker;
            AllHaveVoices &= speaker is not null || reference is not null;
            if (version == "2" && speaker is null && reference is null)
                problems.Add(ValidationProblem.At("Octave 2 needs a voice", "missing", "body", "utterances", index, "voice"));
            else
                CheckVersion(version, speaker, problems, "body", "utterances", index, "voice");

            var description = utterance.Text("description");
            utterances.Add(new SpokenUtterance(
                index,
                utterance.Text("text")!,
                speaker?.EngineVoice ?? (description is null ? context : null) ?? new EngineVoice(Description: description),
                speaker is null ? null : description,
                utterance.Number("speed") ?? 1,
                utterance.Number("trailing_silence") ?? 0));
        }

        return utterances;
    }

    /// <summary>Checks how something is to be spoken.</summary>
    public static void CheckManner(JsonObject utterance, List<ValidationProblem> problems, params object[] location)
    {
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

    /// <summary>Checks that a voice works with a version of Octave.</summary>
    public static void CheckVersion(string? version, Voice? voice, List<ValidationProblem> problems, params object[] location)
    {
        if (version is null || voice is null || voice.Models.Contains(version))
            return;

        var models = string.Join(", ", voice.Models);
        var message = $"The voice '{voice.Name}' works with Octave {models} only, not with version {version}";
        problems.Add(ValidationProblem.At(message, "value_error", location));
    }

    /// <summary>Checks that a text is not too long.</summary>
    public static void CheckLength(string? text, List<ValidationProblem> problems, string advice, params object[] location)
    {
        if (text?.Length > MaxTextLength)
        {
            var message = $"A text has at most {MaxTextLength} characters, not {text.Length}; {advice}";
            problems.Add(ValidationProblem.At(message, "string_too_long", location));
        }
    }

    private void CheckText(JsonObject utterance, params object[] location)
    {
        var text = utterance.Text("text")!;
        if (string.IsNullOrWhiteSpace(text))
            problems.Add(ValidationProblem.At("There is nothing to speak: the text is blank", "string_too_short", [.. location, "text"]));
        else
            CheckLength(text, problems, "use several utterances", [.. location, "text"]);
    }
}
