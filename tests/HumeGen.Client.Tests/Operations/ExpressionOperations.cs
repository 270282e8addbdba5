using Hume.ExpressionMeasurement.Batch;
using static Hume.Tests.OperationCase;

namespace Hume.Tests;

internal static class ExpressionOperations
{
    public static IReadOnlyList<OperationCase> All { get; } =
    [
        new("GET", "/v0/batch/jobs", c => Value(c.ExpressionMeasurement.Batch.ListJobsAsync(new BatchListJobsRequest
        {
            Limit = 5,
            Status = [Status.Queued, Status.Failed],
            When = When.CreatedAfter,
            TimestampMs = 1_700_000_000_123,
            SortBy = SortBy.Ended,
            Direction = Direction.Asc,
        }))) { Query = "limit=5&status=QUEUED&status=FAILED&when=created_after&timestamp_ms=1700000000123&sort_by=ended&direction=asc" },
        new("POST", "/v0/batch/jobs", c => Value(c.ExpressionMeasurement.Batch.StartInferenceJobAsync(CompleteSamples.Job))) { ContentType = "application/json" },
        new("POST", "/v0/batch/jobs", c => Value(c.ExpressionMeasurement.Batch.StartInferenceJobFromLocalFileAsync(new BatchStartInferenceJobFromLocalFileRequest
        {
            Json = CompleteSamples.Job,
            File = [FilePart.FromBytes("one"u8.ToArray(), "one.wav"), FilePart.FromBytes("two"u8.ToArray(), "two.mp4")],
        }))) { ContentType = "multipart/form-data" },
        new("GET", "/v0/batch/jobs/{id}", c => Value(c.ExpressionMeasurement.Batch.GetJobDetailsAsync(Id))),
        new("GET", "/v0/batch/jobs/{id}/predictions", c => Value(c.ExpressionMeasurement.Batch.GetJobPredictionsAsync(Id))),
        new("GET", "/v0/batch/jobs/{id}/artifacts", c => Bytes(c.ExpressionMeasurement.Batch.GetJobArtifactsAsync(Id))),
    ];
}
