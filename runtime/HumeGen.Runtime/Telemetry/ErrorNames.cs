using System.Globalization;
using System.Net;

namespace HumeGen;

/// <summary>Names of errors that may stand in traces, metrics and logs: of few kinds, and without anything of what was sent or received.</summary>
internal static class ErrorNames
{
    private const int LongestCode = 64;
    private const int LongestId = 128;

    /// <summary>The kind of an error, for the tag <c>error.type</c>: a status, a kind of timeout or broken connection, or else the type of the exception.</summary>
    public static string TypeOf(Exception error) => error switch
    {
        ApiErrorException { StatusCode: < HttpStatusCode.MultipleChoices } => "error_in_response",
        ApiErrorException answered => OfStatus(answered.StatusCode),
        ApiTimeoutException timeout => $"timeout.{Lower(timeout.Kind)}",
        ApiConnectionException connection => $"connection.{Lower(connection.Kind)}",
        ApiResponseException => "invalid_response",
        _ => error.GetType().FullName!,
    };

    public static string OfStatus(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);

    /// <summary>The reason for the end of a connection.</summary>
    public static string Of(RealtimeEnd end) => Lower(end);

    /// <summary>The API's code of an error; null where there is none, or what the server calls its code is a text rather than a name.</summary>
    public static string? CodeOf(IApiCode? code) =>
        code is { IsKnown: true } || (code?.Value is { Length: > 0 and <= LongestCode } value && value.All(IsOfName)) ? code.Value : null;

    /// <summary>The server's id of the request; null where there is none, or it is a text rather than an id.</summary>
    public static string? IdOf(ApiErrorException error) =>
        error.RequestId is { Length: > 0 and <= LongestId } id && id.All(static c => c is > ' ' and <= '~') ? id : null;

    private static bool IsOfName(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.';

    private static string Lower<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return string.Concat(name.Select(static (c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
    }
}
