using HumeGen.Server.Transport;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Simulator.Hooks;

/// <summary>Records each request, and lets it fail when a test asked for that.</summary>
internal sealed class TestHook(RequestLog log, FailureQueue failures) : IRequestHook
{
    public async Task<bool> TryAnswerAsync(HttpContext http, byte[] body, long length, CancellationToken stopped)
    {
        var recorded = log.Add(http.Request, body, length);
        return failures.Take(recorded) is { } failure && await FailureQueue.ApplyAsync(failure, http, stopped).ConfigureAwait(false);
    }
}
