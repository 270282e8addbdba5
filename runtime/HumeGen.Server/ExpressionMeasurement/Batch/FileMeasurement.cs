using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>The measurement of one file of a job by all models that were asked for. Its sound and its transcript are made once.</summary>
/// <param name="file">The file.</param>
/// <param name="request">The request of the job, with its defaults.</param>
/// <param name="measurer">Measures.</param>
/// <param name="maxPredictions">The predictions that are left for the job.</param>
internal sealed class FileMeasurement(MediaFile file, JsonObject request, ExpressionMeasurer measurer, int maxPredictions)
{
    private const double LeastConfidence = 0.5;

    private readonly List<(string Model, List<(string Group, Action<Utf8JsonWriter> Write)> Predictions)> _results = [];
    private readonly List<string> _errors = [];
    private AudioSamples? _sound;
    private Transcript? _transcript;
    private MeasurementException? _problem;

    /// <summary>The reasons why models measured nothing.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Whether at least one model measured the file.</summary>
    public bool HasResults => _results.Count > 0;

    public int Predictions => _results.Sum(result => result.Predictions.Count);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Problem() is { } problem)
        {
            _errors.Add(problem);
            return;
        }

        // What came in an archive or from a URL has not been counted yet.
        var models = request.Object("models")!;
        if (JobEstimate.Of(file, models) > maxPredictions)
            throw new JobLimitException();

        foreach (var model in FileModels.For(file.Kind))
        {
            if (models.Object(model) is not { } settings)
                continue;

            if (measurer.Blindness(model) is var (code, text))
                _errors.Add($"{code}: {text}");

            try
            {
                _results.Add((model, await MeasureAsync(model, settings, cancellationToken).ConfigureAwait(false)));
            }
            catch (MeasurementException exception)
            {
                // Several models may miss the same sound or transcript.
                if (!_errors.Contains(exception.FullText))
                    _errors.Add(exception.FullText);
            }

            if (Predictions > maxPredictions)
                throw new JobLimitException();
        }

        if (_results.Count == 0 && _errors.Count == 0)
            _errors.Add($"E0102: none of the requested models has anything to measure in {file.Name}.");
    }

    /// <summary>Writes the results of all models by their names.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("file", file.Name);
        json.WriteStartObject("models");
        foreach (var (model, predictions) in _results)
        {
            json.WriteStartObject(model);
            PredictionJson.Metadata(json, model is "prosody" or "language" or "ner" ? _transcript : null);
            json.WriteStartArray("grouped_predictions");
            foreach (var group in predictions.GroupBy(prediction => prediction.Group))
            {
                json.WriteStartObject();
                json.WriteString("id", group.Key);
                json.WriteStartArray("predictions");
                foreach (var (_, write) in group)
                {
                    json.WriteStartObject();
                    write(json);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private string? Problem() => file switch
    {
        { Media.Content.IsEmpty: true } => $"{file.Name} cannot be read: it is empty.",
        { Kind: MediaKind.Text } when string.IsNullOrWhiteSpace(file.Text) => $"{file.Name} cannot be read: it is empty.",
        { Kind: MediaKind.Unknown } => $"{file.Name} cannot be read: E0200: its media type is not recognised; these are: {MediaFormat.Names}.",
        _ => null,
    };

    private async Task<List<(string Group, Action<Utf8JsonWriter> Write)>> MeasureAsync(string model, JsonObject settings, CancellationToken cancellationToken)
    {
        var speaker = settings.Flag("identify_speakers") == true ? "speaker_0" : "unknown";
        switch (model)
        {
            case "face":
                var faceSettings = ExpressionSettings.Face(settings);
                var faces = await measurer.FacesAsync(file, faceSettings, cancellationToken).ConfigureAwait(false);
                return List(faces, face => faceSettings.IdentifyFaces ? face.FaceId ?? "unknown" : "unknown", (json, face) => PredictionJson.Face(json, face, faceSettings));

            case "facemesh":
                var meshes = await measurer.FacemeshesAsync(file, cancellationToken).ConfigureAwait(false);
                return List(meshes, _ => "unknown", PredictionJson.Facemesh);

            case "burst":
                var bursts = await measurer.BurstsAsync(await SoundAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                return List(bursts, _ => "unknown", PredictionJson.Burst);

            case "prosody":
                return await ProsodyAsync(settings, speaker, cancellationToken).ConfigureAwait(false);

            case "language":
                var words = await TextAsync(cancellationToken).ConfigureAwait(false);
                var measures = ExpressionSettings.Language(settings);
                var pieces = await measurer
                    .LanguageAsync(words, ExpressionSettings.Granularity(settings, "word"), measures, cancellationToken)
                    .ConfigureAwait(false);
                return List(pieces, _ => speaker, (json, piece) => PredictionJson.Language(json, words, piece.Piece, piece.Expression, measures, _transcript));

            default:
                var entities = await measurer.NamedEntitiesAsync(await TextAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                return List(entities, _ => speaker, (json, entity) => PredictionJson.NamedEntity(json, entity, _transcript));
        }
    }

    private async Task<List<(string Group, Action<Utf8JsonWriter> Write)>> ProsodyAsync(JsonObject settings, string speaker, CancellationToken cancellationToken)
    {
        var sound = await SoundAsync(cancellationToken).ConfigureAwait(false);
        List<(string? Text, TimeSpan Begin, TimeSpan End)> stretches;
        if (settings.Object("window") is { } window)
        {
            if (SpeechWindows.Count(sound.Duration.TotalSeconds, window) > maxPredictions + 1L)
                throw new JobLimitException();

            stretches = [.. SpeechWindows.Of(sound.Duration.TotalSeconds, window)
                .Select(stretch => ((string?)null, TimeSpan.FromSeconds(stretch.Begin), TimeSpan.FromSeconds(stretch.End)))];
        }
        else
        {
            var transcript = await TranscriptAsync(cancellationToken).ConfigureAwait(false);
            stretches = [.. TextPieces.Cut(transcript.Text, ExpressionSettings.Granularity(settings, "utterance"))
                .Select(piece => ((string?)piece.Of(transcript.Text), transcript.TimeOf(piece).Begin, transcript.TimeOf(piece).End))];
        }

        var results = new List<(string Group, Action<Utf8JsonWriter> Write)>();
        foreach (var (text, begin, end) in stretches)
        {
            var emotions = await measurer.ProsodyAsync(sound.Slice(begin, end), cancellationToken).ConfigureAwait(false);
            var confidence = text is null ? null : _transcript?.Confidence;
            if (emotions.Count > 0)
                results.Add((speaker, json => PredictionJson.Prosody(json, text, (begin, end), confidence, emotions)));
        }

        return results;
    }

    private async Task<string> TextAsync(CancellationToken cancellationToken) =>
        file.Kind == MediaKind.Text ? file.Text : (await TranscriptAsync(cancellationToken).ConfigureAwait(false)).Text;

    private async Task<AudioSamples> SoundAsync(CancellationToken cancellationToken) =>
        _sound ??= await OnceAsync(() => measurer.SoundAsync(file, cancellationToken)).ConfigureAwait(false);

    private async Task<Transcript> TranscriptAsync(CancellationToken cancellationToken)
    {
        if (_transcript is not null)
            return _transcript;

        var settings = request.Object("transcription");
        if (settings is null && request.ContainsKey("transcription"))
            throw new MeasurementException("E0102", "The request turns transcription off, which the models need: language, ner, and prosody without a window.");

        var sound = await SoundAsync(cancellationToken).ConfigureAwait(false);
        var transcript = await OnceAsync(() => measurer.TranscribeAsync(sound, settings?.Text("language"), cancellationToken)).ConfigureAwait(false);
        if (transcript.Text.Length > 0 && transcript.Confidence >= (settings?.Number("confidence_threshold") ?? LeastConfidence))
            return _transcript = transcript;

        throw _problem = new MeasurementException(MeasurementException.NoCode, "Transcript confidence below threshold value");
    }

    // What failed for one model fails for the others too.
    private async Task<T> OnceAsync<T>(Func<Task<T>> make)
    {
        try
        {
            return _problem is null ? await make().ConfigureAwait(false) : throw _problem;
        }
        catch (MeasurementException exception)
        {
            _problem = exception;
            throw;
        }
    }

    private static List<(string Group, Action<Utf8JsonWriter> Write)> List<T>(IReadOnlyList<T> items, Func<T, string> group, Action<Utf8JsonWriter, T> write) =>
        [.. items.Select(item => (group(item), (Action<Utf8JsonWriter>)(json => write(json, item))))];
}
