using System.Text.Json;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;
using HumeGen.Server.Validation;

namespace HumeGen.Server.ExpressionMeasurement;

/// <summary>Has media measured by the engines, for batch jobs and streams alike, and checks the answers.</summary>
/// <param name="engines">The engines; those that are null are missing.</param>
/// <param name="maxAudioSeconds">The seconds of sound that one file may hold.</param>
/// <param name="patience">The longest time for an engine to give a result.</param>
/// <param name="clock">The clock behind that time.</param>
internal sealed class ExpressionMeasurer(HumeServerEngines engines, double maxAudioSeconds, TimeSpan patience, TimeProvider clock)
{
    private const int MaxLandmarkTokens = 100_000;
    private const int MaxPieces = 100_000;

    /// <summary>
    /// The warning for a model that looks at pictures, when the server has no engine for it; null when it has one. Such a model finds nothing, so that what asks
    /// for it beside others gets the others.
    /// </summary>
    public (string Code, string Text)? Blindness(string model) => model switch
    {
        "face" when engines.Face is null => ("W0103", "The server has no engine that finds faces, so it measures none."),
        "facemesh" when engines.Facemesh is null => ("W0102", "The server has no engine that finds face meshes, so it measures none."),
        _ => null,
    };

    /// <summary>The faces in a picture or a video that reach the limits of the settings.</summary>
    public async Task<IReadOnlyList<FaceExpression>> FacesAsync(MediaFile file, FaceSettings settings, CancellationToken cancellationToken)
    {
        if (engines.Face is not { } model)
            return [];

        var faces = await AskAsync("face", ct => model.MeasureAsync(file.Media, settings, ct), cancellationToken).ConfigureAwait(false);
        foreach (var face in faces)
        {
            Check("face", face.Emotions, face.FacialActions, face.Descriptions);
            if (!double.IsFinite(face.Probability + face.Box.X + face.Box.Y + face.Box.Width + face.Box.Height))
                throw Nonsense("face", "a probability or a place that is not a number");
        }

        return [.. faces.Where(face => face.Probability >= settings.MinProbability && Math.Min(face.Box.Width, face.Box.Height) >= settings.MinSize)];
    }

