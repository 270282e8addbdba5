using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HumeGen.Simulator.Hosting;

namespace HumeGen.Simulator.Batch;

/// <summary>Makes the predictions of a job from the digests of its sources: always the same for the same content and settings.</summary>
internal static partial class Predictor
{
    private const double VideoSeconds = 2;

    private static readonly string[] SoundModels = ["prosody", "burst", "language", "ner"];
    private static readonly string[] PictureModels = ["face", "facemesh"];

    /// <summary>The models that have something to measure in a kind of media.</summary>
    public static IReadOnlyList<string> ModelsFor(MediaKind kind) => kind switch
    {
        MediaKind.Text => ["language", "ner"],
        MediaKind.Audio => SoundModels,
        MediaKind.Image => PictureModels,
        MediaKind.Video => [.. PictureModels, .. SoundModels],
        _ => [],
    };

    /// <summary>The results for one source: predictions, or the reason why there are none.</summary>
    /// <param name="source">The media to measure.</param>
    /// <param name="models">The models that were asked for with their settings; all with their defaults when null.</param>
    /// <param name="language">The language of the speech; English unless given.</param>
    public static JsonObject Results(MediaSource source, JsonObject? models, string? language)
    {
        var wanted = ModelsFor(source.Kind).Where(model => models is null || models[model] is not null).ToList();
        var unfit = $"E0102: none of the requested models has anything to measure in {source.Name}.";
        var error = source.Error ?? (wanted.Count > 0 ? null : unfit);
        var results = new JsonObject { ["predictions"] = new JsonArray(), ["errors"] = new JsonArray() };
        if (error is not null)
        {
            results["errors"]!.AsArray().Add(new JsonObject { ["message"] = error, ["file"] = source.Name });
            return results;
        }

        var predictions = new JsonObject(wanted.Select(model => KeyValuePair.Create<string, JsonNode?>(
            model, Model(model, source, models?.Object(model) ?? [], language ?? "en"))));
        results["predictions"]!.AsArray().Add(new JsonObject { ["file"] = source.Name, ["models"] = predictions });
        return results;
    }

    /// <summary>How many predictions there are for one source, without making them.</summary>
    public static long Count(MediaSource source, JsonObject? models) =>
        ModelsFor(source.Kind).Where(model => models is null || models[model] is not null)
            .Sum(model => Count(model, source, models?.Object(model) ?? []));

    private static long Count(string model, MediaSource source, JsonObject settings) => model switch
    {
        "face" => Frames(source, settings).Count,
        "prosody" when settings.Object("window") is { } window => (long)Math.Ceiling(source.Seconds / Window(window).Step) + 1,
        "prosody" => Pieces(source.Text, settings.Text("granularity") ?? "utterance").Count,
        "language" => Pieces(source.Text, settings.Text("granularity") ?? "word").Count,
        "ner" => Names().Count(source.Text),
        _ => 1,
    };

    private static (int Count, double PerSecond) Frames(MediaSource source, JsonObject settings)
    {
        var perSecond = Math.Clamp(settings.Number("fps_pred") ?? 3, 0, 30) is > 0 and var given ? given : 30;
        return (source.Kind == MediaKind.Video ? Math.Max(1, (int)(VideoSeconds * perSecond)) : 1, perSecond);
    }

    private static (double Length, double Step) Window(JsonObject window) =>
        (Math.Max(0.5, window.Number("length") ?? 4), Math.Max(0.5, window.Number("step") ?? 1));

    private static JsonObject Model(string model, MediaSource source, JsonObject settings, string language)
    {
        IEnumerable<JsonObject> predictions = model switch
        {
            "face" => Faces(source, settings),
            "facemesh" => [new JsonObject { ["emotions"] = EmotionScores.List(EmotionScores.Prosody, "facemesh " + source.Seed) }],
            "prosody" => Prosody(source, settings),
            "burst" => [Burst(source)],
            "language" => Language(source, settings),
            _ => Entities(source),
        };
        var speakers = settings.Flag("identify_speakers") ?? false;
        var group = model == "face" && (settings.Flag("identify_faces") ?? false) ? "face_0" : speakers ? "speaker_0" : "unknown";
        return new JsonObject
        {
            ["metadata"] = model is "prosody" or "language" or "ner" && source.Kind != MediaKind.Text
                ? new JsonObject { ["confidence"] = 0.95, ["detected_language"] = language }
                : null,
            ["grouped_predictions"] = new JsonArray(new JsonObject { ["id"] = group, ["predictions"] = new JsonArray([.. predictions]) }),
        };
    }

    private static IEnumerable<JsonObject> Faces(MediaSource source, JsonObject settings)
    {
        var (frames, framesPerSecond) = Frames(source, settings);
        for (var frame = 0; frame < frames; frame++)
        {
            var seed = string.Create(CultureInfo.InvariantCulture, $"face {frame} {source.Seed}");
            var random = new SeededRandom(seed);
            yield return new JsonObject
            {
                ["frame"] = (long)(frame * 30 / framesPerSecond),
                ["time"] = frame / framesPerSecond,
                ["prob"] = 0.991 + (0.009 * random.NextDouble()),
                ["box"] = new JsonObject
                {
                    ["x"] = 100 + (400 * random.NextDouble()),
                    ["y"] = 50 + (200 * random.NextDouble()),
                    ["w"] = 120 + (80 * random.NextDouble()),
                    ["h"] = 160 + (90 * random.NextDouble()),
                },
                ["emotions"] = EmotionScores.List(EmotionScores.Prosody, seed),
                ["facs"] = settings["facs"] is null ? null : EmotionScores.List(EmotionScores.FacialActions, "facs " + seed),
                ["descriptions"] = settings["descriptions"] is null
                    ? null
                    : EmotionScores.List(EmotionScores.FaceDescriptions, "descriptions " + seed),
            };
        }
    }

