using System.Text.Json.Nodes;
using HumeGen.Server.Transport.Sockets;
using HumeGen.Server.Validation;

namespace HumeGen.Server.Transport;

/// <summary>Thrown to answer a request with an error; the pipeline turns it into the answer.</summary>
internal sealed class ApiRefusal(int statusCode, JsonObject body) : Exception($"Refused with status {statusCode}.")
{
    public int StatusCode { get; } = statusCode;

    public JsonObject Body { get; } = body;

    /// <summary>The fault of a handshake that is accepted to be told it; null for other refusals.</summary>
    public SocketFault? Missing { get; private init; }

    /// <summary>The time after which the request may succeed; null when that is not known.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>An error in the form that EVI uses: a code of Hume's catalogue or null, a short name and a sentence.</summary>
    public static ApiRefusal Error(int statusCode, string? code, string error, string message, TimeSpan? retryAfter = null) =>
        new(statusCode, new JsonObject { ["code"] = code, ["error"] = error, ["message"] = message }) { RetryAfter = retryAfter };

    /// <summary>
    /// Something that a path, a query or a handshake names does not exist. A call gets 400, the only status that Hume's specifications declare for it; a
    /// handshake is accepted, told the error where its channel has errors, and closed with 1008.
    /// </summary>
    public static ApiRefusal NotFound(string code, string message) =>
        new(400, new JsonObject { ["code"] = code, ["error"] = "not_found", ["message"] = message }) { Missing = new SocketFault(code, message) };

    /// <summary>A refusal in the form of the gateway before Hume's services. The message says what to do, which Hume's does not.</summary>
    public static ApiRefusal Fault(int statusCode, string errorCode, string faultString, string message) =>
        new(statusCode, FaultBody(errorCode, faultString, message));

    /// <summary>
    /// The fault in an answer. A handshake is accepted, told the error where its channel has errors, and closed with 1008.
    /// </summary>
    public static ApiRefusal Of(int statusCode, SocketFault fault) =>
        new(statusCode, new JsonObject { ["code"] = fault.Code, ["error"] = fault.Slug, ["message"] = fault.Message }) { Missing = fault };

    /// <summary>There is too much of something.</summary>
    /// <param name="message">The name of what exceeds its limit, in a sentence.</param>
    /// <param name="retryAfter">The time after which the request may succeed; null when that is not known.</param>
    public static ApiRefusal Quota(string message, TimeSpan? retryAfter = null) =>
        new(429, FaultBody("policies.ratelimit.QuotaViolation", "Rate limit quota violation", message)) { RetryAfter = retryAfter };

    /// <summary>Faults in the request: 422 with details where the operation answers so, else 400 with one message.</summary>
    public static ApiRefusal Invalid(ApiOperation operation, params IReadOnlyList<ValidationProblem> problems)
    {
        return operation.RefusesWithDetails ? new ApiRefusal(422, new JsonObject { ["detail"] = Details(problems) }) : Invalid(problems);
    }

    /// <summary>Faults in the request: 400 with all of them in the message.</summary>
    public static ApiRefusal Invalid(params IReadOnlyList<ValidationProblem> problems)
    {
        var code = problems[0].Type == "json_invalid" ? "E0100" : "E0101";
        var message = string.Join("; ", problems.Select(problem => $"{problem.LocationText}: {problem.Message}"));
        return new ApiRefusal(
            400, new JsonObject { ["code"] = code, ["error"] = "bad_request", ["message"] = message, ["detail"] = Details(problems) });
    }

    private static JsonObject FaultBody(string errorCode, string faultString, string message) => new()
    {
        ["fault"] = new JsonObject { ["faultstring"] = faultString, ["detail"] = new JsonObject { ["errorcode"] = errorCode } },
        ["message"] = message,
    };

    private static JsonArray Details(IReadOnlyList<ValidationProblem> problems) => new([.. problems.Select(problem => problem.ToJson())]);
}
