using Hume.ExpressionMeasurement.Batch;
using HumeGen.Audio;
using HumeGen.Json;

namespace BatchReport;

/// <summary>Results of one file, ready to be drawn.</summary>
/// <param name="File">The file.</param>
/// <param name="Voice">Emotions in the voice, over time.</param>
/// <param name="Faces">Emotions of faces; at 0 in a picture.</param>
/// <param name="Sentences">Emotions in words, sentence by sentence; at 0 in a written text.</param>
/// <param name="Errors">Reasons why something could not be measured.</param>
internal sealed record FileResult(
    Media File, IReadOnlyList<ScoredSpan> Voice, IReadOnlyList<ScoredSpan> Faces, IReadOnlyList<ScoredSpan> Sentences, IReadOnlyList<Error> Errors)
{
    /// <summary>The scores to show first: those of the voice, or else of the face, or else of the words.</summary>
    public IReadOnlyList<ScoredSpan> Main => Voice.Count > 0 ? Voice : Faces.Count > 0 ? Faces : Sentences;

    public string MainName => Voice.Count > 0 ? "voice" : Faces.Count > 0 ? "face" : "words";

    /// <summary>Finds the results of files in the jobs that measured them.</summary>
    public static IReadOnlyList<FileResult> Of(IReadOnlyList<Media> files, IReadOnlyList<JournalLine> jobs)
    {
        var results = jobs.SelectMany(j => j.Results ?? []).Select(r => ApiJson.Read<InferenceSourcePredictResult>(r.GetRawText()))
            .Where(r => r.Source is SourceFile)
            .ToLookup(r => ((SourceFile)r.Source).Md5sum, StringComparer.OrdinalIgnoreCase);
        return [.. files.Select(f => results[f.Md5].LastOrDefault() is { } result ? Of(f, result) : Failed(f, jobs.Last(j => j.Files!.Contains(f)).Failure))];
    }

    private static FileResult Of(Media file, InferenceSourcePredictResult result)
    {
        var models = (result.Results?.Predictions ?? []).Select(p => p.Models).ToList();
        var errors = result.Results?.Errors ?? [];
        var measured = new FileResult(
            file,
            [.. models.SelectMany(m => m.Prosody?.GroupedPredictions ?? []).SelectMany(g => g.Predictions.ToScoredSpans())],
            [.. models.SelectMany(m => m.Face?.GroupedPredictions ?? []).SelectMany(g => g.Predictions.ToScoredSpans())],
            [.. models.SelectMany(m => m.Language?.GroupedPredictions ?? []).SelectMany(g => g.Predictions).Select(Sentence)],
            errors.Count == 0 && result.Error is { } error ? [new Error { File = file.Name, Message = error }] : errors);
        return measured.Main.Count == 0 && measured.Errors.Count == 0 ? Failed(file, "The file has no voice, no face and no words.") : measured;
    }

    private static FileResult Failed(Media file, string? failure) =>
        new(file, [], [], [], [new Error { File = file.Name, Message = failure ?? "The server gave no result for this file." }]);

    // What is written is not heard at any time.
    private static ScoredSpan Sentence(LanguagePrediction sentence) => new(
        TimeSpan.FromSeconds(sentence.Time?.Begin ?? 0), TimeSpan.FromSeconds(sentence.Time?.End ?? 0), sentence.Emotions.ToScores(), sentence.Text);
}
