using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Simulator.Hooks;

/// <summary>The failures that wait for a request, and how they are carried out.</summary>
internal sealed class FailureQueue
{
    private readonly object _gate = new();
    private readonly List<(InjectedFailure Failure, Predicate<RecordedRequest>? When)> _waiting = [];

    public void Add(InjectedFailure failure, Predicate<RecordedRequest>? when)
    {
        lock (_gate)
            _waiting.Add((failure, when));
    }

    /// <summary>Takes out the oldest failure that is meant for this request.</summary>
    public InjectedFailure? Take(RecordedRequest request)
    {
        lock (_gate)
        {
            var index = _waiting.FindIndex(entry => entry.When?.Invoke(request) ?? true);
            if (index < 0)
                return null;

            var failure = _waiting[index].Failure;
            _waiting.RemoveAt(index);
            return failure;
        }
    }

    /// <summary>
    /// Carries the failure out; false when the request shall be answered all the same, through a body that breaks on the way.
    /// </summary>
    public static async Task<bool> ApplyAsync(InjectedFailure failure, HttpContext http, CancellationToken stopped)
    {
        switch (failure.Kind)
        {
            case FailureKind.Status:
                http.Response.StatusCode = failure.StatusCode;
                http.Response.ContentType = failure.ContentType;
                foreach (var (name, value) in failure.Headers)
                    http.Response.Headers[name] = value;

                var body = Encoding.UTF8.GetBytes(failure.Body);
                if (failure.StatusCode is not (204 or 304))
                {
                    http.Response.ContentLength = body.Length;
                    await http.Response.Body.WriteAsync(body, stopped).ConfigureAwait(false);
                }

                return true;

            case FailureKind.Reset:
                Reset(http);
                return true;

            case FailureKind.Hang:
                await Task.Delay(Timeout.Infinite, stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                http.Abort();
                return true;

            default:
                http.Response.Body = new BreakingBody(http.Response.Body, failure.ByteCount, stall: failure.Kind == FailureKind.Stall);
                return false;
        }
    }

    private static void Reset(HttpContext http)
    {
        // With a linger time of zero the socket is reset rather than closed in good order.
        if (http.Features.Get<IConnectionSocketFeature>() is { } socket)
            socket.Socket.LingerState = new System.Net.Sockets.LingerOption(true, 0);

        http.Abort();
    }
}
