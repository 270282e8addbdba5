using System.Runtime.CompilerServices;
using Hume.ExpressionMeasurement.Batch;
using HumeGen;
using Microsoft.Extensions.AI;

namespace Hume.AI;

/// <summary>The transcripts of batch jobs as the abstraction wants them.</summary>
internal sealed class HumeSpeechToTextClient(IBatchClient batch, WaitOptions? wait) : ISpeechToTextClient
{
    private readonly SpeechToTextClientMetadata _metadata = new("hume");

    public async Task<SpeechToTextResponse> GetTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (audioSpeechStream is null)
            throw new ArgumentNullException(nameof(audioSpeechStream));
        options ??= new();
        var request = Request(options);
        var speech = await MediaType.SeekableAsync(audioSpeechStream, cancellationToken).ConfigureAwait(false);
        var type = More(options).Text("media_type") ?? MediaType.Of(speech);
        var job = await batch.StartInferenceJobFromLocalFileAsync(
            new() { File = [FilePart.FromStream(speech, "speech", type)], Json = request }, cancellationToken: cancellationToken).ConfigureAwait(false);
        await batch.WaitForCompletionAsync(job.Id, wait, cancellationToken: cancellationToken).ConfigureAwait(false);
        var results = await batch.GetJobPredictionsAsync(job.Id, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (results.Select(Fault).FirstOrDefault(f => f is not null) is { } fault)
            throw new ApiClientException($"Hume could not transcribe the speech: {fault}");

        var utterances = results.SelectMany(Utterances).OrderBy(u => u.Prediction.Time.Begin).ToList();
        return new SpeechToTextResponse([.. utterances.Select((u, i) => Content(u.Speaker, u.Prediction, isFirst: i == 0))])
        {
            ResponseId = job.Id,
            StartTime = utterances.Count == 0 ? null : TimeSpan.FromSeconds(utterances[0].Prediction.Time.Begin),
            EndTime = utterances.Count == 0 ? null : TimeSpan.FromSeconds(utterances.Max(u => u.Prediction.Time.End)),
            RawRepresentation = results,
        };
    }

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetTextAsync(audioSpeechStream, options, cancellationToken).ConfigureAwait(false);
        foreach (var content in response.Contents)
        {
            yield return new SpeechToTextResponseUpdate([content])
            {
                Kind = SpeechToTextResponseUpdateKind.TextUpdated,
                ResponseId = response.ResponseId,
                StartTime = (TimeSpan?)content.AdditionalProperties?["start_time"],
                EndTime = (TimeSpan?)content.AdditionalProperties?["end_time"],
                RawRepresentation = content.RawRepresentation,
            };
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => Conversions.Find(serviceType, serviceKey, this, _metadata, batch);

    public void Dispose()
    {
        // The client inside is the caller's.
    }

    private static Properties More(SpeechToTextOptions options) =>
        new(options.AdditionalProperties, ["identify_speakers", "confidence_threshold", "media_type"]);

    private InferenceBaseRequest Request(SpeechToTextOptions options)
    {
        Conversions.Refuse(options.ModelId is not null, "SpeechToTextOptions.ModelId", "there is one model of transcription.");
        Conversions.Refuse(options.SpeechSampleRate is not null, "SpeechToTextOptions.SpeechSampleRate", "send a file, which tells its rate itself.");
        Conversions.Refuse(
            options.TextLanguage is not null && options.TextLanguage != options.SpeechLanguage, "SpeechToTextOptions.TextLanguage", "it does not translate.");
        var more = More(options);
        more.CheckNames();

        var raw = options.RawRepresentationFactory?.Invoke(this) switch
        {
            null => new InferenceBaseRequest(),
            InferenceBaseRequest { Urls: null, Text: null } given => given,
            InferenceBaseRequest => throw new ArgumentException("RawRepresentationFactory gave URLs or texts, but the speech is the only source."),
            var other => throw new ArgumentException($"RawRepresentationFactory must give an InferenceBaseRequest or null, not a {other.GetType().Name}."),
        };
        var models = raw.Models ?? new();
        var prosody = models.Prosody ?? new();
        var transcription = raw.Transcription ?? new();
        var speakers = more.Truth("identify_speakers");
        return raw with
        {
            Models = models with
            {
                Prosody = prosody with { Granularity = prosody.Granularity ?? Granularity.Utterance, IdentifySpeakers = speakers ?? prosody.IdentifySpeakers },
            },
            Transcription = transcription with
            {
                Language = options.SpeechLanguage is { } language ? new Bcp47Tag(language) : transcription.Language,
                IdentifySpeakers = speakers ?? transcription.IdentifySpeakers,
                ConfidenceThreshold = more.Number("confidence_threshold") ?? transcription.ConfidenceThreshold,
            },
        };
    }

    private static string? Fault(InferenceSourcePredictResult result) => result.Error ?? (result.Results?.Errors is { Count: > 0 } errors ? errors[0].Message : null);

    private static IEnumerable<(string Speaker, ProsodyPrediction Prediction)> Utterances(InferenceSourcePredictResult result) =>
        from file in result.Results?.Predictions ?? []
        from speaker in file.Models.Prosody?.GroupedPredictions ?? []
        from prediction in speaker.Predictions
        where !string.IsNullOrEmpty(prediction.Text)
        select (speaker.Id, prediction);

    // The text of a response is that of its contents without anything between.
    private static TextContent Content(string speaker, ProsodyPrediction prediction, bool isFirst) => new(isFirst ? prediction.Text : " " + prediction.Text)
    {
        RawRepresentation = prediction,
        AdditionalProperties = new()
        {
            ["emotions"] = prediction.Emotions,
            ["start_time"] = TimeSpan.FromSeconds(prediction.Time.Begin),
            ["end_time"] = TimeSpan.FromSeconds(prediction.Time.End),
            ["speaker"] = speaker,
        },
    };
}
