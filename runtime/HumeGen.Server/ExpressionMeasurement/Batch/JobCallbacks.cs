using System.Text.Json.Nodes;
using HumeGen.Server.Transport;
using HumeGen.Server.Webhooks;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>
/// Tells the callback URLs of jobs that they have ended, and what came out. The store keeps which are to be told, so that another server, or the next start, does so
/// when this one breaks down: a URL is told at least once, unless it refuses or fails to the end.
/// </summary>
internal sealed class JobCallbacks(IJobStore store, WebhookSender webhooks, TimeProvider clock, ILogger logger, CancellationToken stopping)
{
    // Longer than all attempts together.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    private readonly WorkSignal _ended = new(clock, stopping);

    /// <summary>A job with a callback has ended here.</summary>
    public void JobEnded() => _ended.Set();

    /// <summary>Sends callbacks for as long as the server runs.</summary>
    public async Task RunAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                while (await store.ClaimCallbackAsync(clock.GetUtcNow(), LeaseEnd(), stopping).ConfigureAwait(false) is { } job)
                    Send(job);
            }
            catch (Exception exception)
            {
                if (!stopping.IsCancellationRequested)
                    logger.JobsNotClaimed(exception);
            }

            await _ended.WaitAsync(store.IsShared ? Poll : null).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Send(MeasurementJob job)
    {
        var url = JsonNode.Parse(job.Request)!.AsObject().Text("callback_url")!;
        webhooks.Send(url, job.Id, cancellationToken => BodyAsync(job, cancellationToken), job.Ended, () => EndAsync(job));
    }

    private async Task EndAsync(MeasurementJob job)
    {
        try
        {
            await store.EndCallbackAsync(job.Id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // It is sent once more when the claim has run out.
            logger.JobsNotClaimed(exception);
        }
    }

    private DateTimeOffset LeaseEnd() => store.IsShared ? clock.GetUtcNow() + Lease : DateTimeOffset.MaxValue;

    private async ValueTask<ReadOnlyMemory<byte>> BodyAsync(MeasurementJob job, CancellationToken cancellationToken)
    {
        var head = ApiCall.ToText(new JsonObject { ["job_id"] = job.Id, ["status"] = JobJson.Name(job.Status) })[..^1];
        var results = await store.ReadResultsAsync(job.Id, cancellationToken).ConfigureAwait(false) ?? "[]"u8.ToArray();
        return (byte[])[.. System.Text.Encoding.UTF8.GetBytes(head), .. ",\"predictions\":"u8, .. results.Span, .. "}"u8];
    }
}
