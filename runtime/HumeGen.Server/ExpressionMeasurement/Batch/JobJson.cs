using System.Text.Json.Nodes;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Writes a job as clients see it at a time.</summary>
internal static class JobJson
{
    public static string Name(JobStatus status) => status switch
    {
        JobStatus.Queued => "QUEUED",
        JobStatus.InProgress => "IN_PROGRESS",
        JobStatus.Completed => "COMPLETED",
        _ => "FAILED",
    };

    public static JsonObject Of(MeasurementJob job, DateTimeOffset now)
    {
        var status = job.StatusAt(now);
        var state = new JsonObject { ["status"] = Name(status), ["created_timestamp_ms"] = job.Created.ToUnixTimeMilliseconds() };
        if (status != JobStatus.Queued)
            state["started_timestamp_ms"] = job.Started?.ToUnixTimeMilliseconds();

        if (status is JobStatus.Completed or JobStatus.Failed)
            state["ended_timestamp_ms"] = job.Ended?.ToUnixTimeMilliseconds();

        if (status == JobStatus.Completed)
        {
            state["num_predictions"] = job.Predictions;
            state["num_errors"] = job.Errors;
        }
        else if (status == JobStatus.Failed)
        {
            state["message"] = job.Failure;
        }

        return new JsonObject { ["type"] = "INFERENCE", ["job_id"] = job.Id, ["request"] = JsonNode.Parse(job.Request), ["state"] = state };
    }
}
