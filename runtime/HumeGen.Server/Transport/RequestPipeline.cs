using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Server.Authentication;
using HumeGen.Server.Storage;
using HumeGen.Server.Transport.Sockets;
using HumeGen.Server.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Transport;

/// <summary>
/// The way of every request: let pages in, ask the hook, check the credential, find the operation, check the request, answer.
/// </summary>
internal sealed class RequestPipeline(
    SpecLibrary specs,
    HandlerTable handlers,
    SocketHost sockets,
    Authenticator authenticator,
    Health health,
    SignedFiles files,
    IRequestHook? hook,
    IdSource ids,
    RequestBody bodies,
    CrossOrigin origins,
    ServerLimits limits,
    Shutdown shutdown,
    ILogger logger)
{
    // Enough for the form of a token, and for the record of a request that is refused.
    private const int StrangersBodyBytes = 4096;

    public async Task InvokeAsync(HttpContext http)
    {
        var id = ids.Next();
        http.Response.Headers["x-request-id"] = id;
        if (origins.TryAnswer(http) || await health.TryAnswerAsync(http).ConfigureAwait(false))
            return;

        var trace = new RequestTrace(logger, id, http);
        shutdown.Enter();
        try
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, shutdown.Begun);
            using var cut = shutdown.Cut.Register(() =>
            {
                trace.CutOff();
                http.Abort();
            });
            await AnswerAsync(http, trace, linked.Token).ConfigureAwait(false);
        }
        finally
        {
            shutdown.Leave();
            trace.Answered(http.Response.StatusCode);
        }
    }

    /// <summary>Answers, and turns refusals and faults into answers.</summary>
    private async Task AnswerAsync(HttpContext http, RequestTrace trace, CancellationToken aborted)
    {
        try
        {
            aborted.ThrowIfCancellationRequested();
            await ReadAndAnswerAsync(http, trace, aborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // Whoever has had a part of an answer must not take it for the whole, and whoever is gone waits for nothing.
            if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested)
                http.Abort();
            else
                await RefuseStoppingAsync(http).ConfigureAwait(false);
        }
        catch (ApiRefusal refusal) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, refusal).ConfigureAwait(false);
        }
        catch (KeyLimitException limit) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, limit.Refusal).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception) when (!http.Response.HasStarted)
        {
            var error = exception.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => "payload_too_large",
                StatusCodes.Status408RequestTimeout => "request_timeout",
                _ => "bad_request",
            };
            await RefuseAsync(http, ApiRefusal.Error(exception.StatusCode, null, error, exception.Message)).ConfigureAwait(false);
        }
        catch (Exception) when (shutdown.Begun.IsCancellationRequested && !http.Response.HasStarted)
        {
            // A store that is told to stop in the middle of a statement has its own words for that.
            await RefuseStoppingAsync(http).ConfigureAwait(false);
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            // A fault of the server, not of the request: it must not look like one of Hume's refusals.
            await RefuseAsync(http, ApiRefusal.Error(500, "I0100", "server_fault", trace.Failed(exception))).ConfigureAwait(false);
        }
    }

    private async Task ReadAndAnswerAsync(HttpContext http, RequestTrace trace, CancellationToken aborted)
    {
        var identity = await authenticator.IdentifyAsync(http.Request, aborted).ConfigureAwait(false);
        var (body, length) = await bodies.ReadAsync(http.Request, identity.IsKnown ? int.MaxValue : StrangersBodyBytes, aborted).ConfigureAwait(false);
        try
        {
            if (hook is null || !await hook.TryAnswerAsync(http, body, length, aborted).ConfigureAwait(false))
                await AnswerAsync(http, identity, trace, body, length, aborted).ConfigureAwait(false);
        }
        finally
        {
            bodies.Return(body);
        }
    }

    private async Task AnswerAsync(HttpContext http, Identity identity, RequestTrace trace, byte[] body, long length, CancellationToken aborted)
    {
        var path = RequestPath.Of(http.Request.Path);
        http.Request.Path = path;
        if (path == Authenticator.TokenPath)
        {
            trace.Route = path;
            if (length > StrangersBodyBytes)
                throw ApiRefusal.Error(413, null, "payload_too_large", $"{path} takes a body of {StrangersBodyBytes} bytes at most.");

            await WriteAsync(http, 200, await authenticator.IssueTokenAsync(http.Request, body, aborted).ConfigureAwait(false), aborted).ConfigureAwait(false);
            return;
        }

        if (await files.FindAsync(http.Request, aborted).ConfigureAwait(false) is { } file)
        {
            await using var _ = file.ConfigureAwait(false);
            trace.Route = "/signed/{name}";
            http.Response.ContentType = "audio/wav";
            http.Response.ContentLength = file.Length;
            await file.CopyToAsync(http.Response.Body, aborted).ConfigureAwait(false);
            return;
        }

        if (await sockets.TryAnswerAsync(http, identity, trace, shutdown.Begun).ConfigureAwait(false))
            return;

        var key = identity.Count();
        var (operation, pathValues) = Route(http.Request.Method, path, http.Response);
        trace.Route = operation.Template;
        var request = await RequestValidator.ValidateAsync(operation, pathValues, http.Request, body, limits.JsonTokens, aborted).ConfigureAwait(false);
        if (request.Problems.Count > 0)
            throw ApiRefusal.Invalid(operation, request.Problems);

        var handler = handlers.Find(operation.Route)
            ?? throw ApiRefusal.Error(
                501, null, "not_implemented", $"The specs have {operation.Route}, but this server has no answer to it yet.");
        await handler(new ApiCall(http, operation, key, identity.IsForwarded, trace, pathValues, request, aborted)).ConfigureAwait(false);
    }

    private (ApiOperation Operation, Dictionary<string, string> Path) Route(string method, string path, HttpResponse response)
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
            response.Headers.Allow = allowed;
            throw ApiRefusal.Error(405, null, "method_not_allowed", $"{path} does not take {method}; it takes {allowed}.");
        }

        return (found, values!);
    }

    private static Task RefuseStoppingAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "5";
        if (HttpProtocol.IsHttp11(http.Request.Protocol))
            http.Response.Headers.Connection = "close";

        return RefuseAsync(http, ApiRefusal.Error(503, null, "stopping", "The server stops; the request was not carried out to its end."));
    }

    private static Task RefuseAsync(HttpContext http, ApiRefusal refusal)
    {
        if (refusal.StatusCode == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        if (refusal.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);

        return WriteAsync(http, refusal.StatusCode, refusal.Body, http.RequestAborted);
    }

    /// <summary>Answers with JSON.</summary>
    public static async Task WriteAsync(HttpContext http, int statusCode, JsonNode body, CancellationToken aborted)
    {
        var bytes = ApiCall.ToUtf8(body);
        http.Response.StatusCode = statusCode;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(bytes, aborted).ConfigureAwait(false);
    }
}
