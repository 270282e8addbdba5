using System.Globalization;
using System.Net;
using System.Text;

namespace HumeGen;

/// <summary>Says in one paragraph what a server refused, why, and what to do next.</summary>
internal static class ErrorMessage
{
    private const int MostFields = 5;

    /// <param name="apiName">The API.</param>
    /// <param name="error">The answer, taken apart.</param>
    /// <param name="isAnonymous">Whether the call gets no credential of the client.</param>
    /// <param name="attempts">The number of attempts.</param>
    public static string Write(string apiName, ApiError error, bool isAnonymous, int attempts)
    {
        var text = new StringBuilder();
        var status = ((int)error.StatusCode).ToString(CultureInfo.InvariantCulture);
        text.Append($"{apiName} answered {status}{NameOf(error.StatusCode)} to {error.Method} {error.PathTemplate}{MessageText.Attempts(attempts)}");
        text.Append($"{(IsSuccess(error) ? ", but what it sent is an error" : "")}.");

        if (error.Code is { } code)
            MessageText.AppendSentence(text, $"{code.Value}: {code.Meaning ?? error.ServerText ?? "the server says no more"}");
        if (error.ServerText is { } said && error.Code is null or { Meaning: not null })
            MessageText.AppendSentence(text, $"The server says: {said}");
        for (var i = 0; i < error.Details.Count && i < MostFields; i++)
        {
            // Some servers have the faults in their words, too.
            if (error.Details[i].ToString() is var fault && error.ServerText?.Contains(fault, StringComparison.Ordinal) != true)
                MessageText.AppendSentence(text, fault);
        }

        if (error.Details.Count > MostFields)
            MessageText.AppendSentence(text, $"{error.Details.Count - MostFields} more in Details");
        if (error.Body.AsSpan().TrimStart() is ['<', ..] && !error.IsOfType("application/xml") && !error.IsOfType("text/xml"))
            MessageText.AppendSentence(text, "The body is a page, not JSON: a proxy or gateway may have answered instead of the API");

        MessageText.AppendSentence(text, error.Code?.Remedy ?? Advice(error, isAnonymous));
        if (error.RequestId is { } id)
            MessageText.AppendSentence(text, $"Request id: {id}");
        return text.ToString();
    }

    private static string Advice(ApiError error, bool isAnonymous) => (int)error.StatusCode switch
    {
        304 => "Nothing has changed since the version that the request names (If-None-Match or If-Modified-Since): keep what you have, or send it without that header",
        >= 300 and < 400 => Redirect(error),
        401 when isAnonymous => "Check the name, password, key or token in the request itself; this call gets no credential of the client",
        401 => "Check the API key or access token that the client was made with",
        403 => "Check that the account and its plan may do this",
        404 => error.PathTemplate.Contains('{', StringComparison.Ordinal)
            ? "Check the id or name, and that it belongs to this account; if other calls end like this too, check BaseAddress"
            : "Check BaseAddress, and that this server has such a path",
        408 => "The server waited too long for the request; send it again",
        413 => "Send less at once",
        422 => "Correct the request; sending it again unchanged cannot help",
        429 => error.RetryAfter is { } wait
            ? $"Wait {Seconds(wait)} s, then send fewer requests at a time"
            : "Wait a while, then send fewer requests at a time",
        >= 500 => error.RetryAfter is { } wait
            ? $"The fault is the server's; try again in {Seconds(wait)} s"
            : "The fault is the server's; try again later",
        _ => "Correct the request; Body has what the server said",
    };

    private static string Redirect(ApiError error) =>
        error.Headers.TryGetValue("Location", out var target)
            ? $"It points to {MessageText.OneLine(target)}; redirects are not followed, as the credential would go along. If that address is right, set BaseAddress to it"
            : "Redirects are not followed. Check BaseAddress";

    // 101 opened the WebSocket whose message is the error.
    private static bool IsSuccess(ApiError error) => (int)error.StatusCode is 101 or (>= 200 and < 300);

    private static string NameOf(HttpStatusCode status) => Enum.IsDefined(status) ? $" {status}" : "";

    private static string Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
