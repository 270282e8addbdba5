using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>The request of a job as the server keeps it: with every default written out.</summary>
internal static class JobRequest
{
    public static JsonObject Complete(JsonObject settings, IReadOnlyList<JobFile> files)
    {
        var request = new JsonObject
        {
            ["callback_url"] = settings.Copy("callback_url"),
            ["files"] = new JsonArray([.. files.Select(JobSource.FileJson)]),
            ["models"] = Models(settings.Object("models")),
            ["notify"] = settings.Flag("notify") ?? false,
            ["text"] = settings.Copy("text", new JsonArray()),
            ["urls"] = settings.Copy("urls", new JsonArray()),
        };
        // Null turns transcription off.
        if (settings.ContainsKey("transcription"))
            request["transcription"] = settings.Copy("transcription");

        return request;
    }

    /// <summary>The requested models with all of their settings; every model where none was named.</summary>
    private static JsonObject Models(JsonObject? requested)
    {
        var models = new JsonObject();
        foreach (var (name, defaults) in Defaults())
        {
            if (requested is not null && requested[name] is null)
                continue;

            foreach (var (setting, value) in requested?.Object(name) ?? [])
                defaults[setting] = value?.DeepClone();

            models[name] = defaults;
        }

        return models;
    }

    private static IEnumerable<(string Name, JsonObject Settings)> Defaults() =>
    [
        ("burst", []),
        ("face", new JsonObject
        {
            ["descriptions"] = null,
            ["facs"] = null,
            ["fps_pred"] = 3,
            ["identify_faces"] = false,
            ["min_face_size"] = 60,
            ["prob_threshold"] = 0.99,
            ["save_faces"] = false,
        }),
        ("facemesh", []),
        ("language", new JsonObject { ["granularity"] = "word", ["identify_speakers"] = false, ["sentiment"] = null, ["toxicity"] = null }),
        ("ner", new JsonObject { ["identify_speakers"] = false }),
        ("prosody", new JsonObject { ["granularity"] = "utterance", ["identify_speakers"] = false, ["window"] = null }),
    ];
}
