using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Transport;

/// <summary>
/// Answers those that watch the server, without a key: <c>/health</c> says that the process answers, <c>/ready</c> that it can do its work.
/// </summary>
/// <param name="check">Fails when the store does not answer.</param>
/// <param name="shutdown">The end of the server.</param>
/// <param name="logger">Gets the reason why the server is not ready.</param>
internal sealed class Health(Func<CancellationToken, Task> check, Shutdown shutdown, ILogger logger)
{
    private const string HealthPath = "/health";
    private const string ReadyPath = "/ready";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private Task<bool> _checking = Task.FromResult(true);

    /// <summary>Answers the request when it is for one of the paths; false when it is not.</summary>
    public async ValueTask<bool> TryAnswerAsync(HttpContext http)
    {
        var path = RequestPath.Of(http.Request.Path);
        if (path is not (HealthPath or ReadyPath))
            return false;

        http.Response.Headers.CacheControl = "no-store";
        var status = shutdown.Begun.IsCancellationRequested ? "stopping"
            : path == HealthPath ? "ok"
            : await AnswersAsync().ConfigureAwait(false) ? "ready"
            : "store_not_reachable";
        await RequestPipeline.WriteAsync(
            http,
            status is "ok" or "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            new JsonObject { ["status"] = status },
            http.RequestAborted).ConfigureAwait(false);
        return true;
    }

    /// <summary>Whether the store answers. However many ask, it is asked once at a time.</summary>
    private Task<bool> AnswersAsync()
    {
        lock (_gate)
            return _checking = _checking.IsCompleted ? CheckAsync() : _checking;
    }

    private async Task<bool> CheckAsync()
    {
        try
        {
            await check(shutdown.Begun).WaitAsync(Longest, shutdown.Begun).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault)
        {
            logger.NotReady(fault);
            return false;
        }
    }
}
