using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Simulator.Batch;
using HumeGen.Simulator.Hosting;
using HumeGen.Simulator.Validation;

namespace HumeGen.Simulator.Sockets.Measurement;

/// <summary>Makes the predictions for media of a stream: always the same for the same content and settings.</summary>
internal static class StreamPredictor
{
    private const int MaxLandmarks = 100_000;

    private const int SmallestFace = 32;
    private const double SecondsOfBurst = 1;

    /// <summary>Each model: the media that it can measure, and the warning when it finds nothing.</summary>
    private static readonly Dictionary<string, (MediaKind[] Kinds, string Code, string Warning)> Models = new(StringComparer.Ordinal)
    {
        ["burst"] = ([MediaKind.Audio, MediaKind.Video], "W0101", "The media hold no vocal bursts."),
        ["face"] = ([MediaKind.Image, MediaKind.Video], "W0103", "The media hold no faces."),
        ["facemesh"] = ([MediaKind.Image, MediaKind.Video, MediaKind.Text], "W0102", "The media hold no face meshes."),
        ["language"] = ([MediaKind.Text], "W0104", "The media hold no emotional language."),
        ["prosody"] = ([MediaKind.Audio, MediaKind.Video], "W0105", "The media hold no speech."),
    };

    /// <summary>
    /// The answer to a payload: the results of the models that found something, or the warning of the first when none did, or the error
    /// when one has nothing to work on.
    /// </summary>
    /// <param name="media">The media to measure.</param>
    /// <param name="models">The models that were asked for, with their settings.</param>
    /// <param name="windowSeconds">Length of the measured sound, including the sound before it.</param>
    public static (JsonObject? Answer, SocketFault? Fault) Measure(StreamMedia media, JsonObject models, double windowSeconds)
    {
        var answer = new JsonObject();
        (string Code, string Warning)? nothing = null;
        foreach (var (name, settings) in models)
        {
            if (settings is not JsonObject given)
                continue;

            var (kinds, code, warning) = Models[name];
            if (!kinds.Contains(media.Kind))
            {
                var what = media.Kind.ToString().ToLowerInvariant();
                return (null, new SocketFault("E0102", $"models.{name}: The model cannot work on {what}."));
            }

            JsonNode[] predictions = [.. Predict(name, media, given, windowSeconds)];
            if (predictions.Length > 0)
                answer[name] = new JsonObject { ["predictions"] = new JsonArray(predictions) };
            else
                nothing ??= (code, warning);
        }

        if (answer.Count == 0 && nothing is var (warningCode, text))
            (answer["warning"], answer["code"]) = (text, warningCode);

        return (answer, null);
    }

    private static IEnumerable<JsonObject> Predict(string model, StreamMedia media, JsonObject settings, double seconds) => model switch
    {
        "burst" => media.IsSilent ? [] : [Sound("burst", media, Math.Min(SecondsOfBurst, seconds))],
        "prosody" => media.IsSilent ? [] : [Sound("prosody", media, seconds)],
        "face" => Faces(media, settings),
        "facemesh" => Meshes(media),
        _ => Language(media, settings),
    };

    private static JsonObject Sound(string model, StreamMedia media, double seconds) => new()
    {
        ["time"] = new JsonObject { ["begin"] = 0.0, ["end"] = Math.Round(seconds, 6) },
        ["emotions"] = EmotionScores.List(EmotionScores.Prosody, $"{model} {media.Digest}"),
    };

    /// <summary>One face in the middle of every picture that has room for it.</summary>
    private static IEnumerable<JsonObject> Faces(StreamMedia media, JsonObject settings)
    {
        var framesPerSecond = Math.Clamp(settings.Number("fps_pred") ?? 3, 0.1, 30);
        var isImage = media.Kind == MediaKind.Image;
        var (width, height) = isImage ? (media.Width, media.Height) : (1280, 720);
        var size = Math.Min(width, height) / 2.0;
        if (!HasRoom(media) || size < settings.Number("min_face_size"))
            yield break;

        var frames = isImage ? 1 : Math.Max(1, (int)Math.Ceiling(media.Seconds * framesPerSecond));
        for (var i = 0; i < frames; i++)
        {
            var seed = string.Create(CultureInfo.InvariantCulture, $"face {i} {media.Digest}");
            var probability = 0.991 + (0.009 * new SeededRandom(seed).NextDouble());
            if (probability < settings.Number("prob_threshold"))
                continue;

            var face = new JsonObject
            {
                ["frame"] = isImage ? 0 : (int)(i * 30 / framesPerSecond),
                ["time"] = isImage ? null : Math.Round(i / framesPerSecond, 6),
                ["bbox"] = new JsonObject { ["x"] = (width - size) / 2, ["y"] = (height - size) / 2, ["w"] = size, ["h"] = size },
                ["prob"] = probability,
                ["face_id"] = settings.Flag("identify_faces") == true ? "face_0" : "unknown",
                ["emotions"] = EmotionScores.List(EmotionScores.Prosody, seed),
            };
            AddWhenAsked(face, settings, "facs", EmotionScores.FacialActions, seed);
            AddWhenAsked(face, settings, "descriptions", EmotionScores.FaceDescriptions, seed);
            yield return face;
        }
    }

    /// <summary>A mesh for each face; a text is a list of landmarks for each face, as the official client sends them.</summary>
    private static IEnumerable<JsonObject> Meshes(StreamMedia media)
    {
        var meshes = media.Kind == MediaKind.Text ? CountLandmarks(media.Text) : HasRoom(media) ? 1 : 0;
        for (var i = 0; i < meshes; i++)
        {
            var seed = string.Create(CultureInfo.InvariantCulture, $"facemesh {i} {media.Digest}");
            yield return new JsonObject { ["emotions"] = EmotionScores.List(EmotionScores.Prosody, seed) };
        }
    }

    private static int CountLandmarks(string text)
    {
        try
        {
            return new StrictJson(MaxLandmarks).Parse(System.Text.Encoding.UTF8.GetBytes(text)) is JsonArray faces ? faces.Count(face => face is JsonArray { Count: > 0 }) : 0;
        }
        catch (System.Text.Json.JsonException)
        {
            return 0;
        }
    }

    private static IEnumerable<JsonObject> Language(StreamMedia media, JsonObject settings)
    {
        foreach (System.Text.RegularExpressions.Match piece in Predictor.Pieces(media.Text, settings.Text("granularity") ?? "word"))
        {
            if (!piece.Value.Any(char.IsLetter))
                continue;

            var seed = string.Create(CultureInfo.InvariantCulture, $"language {piece.Index} {media.Digest}");
            var prediction = new JsonObject
            {
                ["text"] = piece.Value,
                ["position"] = new JsonObject { ["begin"] = piece.Index, ["end"] = piece.Index + piece.Length },
                ["emotions"] = EmotionScores.List(EmotionScores.Language, seed),
            };
            AddWhenAsked(prediction, settings, "sentiment", EmotionScores.Sentiments, seed);
            AddWhenAsked(prediction, settings, "toxicity", EmotionScores.Toxicities, seed);
            yield return prediction;
        }
    }

    private static bool HasRoom(StreamMedia media) => media.Kind == MediaKind.Video || Math.Min(media.Width, media.Height) >= SmallestFace;

    private static void AddWhenAsked(JsonObject prediction, JsonObject settings, string name, IReadOnlyList<string> names, string seed)
    {
        if (settings[name] is not null)
            prediction[name] = EmotionScores.List(names, $"{name} {seed}");
    }
}
