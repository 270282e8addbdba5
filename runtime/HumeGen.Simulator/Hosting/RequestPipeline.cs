using System.Buffers;
using System.Text.Json.Nodes;
using HumeGen.Simulator.Auth;
using HumeGen.Simulator.Sockets;
using HumeGen.Simulator.Validation;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Simulator.Hosting;

/// <summary>
/// The way of every request: record, fail if asked to, check the credential, find the operation, check the request, answer.
/// </summary>
internal sealed class RequestPipeline(
    SpecLibrary specs,
    HandlerTable handlers,
    SocketHost sockets,
    Authenticator authenticator,
    SignedFiles files,
    RequestLog log,
    FailureQueue failures,
    IdSource ids,
    ByteBudget incoming,
    SimulatorLimits limits,
    CancellationToken stopping)
{
    // Enough for the form of a token, and for the log of a request that is refused.
    private const int StrangersBodyBytes = 4096;
    private const int PieceBytes = 64 << 10;

    public async Task InvokeAsync(HttpContext http)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var requestId = ids.Next();
        http.Response.Headers["x-request-id"] = requestId;
        try
        {
            await AnswerAsync(http, requestId, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client is gone or the simulator stops: nobody waits for the rest.
            http.Abort();
        }
        catch (ApiRefusal refusal) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, refusal, linked.Token).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception) when (!http.Response.HasStarted)
        {
            var error = exception.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => "payload_too_large",
                StatusCodes.Status408RequestTimeout => "request_timeout",
                _ => "bad_request",
            };
            var refusal = ApiRefusal.Error(exception.StatusCode, null, error, exception.Message);
            await RefuseAsync(http, refusal, linked.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            // A fault of the simulator, not of the request: it must not look like one of Hume's refusals. Its trace is nobody's business.
            var refusal = ApiRefusal.Error(500, "I0100", "simulator_fault", $"{exception.GetType().Name}: {exception.Message}");
            await RefuseAsync(http, refusal, linked.Token).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(HttpContext http, string requestId, CancellationToken aborted)
    {
        var (body, length) = await ReadBodyAsync(http.Request, authenticator.Knows(http.Request) ? int.MaxValue : StrangersBodyBytes, aborted)
            .ConfigureAwait(false);
        try
        {
            await AnswerAsync(http, requestId, body, length, aborted).ConfigureAwait(false);
        }
        finally
        {
            incoming.Return(body.Length);
        }
    }

    private async Task AnswerAsync(HttpContext http, string requestId, byte[] body, long length, CancellationToken aborted)
    {
        var recorded = log.Add(http.Request, body, length);
        if (failures.Take(recorded) is { } failure && await FailureQueue.ApplyAsync(failure, http, aborted).ConfigureAwait(false))
            return;

        var path = http.Request.Path.Value ?? "/";
        if (path == Authenticator.TokenPath)
        {
            if (length > StrangersBodyBytes)
                throw ApiRefusal.Error(413, null, "payload_too_large", $"{path} takes a body of {StrangersBodyBytes} bytes at most.");

            await WriteAsync(http, 200, authenticator.IssueToken(http.Request, body), aborted).ConfigureAwait(false);
            return;
        }

        if (files.Find(http.Request) is { } file)
        {
            http.Response.ContentType = "audio/wav";
            http.Response.ContentLength = file.Length;
            await http.Response.Body.WriteAsync(file, aborted).ConfigureAwait(false);
            return;
        }

        if (await sockets.TryAnswerAsync(http, requestId, stopping).ConfigureAwait(false))
            return;

        authenticator.Check(http.Request);
        var (operation, pathValues) = Route(http.Request.Method, path);
        var request = await RequestValidator.ValidateAsync(operation, pathValues, http.Request, body, limits.JsonTokens, aborted).ConfigureAwait(false);
        if (request.Problems.Count > 0)
            throw ApiRefusal.Invalid(operation, request.Problems);

        var handler = handlers.Find(operation.Route)
            ?? throw ApiRefusal.Error(
                501, null, "not_implemented", $"The specs have {operation.Route}, but this simulator has no answer to it yet.");
        await handler(new ApiCall(http, operation, requestId, pathValues, request, aborted)).ConfigureAwait(false);
    }

    private (ApiOperation Operation, Dictionary<string, string> Path) Route(string method, string path)
    {
        var matches = specs.Operations
            .Select(operation => (operation, values: operation.Match(path)))
            .Where(match => match.values is not null)
            .ToList();
        if (matches.Count == 0)
            throw ApiRefusal.Error(404, null, "not_found", $"The API has no path {path}; check the address and the path.");

        var (found, values) = matches.Find(match => match.operation.Method == method);
        if (found is null)
        {
            var allowed = string.Join(", ", matches.Select(match => match.operation.Method));
            throw ApiRefusal.Error(405, null, "method_not_allowed", $"{path} does not take {method}; it takes {allowed}.");
        }

        return (found, values!);
    }

    /// <summary>Reads a body to its end, keeps so many bytes of it, and counts them as incoming until the caller returns them.</summary>
    private async Task<(byte[] Body, long Length)> ReadBodyAsync(HttpRequest request, int maxKept, CancellationToken aborted)
    {
        using var kept = new MemoryStream();
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        var length = 0L;
        try
        {
            for (int count; (count = await request.Body.ReadAsync(piece, aborted).ConfigureAwait(false)) > 0; length += count)
            {
                var used = (int)Math.Min(count, maxKept - kept.Length);
                if (!incoming.TryTake(used))
                {
                    request.HttpContext.Response.Headers.RetryAfter = "1";
                    throw ApiRefusal.Error(503, null, "too_busy", $"Bodies of more than {incoming.Limit} bytes are being received; try again in a second.");
                }

                kept.Write(piece, 0, used);
            }

            return (kept.ToArray(), length);
        }
        catch
        {
            incoming.Return(kept.Length);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static Task RefuseAsync(HttpContext http, ApiRefusal refusal, CancellationToken aborted)
    {
        if (refusal.StatusCode == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Bearer";

        return WriteAsync(http, refusal.StatusCode, refusal.Body, aborted);
    }

    private static async Task WriteAsync(HttpContext http, int statusCode, JsonNode body, CancellationToken aborted)
    {
        var bytes = ApiCall.ToUtf8(body);
        http.Response.StatusCode = statusCode;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, aborted).ConfigureAwait(false);
    }
}
