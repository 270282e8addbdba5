using System.Text.Json.Nodes;
using HumeGen.Server.Transport;
using HumeGen.Server.Webhooks;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Tells the callback URL of a job that it has ended, and what came out.</summary>
internal sealed class JobCallbacks(IJobStore store, WebhookSender webhooks)
{
    public void Send(MeasurementJob job, JsonObject request)
    {
        if (request.Text("callback_url") is { } url)
            webhooks.Send(url, job.Id, cancellationToken => BodyAsync(job, cancellationToken), job.Ended);
    }

    private async ValueTask<ReadOnlyMemory<byte>> BodyAsync(MeasurementJob job, CancellationToken cancellationToken)
    {
        var head = ApiCall.ToText(new JsonObject { ["job_id"] = job.Id, ["status"] = JobJson.Name(job.Status) })[..^1];
        var results = await store.ReadResultsAsync(job.Id, cancellationToken).ConfigureAwait(false) ?? "[]"u8.ToArray();
        return (byte[])[.. System.Text.Encoding.UTF8.GetBytes(head), .. ",\"predictions\":"u8, .. results.Span, .. "}"u8];
    }
}
