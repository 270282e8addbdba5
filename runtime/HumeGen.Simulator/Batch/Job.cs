using System.Text.Json.Nodes;
using HumeGen.Simulator.Hosting;

namespace HumeGen.Simulator.Batch;

/// <summary>A job: what was asked, and how it goes. Its state follows from the time alone.</summary>
internal sealed class Job
{
    private readonly Lazy<(int Predictions, int Errors, string? Failure)> _outcome;

    public Job(string id, JsonObject request, IReadOnlyList<MediaSource> sources, long created, long started, long ended)
    {
        (Id, Request, Sources, Created, Started, Ended) = (id, request, sources, created, started, ended);
        _outcome = new(() => Count(Results()));
    }

    public string Id { get; }

    public JsonObject Request { get; }

    public IReadOnlyList<MediaSource> Sources { get; }

    public long Created { get; }

    public long Started { get; }

    public long Ended { get; }

    public string StatusAt(long now) => now < Started ? "QUEUED" : now < Ended ? "IN_PROGRESS" : Failure is null ? "COMPLETED" : "FAILED";

    /// <summary>The predictions for each source, in the order of the request.</summary>
    public IReadOnlyList<(MediaSource Source, JsonObject Results)> Results()
    {
        var language = Request.Object("transcription")?.Text("language");
        return [.. Sources.Select(source => (source, Predictor.Results(source, Request.Object("models"), language)))];
    }

    public JsonObject ToJson(long now)
    {
        var status = StatusAt(now);
        var state = new JsonObject { ["status"] = status, ["created_timestamp_ms"] = Created };
        if (status != "QUEUED")
            state["started_timestamp_ms"] = Started;

        if (status is "COMPLETED" or "FAILED")
            state["ended_timestamp_ms"] = Ended;

        if (status == "COMPLETED")
        {
            state["num_predictions"] = Outcome.Predictions;
            state["num_errors"] = Outcome.Errors;
        }
        else if (status == "FAILED")
        {
            state["message"] = Failure;
        }

        return new JsonObject { ["type"] = "INFERENCE", ["job_id"] = Id, ["request"] = Request.DeepClone(), ["state"] = state };
    }

    /// <summary>Reason for the job's failure: none of its sources can be measured. Null if it completes.</summary>
    private string? Failure => Outcome.Failure;

    private (int Predictions, int Errors, string? Failure) Outcome => _outcome.Value;

    // Asked for in every list of jobs, and made of all predictions.
    private static (int Predictions, int Errors, string? Failure) Count(IReadOnlyList<(MediaSource Source, JsonObject Results)> results)
    {
        var errors = results.SelectMany(entry => entry.Results.Objects("errors")).Select(error => error.Text("message")!).ToList();
        var predictions = results.Sum(entry => entry.Results.Objects("predictions").Sum(CountPredictions));
        return (predictions, errors.Count, errors.Count == results.Count ? string.Join(" ", errors) : null);
    }

    private static int CountPredictions(JsonObject prediction) =>
        prediction.Object("models")!
            .SelectMany(model => model.Value!.AsObject().Objects("grouped_predictions"))
            .Sum(group => group.Objects("predictions").Count);
}
