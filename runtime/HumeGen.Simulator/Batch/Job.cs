using System.Text.Json.Nodes;
using HumeGen.Simulator.Hosting;

namespace HumeGen.Simulator.Batch;

/// <summary>A job: what was asked, and how it goes. Its state follows from the time alone.</summary>
internal sealed record Job(string Id, JsonObject Request, IReadOnlyList<MediaSource> Sources, long Created, long Started, long Ended)
{
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
            var results = Results();
            state["num_predictions"] = results.Sum(entry => entry.Results.Objects("predictions").Sum(CountPredictions));
            state["num_errors"] = results.Sum(entry => entry.Results.Objects("errors").Count);
        }
        else if (status == "FAILED")
        {
            state["message"] = Failure;
        }

        return new JsonObject { ["type"] = "INFERENCE", ["job_id"] = Id, ["request"] = Request.DeepClone(), ["state"] = state };
    }

    /// <summary>Reason for the job's failure: none of its sources can be measured. Null if it completes.</summary>
    private string? Failure
    {
        get
        {
            var errors = Results().SelectMany(entry => entry.Results.Objects("errors")).Select(error => error.Text("message")!).ToList();
            return errors.Count == Sources.Count ? string.Join(" ", errors) : null;
        }
    }

    private static int CountPredictions(JsonObject prediction) =>
        prediction.Object("models")!
            .SelectMany(model => model.Value!.AsObject().Objects("grouped_predictions"))
            .Sum(group => group.Objects("predictions").Count);
}