    /// <summary>The scores of each face mesh in a picture or a video, or of the meshes that a text lists as the official clients do.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<ExpressionScore>>> FacemeshesAsync(MediaFile file, CancellationToken cancellationToken)
    {
        if (engines.Facemesh is not { } model)
            return [];

        IReadOnlyList<IReadOnlyList<ExpressionScore>> meshes;
        if (file.Kind == MediaKind.Text)
        {
            var faces = Landmarks(file.Media.Content.Span);
            meshes = faces.Count == 0 ? [] : await AskAsync("facemesh", ct => model.MeasureAsync(faces, ct), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            meshes = await AskAsync("facemesh", ct => model.MeasureAsync(file.Media, ct), cancellationToken).ConfigureAwait(false);
        }

        Check("facemesh", [.. meshes]);
        return meshes;
    }

    /// <summary>The vocal bursts in a stretch of sound.</summary>
    public async Task<IReadOnlyList<VocalBurst>> BurstsAsync(AudioSamples sound, CancellationToken cancellationToken)
    {
        var model = Needed(engines.Burst, "burst");
        var bursts = await AskAsync("burst", ct => model.MeasureAsync(sound, ct), cancellationToken).ConfigureAwait(false);
        foreach (var burst in bursts)
            Check("burst", burst.Emotions, burst.Descriptions);

        return bursts;
    }

    /// <summary>The scores of a stretch of speech; empty when nobody speaks.</summary>
    public async Task<IReadOnlyList<ExpressionScore>> ProsodyAsync(AudioSamples sound, CancellationToken cancellationToken)
    {
        var model = Needed(engines.Prosody, "prosody");
        var scores = await AskAsync("prosody", ct => model.MeasureAsync(sound, ct), cancellationToken).ConfigureAwait(false);
        Check("prosody", scores);
        return scores;
    }

    /// <summary>The pieces of a text that express something.</summary>
    public async Task<IReadOnlyList<(TextSpan Piece, LanguageExpression Expression)>> LanguageAsync(
        string text, string granularity, LanguageMeasures measures, CancellationToken cancellationToken)
    {
        var model = Needed(engines.Language, "language");
        var count = TextPieces.Count(text, granularity);
        if (count > MaxPieces)
            throw new MeasurementException("E0206", $"The text has {count} pieces of the granularity {granularity}; the limit is {MaxPieces}.");

        var pieces = TextPieces.Cut(text, granularity);
        if (pieces.Count == 0)
            return [];

        var results = await AskAsync("language", ct => model.MeasureAsync(text, pieces, measures, ct), cancellationToken).ConfigureAwait(false);
        if (results.Count != pieces.Count)
            throw Nonsense("language", $"{results.Count} results for {pieces.Count} pieces of text");

        foreach (var result in results.OfType<LanguageExpression>())
            Check("language", result.Emotions, result.Sentiment, result.Toxicity);

        return [.. pieces.Zip(results).Where(pair => pair.Second is { Emotions.Count: > 0 }).Select(pair => (pair.First, pair.Second!))];
    }

    /// <summary>The named entities in a text.</summary>
    public async Task<IReadOnlyList<NamedEntity>> NamedEntitiesAsync(string text, CancellationToken cancellationToken)
    {
        var model = Needed(engines.NamedEntities, "ner");
        var entities = await AskAsync("ner", ct => model.MeasureAsync(text, ct), cancellationToken).ConfigureAwait(false);
        foreach (var entity in entities)
        {
            Check("ner", entity.Emotions);
            if (entity.Position.Begin < 0 || entity.Position.End < entity.Position.Begin || entity.Position.End > text.Length)
                throw Nonsense("ner", "a place outside of the text");
            if (!double.IsFinite(entity.Confidence + entity.Support))
                throw Nonsense("ner", "a confidence or support that is not a number");
        }

        return entities;
    }

    /// <summary>The sound of a recording or a video.</summary>
    public async Task<AudioSamples> SoundAsync(MediaFile file, CancellationToken cancellationToken)
    {
        var (sound, problem) = await AudioFileReader.ReadAsync(file.Media.Content, engines.AudioDecoders, maxAudioSeconds, cancellationToken).ConfigureAwait(false);
        var isWave = file.Media.ContentType == "audio/wav";
        if (sound is null && !isWave && engines.AudioExtractor is { } extractor)
        {
            sound = await AskAsync("sound", ct => extractor.ExtractAsync(file.Media, ct), cancellationToken).ConfigureAwait(false);
            problem = "it holds no sound";
        }

        if (sound is not { Samples.Length: > 0, SampleRate: > 0 } found)
            throw new MeasurementException("E0202", $"{file.Name} cannot be read: {problem?.TrimEnd('.')}.");

        return found.Duration.TotalSeconds <= maxAudioSeconds
            ? found
            : throw new MeasurementException("E0202", $"{file.Name} cannot be read: it lasts more than {maxAudioSeconds} seconds, which are the most.");
    }

    /// <summary>The words of a recording.</summary>
    public Task<Transcript> TranscribeAsync(AudioSamples sound, string? language, CancellationToken cancellationToken)
    {
        var engine = engines.SpeechToText ?? throw new MeasurementException(
            "E0102", "The server has no engine that transcribes speech, which the models need: language, ner, and prosody without a window.");
        return AskAsync("transcripts", async ct => await Transcriber.TranscribeAsync(engine, sound, language, ct).ConfigureAwait(false), cancellationToken);
    }

    private static T Needed<T>(T? engine, string model)
        where T : class =>
        engine ?? throw new MeasurementException("E0102", $"The server has no engine for the model {model}; leave it out.");

    /// <summary>Asks an engine, and waits no longer than anybody is interested, even when it does not mind.</summary>
    private async Task<T> AskAsync<T>(string model, Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await new EngineReader($"engine for {model}", patience, clock).CallAsync(ask, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException exception) when (exception.InnerException is FormatException format)
        {
            throw new MeasurementException("E0200", format.Message);
        }
    }

    private static EngineException Nonsense(string model, string what) => new($"The engine for {model} gave {what}.");

    private static void Check(string model, params IReadOnlyList<ExpressionScore>[] lists)
    {
        foreach (var score in lists.SelectMany(list => list))
        {
            if (!double.IsFinite(score.Score))
                throw Nonsense(model, $"a score for {score.Name} that is not a number");
        }
    }

    private static List<IReadOnlyList<FaceLandmark>> Landmarks(ReadOnlySpan<byte> text)
    {
        try
        {
            var faces = new StrictJson(MaxLandmarkTokens).Parse(text).Deserialize<double[][][]>() ?? [];
            return [.. faces.Where(face => face is { Length: > 0 } && Array.TrueForAll(face, point => point is { Length: 3 } && Array.TrueForAll(point, double.IsFinite)))
                .Select(face => face.Select(point => new FaceLandmark(point[0], point[1], point[2])).ToList())];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
