using System.Text.Json.Nodes;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using HumeGen.Server.Validation;
using HumeGen.Server.Voices;

namespace HumeGen.Server.TextToSpeech;

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
    /// <summary>Reads the body and refuses what breaks a rule of the API, naming every fault.</summary>
    public static async Task<SpeechRequest> ReadAsync(ApiCall call, VoiceDirectory voices, HumeServerEngines engines, ServerLimits limits, bool streamed)
    {
        var body = call.Body;
        var problems = new List<ValidationProblem>();
        var version = body.Text("version");
        var generations = body.Whole("num_generations") ?? 1;
        if (generations is < 1 or > 5)
            problems.Add(ValidationProblem.At($"1 to 5 generations can be made, not {generations}", "out_of_range", "body", "num_generations"));

        var reader = new UtteranceReader(voices, problems, call.Aborted);
        var context = await reader.ReadContextAsync(body.Object("context"), "body", "context").ConfigureAwait(false);
        var utterances = await reader.ReadAsync(body.Objects("utterances"), version, context, limits.SpokenCharacters).ConfigureAwait(false);
        var silence = generations * utterances.Sum(utterance => utterance.TrailingSeconds);
        if (problems.Count == 0 && silence > limits.AudioSeconds)
            problems.Add(TooLong(limits.AudioSeconds, $", and the silence alone makes {silence:0}"));

        var instant = body.Flag("instant_mode");
        if (instant == true)
            CheckInstantMode(streamed, reader.AllHaveVoices, generations, problems);

        if (problems.Count > 0)
            throw ApiRefusal.Invalid(call.Operation, problems);

        reader.TellStandIns(call);
        return new SpeechRequest(
            utterances,
            AudioFormat.Of(body.Object("format"), engines),
            generations,
            body.Flag("split_utterances") ?? true,
            body.Flag("strip_headers") ?? false,
            streamed && (instant ?? (reader.AllHaveVoices && generations == 1)),
            version == "1" ? [] : body.Texts("include_timestamp_types"));
    }

    /// <summary>The fault of a request that wants more audio than there may be.</summary>
    public static ValidationProblem TooLong(double seconds, FormattableString more) => ValidationProblem.At(
        new SpeechLimitException(seconds).Message + FormattableString.Invariant(more), "too_long", "body", "utterances");

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
