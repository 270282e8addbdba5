using HumeGen.Json;

namespace HumeGen;

/// <summary>An error message in a shape that the specification does not have.</summary>
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
}
