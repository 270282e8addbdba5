using HumeGen.Json;

namespace HumeGen;

/// <summary>An error message in a shape that the specification does not have, or one without the secrets that the server repeated in it.</summary>
internal sealed record UnknownError(IApiCode? ErrorCode, string? ErrorText) : IRealtimeError
{
    /// <summary>The error that an item of unknown shape says; null when it is none.</summary>
    public static UnknownError? In(object? item, CallContext call)
    {
        if (item is not IUnknownJson { Json: var json } || !ErrorBody.SaysError(json, call.Api, isUnreadable: false))
            return null;
        var body = new ErrorBody(call.Api, call.Secrets.Redact);
        body.Read(json);
        return new UnknownError(body.Code, body.Text);
    }

    /// <summary>The error itself when it tells no secret, else its code and text without.</summary>
    public static IRealtimeError? Clean(IRealtimeError? error, CallSecrets secrets)
    {
        var (value, text) = (error?.ErrorCode?.Value, error?.ErrorText);
        var (cleanValue, cleanText) = (value is null ? null : secrets.Redact(value), text is null ? null : secrets.Redact(text));
        return cleanValue == value && cleanText == text ? error : new UnknownError(cleanValue == value ? error!.ErrorCode : new UnlistedCode(cleanValue!), cleanText);
    }
}
