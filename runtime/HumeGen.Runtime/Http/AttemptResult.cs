using System.Text.Json;

namespace HumeGen;

/// <summary>One attempt at a request: an answer or a failure.</summary>
internal sealed class AttemptResult : IDisposable
{
    /// <summary>The most that is read of an error's body, in bytes.</summary>
    public const int MaxErrorBytes = 32 * 1024;

    public required AttemptEnd End { get; init; }

    /// <summary>The call that the response answers; null after a failure.</summary>
    public CallContext? Call { get; init; }

    /// <summary>The response; null after a failure.</summary>
    public HttpResponseMessage? Response { get; init; }

    /// <summary>The body, or the start of an error's, when it was to be read.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The server's id of the request; null when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The wait that the server asks for.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Secrets of the call, which nothing may tell; of an answer.</summary>
    public CallSecrets Secrets => Call!.Secrets;

    /// <summary>Makes the exception that tells of the failure, given the number of attempts; null after an answer.</summary>
    public Func<int, ApiClientException>? Failure { get; init; }

    /// <summary>The status or failure in one line.</summary>
    public string Reason
    {
        get
        {
            if (Failure is not null)
                return Failure(1).Message;
            var name = Enum.IsDefined(Response!.StatusCode) ? $" {Response.StatusCode}" : "";
            var asked = RetryAfter is { } wait ? $" and asked to wait {MessageText.Of(wait)}" : "";
            return FormattableString.Invariant($"The server answered {(int)Response.StatusCode}{name}{asked}.");
        }
    }

    /// <summary>The answer as callers may see it.</summary>
    public ApiResponse Describe(ReadOnlyMemory<byte> body)
    {
        var request = Call!.Request;
        var isToken = request is ApiRequest { IsForToken: true } && Response!.IsSuccessStatusCode;
        return new(request.Method, request.PathTemplate, Response!.StatusCode, ResponseHeaders.Collect(Response, Secrets))
        {
            RetryAfter = RetryAfter,
            Body = isToken ? default : Secrets.Redact(body),
        };
    }

    /// <summary>The exception for a part of a success that is an error; null when it is none.</summary>
    /// <param name="json">The JSON of the part.</param>
    /// <param name="isUnreadable">Whether it cannot be read as what was due.</param>
    public ApiErrorException? ErrorIn(ReadOnlySpan<byte> json, bool isUnreadable)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            // More text makes it something else, such as lines of a log.
            if (!json.Slice((int)reader.BytesConsumed).Trim(" \t\r\n"u8).IsEmpty || !ErrorBody.SaysError(document.RootElement, Call!.Api, isUnreadable))
                return null;
            return Call.WithAttempts(Call.ErrorOf(Describe(json.Slice(0, Math.Min(json.Length, MaxErrorBytes)).ToArray()), document.RootElement));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The exception for a part of a success that is an error by its own word, whatever it holds.</summary>
    /// <param name="body">The part.</param>
    public ApiErrorException ErrorOf(ReadOnlySpan<byte> body) =>
        Call!.WithAttempts(Call.ErrorOf(Describe(body.Slice(0, Math.Min(body.Length, MaxErrorBytes)).ToArray())));

    /// <summary>Whether it is the call's result, with whose disposal the call is over.</summary>
    public bool IsResult { get; set; }

    public void Dispose()
    {
        Response?.Dispose();
        if (IsResult)
            Call!.Telemetry?.End();
    }
}