    private static IEnumerable<JsonObject> Prosody(MediaSource source, JsonObject settings)
    {
        if (settings.Object("window") is { } window)
        {
            var (length, step) = Window(window);
            for (var begin = 0.0; begin == 0 || begin + (length / 2) < source.Seconds; begin += step)
                yield return Spoken(source, null, begin, Math.Min(begin + length, source.Seconds));

            yield break;
        }

        foreach (Match piece in Pieces(source.Text, settings.Text("granularity") ?? "utterance"))
            yield return Spoken(source, piece.Value, Begin(source, piece), End(source, piece));
    }

    private static JsonObject Spoken(MediaSource source, string? text, double begin, double end)
    {
        var seed = string.Create(CultureInfo.InvariantCulture, $"prosody {begin:F3} {end:F3} {source.Seed}");
        return new JsonObject
        {
            ["text"] = text,
            ["time"] = Time(begin, end),
            ["confidence"] = 0.95,
            ["speaker_confidence"] = null,
            ["emotions"] = EmotionScores.List(EmotionScores.Prosody, seed),
        };
    }

    private static JsonObject Burst(MediaSource source) => new()
    {
        ["time"] = Time(0, Math.Min(1, source.Seconds)),
        ["emotions"] = EmotionScores.List(EmotionScores.Prosody, "burst " + source.Seed),
        ["descriptions"] = EmotionScores.List(EmotionScores.BurstDescriptions, "burst descriptions " + source.Seed),
    };

    private static IEnumerable<JsonObject> Language(MediaSource source, JsonObject settings)
    {
        foreach (Match piece in Pieces(source.Text, settings.Text("granularity") ?? "word"))
        {
            var seed = string.Create(CultureInfo.InvariantCulture, $"language {piece.Index} {source.Seed}");
            yield return new JsonObject
            {
                ["text"] = piece.Value,
                ["position"] = new JsonObject { ["begin"] = piece.Index, ["end"] = piece.Index + piece.Length },
                ["time"] = source.Kind == MediaKind.Text ? null : Time(Begin(source, piece), End(source, piece)),
                ["confidence"] = source.Kind == MediaKind.Text ? null : 0.95,
                ["speaker_confidence"] = null,
                ["emotions"] = EmotionScores.List(EmotionScores.Language, seed),
                ["sentiment"] = settings["sentiment"] is null ? null : EmotionScores.List(EmotionScores.Sentiments, "sentiment " + seed),
                ["toxicity"] = settings["toxicity"] is null ? null : EmotionScores.List(EmotionScores.Toxicities, "toxicity " + seed),
            };
        }
    }

    /// <summary>Words with a capital inside a sentence pass for named entities.</summary>
    private static IEnumerable<JsonObject> Entities(MediaSource source) => Names().Matches(source.Text).Select(name => new JsonObject
    {
        ["entity"] = name.Value,
        ["position"] = new JsonObject { ["begin"] = name.Index, ["end"] = name.Index + name.Length },
        ["entity_confidence"] = 0.9,
        ["support"] = 100,
        ["uri"] = "urn:hume-simulator:" + Uri.EscapeDataString(name.Value.ToLowerInvariant()),
        ["link_word"] = name.Value,
        ["time"] = source.Kind == MediaKind.Text ? null : Time(Begin(source, name), End(source, name)),
        ["confidence"] = source.Kind == MediaKind.Text ? null : 0.95,
        ["speaker_confidence"] = null,
        ["emotions"] = EmotionScores.List(EmotionScores.Language, $"ner {name.Value} {source.Seed}"),
    });

    /// <summary>Cuts a text into words, sentences or nothing at all.</summary>
    public static MatchCollection Pieces(string text, string granularity) => granularity switch
    {
        "word" => Words().Matches(text),
        "sentence" or "utterance" => Sentences().Matches(text),
        _ => Whole().Matches(text),
    };

    // Every character of a transcript takes the same time.
    private static double Begin(MediaSource source, Match piece) => source.Seconds * piece.Index / source.Text.Length;

    private static double End(MediaSource source, Match piece) => source.Seconds * (piece.Index + piece.Length) / source.Text.Length;

    private static JsonObject Time(double begin, double end) => new() { ["begin"] = Math.Round(begin, 6), ["end"] = Math.Round(end, 6) };

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}'’-]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\S[^.!?\n]*[.!?]*")]
    private static partial Regex Sentences();

    [GeneratedRegex(@"\S.*\S|\S", RegexOptions.Singleline)]
    private static partial Regex Whole();

    [GeneratedRegex(@"(?<=\p{Ll}[,;]?\s)\p{Lu}\p{Ll}[\p{L}-]*")]
    private static partial Regex Names();
}
