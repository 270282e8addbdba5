using System.Text.Json;
using Hume;
using Hume.AI;
using Hume.ExpressionMeasurement.Batch;
using Hume.ExpressionMeasurement.Stream;
using HumeGen;

namespace Microsoft.Extensions.AI;

/// <summary>Functions that a language model may call to speak and to measure expressions.</summary>
public static class HumeAIFunctions
{
    /// <summary>Makes the function <c>speak</c>, which says a text aloud in a given manner.</summary>
    /// <param name="speech">Client that makes the speech, such as <c>hume.Tts.AsITextToSpeechClient()</c>.</param>
    /// <param name="play">Takes each piece of audio as it comes, and plays it. The pieces of one text are one file together.</param>
    /// <param name="options">Voice, format and other options; null for the defaults.</param>
    /// <returns>The function.</returns>
    [System.Diagnostics.CodeAnalysis.Experimental("MEAI001")]
    public static AIFunction Speak(ITextToSpeechClient speech, Func<DataContent, CancellationToken, ValueTask> play, TextToSpeechOptions? options = null)
    {
        if (speech is null)
            throw new ArgumentNullException(nameof(speech));
        if (play is null)
            throw new ArgumentNullException(nameof(play));
        return new SchemaFunction(
            "speak",
            "Says a text aloud to the user.",
            """
            {"type":"object","properties":{"text":{"type":"string","description":"The words to say."},
            "manner":{"type":"string","description":"How to say them, such as: calm and slow."}},"required":["text"]}
            """,
            async (arguments, cancellationToken) =>
            {
                var how = options?.Clone() ?? new();
                if (SchemaFunction.OptionalText(arguments, "manner") is { Length: > 0 } manner)
                    (how.AdditionalProperties ??= [])["description"] = manner;
                await foreach (var update in speech.GetStreamingAudioAsync(SchemaFunction.Text(arguments, "text"), how, cancellationToken).ConfigureAwait(false))
                {
                    foreach (var audio in update.Contents.OfType<DataContent>())
                        await play(audio, cancellationToken).ConfigureAwait(false);
                }

                return ExpressionJson.Write(json => json.WriteBoolean("spoken", true));
            });
    }

    /// <summary>Makes the function <c>measure_text</c>, which tells the emotions that a text expresses, over the expression stream.</summary>
    /// <param name="stream">Hume's client.</param>
    /// <param name="top">Number of emotions to tell, the strongest first; 5 by default.</param>
    /// <returns>The function. Its result is JSON: <c>{"language":[{"name":"Joy","score":0.81}]}</c>.</returns>
    public static AIFunction MeasureText(IStreamClient stream, int top = 5)
    {
        if (stream is null)
            throw new ArgumentNullException(nameof(stream));
        CheckTop(top);
        return new SchemaFunction(
            "measure_text",
            "Measures which emotions a text expresses, as scores from 0 to 1.",
            """{"type":"object","properties":{"text":{"type":"string","description":"The text, of at most 10,000 characters."}},"required":["text"]}""",
            async (arguments, cancellationToken) =>
            {
                var text = SchemaFunction.Text(arguments, "text");
                var connection = await stream.ConnectAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                await using var _ = connection.ConfigureAwait(false);
                var answer = await connection.MeasureTextAsync(text, cancellationToken: cancellationToken).ConfigureAwait(false);
                if (answer is not StreamModelPredictions predictions)
                    throw new ApiClientException($"The text could not be measured: {(answer as StreamErrorMessage)?.Error ?? (answer as StreamWarningMessage)?.Warning}");
                var scores = (predictions.Language?.Predictions ?? []).SelectMany(p => p.Emotions ?? []).Select(e => (e.Name ?? "", e.Score ?? 0));
                return ExpressionJson.Write(json => ExpressionJson.Top(json, "language", scores, top));
            });
    }

    /// <summary>
    /// Makes the function <c>measure_media</c>, which tells the emotions of faces, voices and words in a recording or picture at a public URL, by a batch job.
    /// </summary>
    /// <param name="batch">Hume's client. Hume's server fetches the URL, not this program.</param>
    /// <param name="top">Number of emotions of each kind to tell, the strongest on average first; 5 by default.</param>
    /// <param name="wait">Intervals and limit of the wait for the job; null for the defaults of <see cref="WaitOptions"/>.</param>
    /// <returns>The function. Its result is JSON with the members <c>face</c>, <c>prosody</c> and <c>language</c>, of those that were found.</returns>
    public static AIFunction MeasureMedia(IBatchClient batch, int top = 5, WaitOptions? wait = null)
    {
        if (batch is null)
            throw new ArgumentNullException(nameof(batch));
        CheckTop(top);
        return new SchemaFunction(
            "measure_media",
            "Measures which emotions the faces, voices and words in a recording, video or picture express, as scores from 0 to 1. Takes up to some minutes.",
            """{"type":"object","properties":{"url":{"type":"string","description":"The public https address of the file."}},"required":["url"]}""",
            async (arguments, cancellationToken) =>
            {
                var job = await batch.StartInferenceJobAsync(
                    new() { Urls = [SchemaFunction.Text(arguments, "url")], Models = new() { Face = new(), Prosody = new(), Language = new() } },
                    cancellationToken: cancellationToken).ConfigureAwait(false);
                await batch.WaitForCompletionAsync(job.Id, wait, cancellationToken: cancellationToken).ConfigureAwait(false);
                var results = await batch.GetJobPredictionsAsync(job.Id, cancellationToken: cancellationToken).ConfigureAwait(false);
                var models = results.SelectMany(r => r.Results?.Predictions ?? []).Select(p => p.Models).ToList();
                if (models.Count == 0)
                    throw new ApiClientException($"The media could not be measured: {results.Select(r => r.Error).FirstOrDefault(e => e is not null) ?? "nothing was found."}");
                return ExpressionJson.Write(json =>
                {
                    ExpressionJson.Top(json, "face", Scores(models.SelectMany(m => m.Face?.GroupedPredictions ?? []).SelectMany(g => g.Predictions), p => p.Emotions), top);
                    ExpressionJson.Top(json, "prosody", Scores(models.SelectMany(m => m.Prosody?.GroupedPredictions ?? []).SelectMany(g => g.Predictions), p => p.Emotions), top);
                    ExpressionJson.Top(json, "language", Scores(models.SelectMany(m => m.Language?.GroupedPredictions ?? []).SelectMany(g => g.Predictions), p => p.Emotions), top);
                });
            });
    }

    private static IEnumerable<(string Name, double Score)> Scores<T>(IEnumerable<T> predictions, Func<T, IEnumerable<EmotionScore>> emotions) =>
        predictions.SelectMany(emotions).Select(e => (e.Name, e.Score));

    private static void CheckTop(int top)
    {
        if (top < 1)
            throw new ArgumentOutOfRangeException(nameof(top), top, "At least one emotion must be told.");
    }
}
