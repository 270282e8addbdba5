using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Jobs of expression measurement: start, list, look at, and fetch what came out.</summary>
internal static class BatchApi
{
    private const int MaxSources = 100;
    private const int DefaultLimit = 50;

    public static void Register(HandlerTable handlers, JobStore jobs, TimeProvider clock, int maxPredictions)
    {
        long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
        handlers
            .On("GET /v0/batch/jobs", call => ListAsync(call, jobs, Now()))
            .On("POST /v0/batch/jobs", call => StartAsync(call, jobs, maxPredictions))
            .On("GET /v0/batch/jobs/{id}", call => call.AnswerAsync(200, Find(call, jobs).ToJson(Now())))
            .On("GET /v0/batch/jobs/{id}/predictions", call => PredictionsAsync(call, FindEnded(call, jobs, Now())))
            .On("GET /v0/batch/jobs/{id}/artifacts", call => ArtifactsAsync(call, FindEnded(call, jobs, Now())));
    }

    private static Task ListAsync(ApiCall call, JobStore jobs, long now)
    {
        var limit = call.QueryNumber("limit") ?? DefaultLimit;
        if (limit < 1)
            throw call.Invalid("At least one job must be asked for", "greater_than_equal", "query", "limit");

        var statuses = call.QueryTexts("status");
        var moment = call.QueryNumber("timestamp_ms") ?? now;
        var after = call.QueryText("when") == "created_after";
        Func<Job, long> order = call.QueryText("sort_by") switch
        {
            "started" => job => job.StatusAt(now) == "QUEUED" ? long.MaxValue : job.Started,
            "ended" => job => job.StatusAt(now) is "QUEUED" or "IN_PROGRESS" ? long.MaxValue : job.Ended,
            _ => job => job.Created,
        };
        var found = jobs.List()
            .Where(job => after ? job.Created >= moment : job.Created <= moment)
            .Where(job => statuses.Count == 0 || statuses.Contains(job.StatusAt(now)))
            .OrderBy(order)
            .ToList();
        if (call.QueryText("direction") != "asc")
            found.Reverse();

        return call.AnswerAsync(200, new JsonArray([.. found.Take((int)Math.Min(limit, int.MaxValue)).Select(job => job.ToJson(now))]));
    }

    private static Task StartAsync(ApiCall call, JobStore jobs, int maxPredictions)
    {
        // The form holds the settings in a part of their own; the JSON body is the settings.
        var form = call.Files.Count > 0 || call.Body.ContainsKey("file");
        var settings = form ? call.Body.Object("json") ?? [] : call.Body;
        var files = call.Files.Where(file => file.PartName == "file").ToList();
        List<MediaSource> sources =
        [
            .. settings.Texts("urls").Select(MediaSource.OfUrl),
            .. files.Select(MediaSource.OfFile),
            .. settings.Texts("text").Select(MediaSource.OfText),
        ];
        if (sources.Count == 0)
            throw call.Invalid("There is nothing to measure: give urls, text or files", "too_short", "body");

        if (files.Count > MaxSources || settings.Texts("urls").Count > MaxSources)
        {
            var place = files.Count > MaxSources ? "file" : "urls";
            throw call.Invalid($"A job takes at most {MaxSources} files and {MaxSources} URLs", "too_long", "body", place);
        }

        if (settings.Object("models") is { } models && models.All(model => model.Value is null))
        {
            object[] place = form ? ["body", "json", "models"] : ["body", "models"];
            throw call.Invalid("Name at least one model, or leave models out to run all", "too_short", place);
        }

        if (settings.Texts("text").Count > MaxSources)
            throw call.Invalid($"A job takes at most {MaxSources} texts", "too_long", "body", "text");

        var request = JobRequest.Complete(settings, files);
        var predictions = sources.Sum(source => Predictor.Count(source, request.Object("models")));
        if (predictions > maxPredictions)
        {
            throw call.Invalid(
                $"The server makes at most {maxPredictions} predictions in one job, not {predictions}; use several jobs, shorter media or a coarser granularity",
                "too_long",
                "body");
        }

        return call.AnswerAsync(200, new JsonObject { ["job_id"] = jobs.Start(request, sources).Id });
    }

    private static Task PredictionsAsync(ApiCall call, Job job)
    {
        var results = job.Results().Select(entry => new JsonObject
        {
            ["source"] = entry.Source.Json.DeepClone(),
            ["results"] = entry.Results,
            ["error"] = entry.Source.Error,
        });
        return call.AnswerAsync(200, new JsonArray([.. results]));
    }

    private static Task ArtifactsAsync(ApiCall call, Job job) =>
        call.AnswerBytesAsync("application/octet-stream", Artifacts.Zip(job), $"{job.Id}.zip");

    private static Job Find(ApiCall call, JobStore jobs) =>
        jobs.Find(call.Path("id")) ?? throw ApiRefusal.NotFound("E0400", "job not found");

    private static Job FindEnded(ApiCall call, JobStore jobs, long now)
    {
        var job = Find(call, jobs);
        return job.StatusAt(now) is "COMPLETED" or "FAILED"
            ? job
            : throw ApiRefusal.Error(400, null, "job_not_ended", $"The job {job.Id} is {job.StatusAt(now)}; ask again when it has ended.");
    }
}
