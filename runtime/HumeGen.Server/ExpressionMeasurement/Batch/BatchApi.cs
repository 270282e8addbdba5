using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Jobs of expression measurement: start, list, look at, and fetch what came out.</summary>
internal static class BatchApi
{
    private const int MaxSources = 100;
    private const int DefaultLimit = 50;
    private const int PieceBytes = 64 << 10;

    public static void Register(HandlerTable handlers, IJobStore jobs, JobRunner runner, TimeProvider clock, int maxPredictions) => handlers
        .On("GET /v0/batch/jobs", call => ListAsync(call, jobs, clock.GetUtcNow()))
        .On("POST /v0/batch/jobs", call => StartAsync(call, runner, maxPredictions))
        .On("GET /v0/batch/jobs/{id}", async call =>
            await call.AnswerAsync(200, JobJson.Of(await FindAsync(call, jobs).ConfigureAwait(false), clock.GetUtcNow())).ConfigureAwait(false))
        .On("GET /v0/batch/jobs/{id}/predictions", call => PredictionsAsync(call, jobs, clock.GetUtcNow()))
        .On("GET /v0/batch/jobs/{id}/artifacts", call => ArtifactsAsync(call, jobs, clock.GetUtcNow()));

    private static async Task ListAsync(ApiCall call, IJobStore jobs, DateTimeOffset now)
    {
        var limit = call.QueryNumber("limit") ?? DefaultLimit;
        if (limit < 1)
            throw call.Invalid("At least one job must be asked for", "greater_than_equal", "query", "limit");

        var statuses = call.QueryTexts("status");
        var moment = call.QueryNumber("timestamp_ms") ?? now.ToUnixTimeMilliseconds();
        var after = call.QueryText("when") == "created_after";
        var sorting = call.QueryText("sort_by");
        var ascending = call.QueryText("direction") == "asc";
        var found = new List<MeasurementJob>();
        await foreach (var job in jobs.ListAsync(call.Aborted).ConfigureAwait(false))
        {
            var created = job.Created.ToUnixTimeMilliseconds();
            if ((after ? created < moment : created > moment) || (statuses.Count > 0 && !statuses.Contains(JobJson.Name(job.StatusAt(now)))))
                continue;

            found.Add(job);

            // The newest come first.
            if (found.Count == limit && !ascending && sorting is null or "created")
                break;
        }

        found.Reverse();
        Func<MeasurementJob, long> order = sorting switch
        {
            "started" => job => job.StatusAt(now) == JobStatus.Queued ? long.MaxValue : job.Started!.Value.UtcTicks,
            "ended" => job => job.StatusAt(now) is JobStatus.Queued or JobStatus.InProgress ? long.MaxValue : job.Ended!.Value.UtcTicks,
            _ => job => job.Created.UtcTicks,
        };
        IEnumerable<MeasurementJob> sorted = found.OrderBy(order);
        var page = (ascending ? sorted : sorted.Reverse()).Take((int)Math.Min(limit, int.MaxValue));

        // The limit may ask for all jobs, which are many times larger as a tree of nodes.
        await call.AnswerAsync(async json =>
        {
            json.WriteStartArray();
            foreach (var job in page)
            {
                JobJson.Of(job, now).WriteTo(json);
                if (json.BytesPending > PieceBytes)
                    await json.FlushAsync(call.Aborted).ConfigureAwait(false);
            }

            json.WriteEndArray();
        }).ConfigureAwait(false);
    }

    private static async Task StartAsync(ApiCall call, JobRunner runner, int maxPredictions)
    {
        // The form holds the settings in a part of their own; the JSON body is the settings.
        var form = call.Files.Count > 0 || call.Body.ContainsKey("file");
        var settings = form ? call.Body.Object("json") ?? [] : call.Body;
        var files = call.Files.Where(file => file.PartName == "file").Select(file => new JobFile(file.FileName, file.ContentType, file.Content)).ToList();
        var sources = JobSource.Of(settings, files);
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
        var predictions = JobEstimate.Of(sources, request.Object("models")!);
        if (predictions > maxPredictions)
        {
            throw call.Invalid(
                $"The server makes at most {maxPredictions} predictions in one job, not {predictions}; use several jobs, shorter media or a coarser granularity",
                "too_long",
                "body");
        }

        var job = await runner.StartAsync(request, files).ConfigureAwait(false);
        await call.AnswerAsync(200, new JsonObject { ["job_id"] = job.Id }).ConfigureAwait(false);
    }

    private static async Task PredictionsAsync(ApiCall call, IJobStore jobs, DateTimeOffset now)
    {
        var job = await FindEndedAsync(call, jobs, now).ConfigureAwait(false);
        await call.AnswerBytesAsync("application/json", await ResultsAsync(call, jobs, job).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task ArtifactsAsync(ApiCall call, IJobStore jobs, DateTimeOffset now)
    {
        var job = await FindEndedAsync(call, jobs, now).ConfigureAwait(false);
        var archive = Artifacts.Zip(await ResultsAsync(call, jobs, job).ConfigureAwait(false));
        await call.AnswerBytesAsync("application/octet-stream", archive, $"{job.Id}.zip").ConfigureAwait(false);
    }

    /// <summary>The results of a job that has ended; none of one that failed without.</summary>
    private static async Task<ReadOnlyMemory<byte>> ResultsAsync(ApiCall call, IJobStore jobs, MeasurementJob job) =>
        await jobs.ReadResultsAsync(job.Id, call.Aborted).ConfigureAwait(false) ?? "[]"u8.ToArray();

    private static async Task<MeasurementJob> FindAsync(ApiCall call, IJobStore jobs) =>
        await jobs.FindAsync(call.Path("id"), call.Aborted).ConfigureAwait(false) ?? throw ApiRefusal.NotFound("E0400", "job not found");

    private static async Task<MeasurementJob> FindEndedAsync(ApiCall call, IJobStore jobs, DateTimeOffset now)
    {
        var job = await FindAsync(call, jobs).ConfigureAwait(false);
        var status = job.StatusAt(now);
        return status is JobStatus.Completed or JobStatus.Failed
            ? job
            : throw ApiRefusal.Error(400, null, "job_not_ended", $"The job {job.Id} is {JobJson.Name(status)}; ask again when it has ended.");
    }
}
