using System.Net;

namespace HumeGen;

/// <summary>Ends of connections and failures of attempts, by what they mean for another attempt.</summary>
internal static class ReconnectRules
{
    /// <summary>The close code "try again later".</summary>
    public const int Unavailable = 1013;

    /// <summary>Whether the end of a connection says nothing against another one.</summary>
    public static bool MayPass(RealtimeClose close) => close.End switch
    {
        RealtimeEnd.ClosedByServer => close.Code is 1001 or 1011 or 1012 or Unavailable or 1014,
        RealtimeEnd.ConnectionLost or RealtimeEnd.KeepAliveTimeout or RealtimeEnd.IdleTimeout or RealtimeEnd.SendTimeout or RealtimeEnd.ReadyTimeout => true,
        _ => false,
    };

    /// <summary>Whether a failed attempt says nothing against another one.</summary>
    public static bool MayPass(Exception error) => error switch
    {
        ApiErrorException { StatusCode: var status } => RetryRules.MayPass(status),
        ApiConnectionException { Kind: ApiConnectionError.Tls or ApiConnectionError.Proxy } or ApiResponseException => false,
        _ => error is ApiClientException,
    };

    /// <summary>Whether one side has ended the conversation on purpose, so that no policy is asked.</summary>
    public static bool IsFinal(RealtimeClose close) => close.End is RealtimeEnd.ClosedByClient or RealtimeEnd.Inactivity or RealtimeEnd.MaxDuration;

    /// <summary>Whether the answer to an attempt to resume refuses just that.</summary>
    public static bool RefusesResume(Exception error) =>
        error is ApiErrorException { StatusCode: var status }
        && (int)status is >= 400 and < 500
        && !MayPass(error)
        && status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);

    /// <summary>Whether the end of a socket that was to resume refuses just that. A server that goes away has refused nothing, unless it sends an error first.</summary>
    public static bool RefusesResume(RealtimeClose close) =>
        !IsFinal(close) && (close.LastError is not null || (close.End == RealtimeEnd.ClosedByServer && !MayPass(close)));
}
