using System.Globalization;
using System.Net;
using System.Text;

namespace HumeGen;

/// <summary>Says in one paragraph what a server refused, why, and what to do next.</summary>
internal static class ErrorMessage
{
    private const int MostFields = 5;

    public static string Write(string apiName, ErrorReply reply)
    {
        var text = new StringBuilder();
        var status = ((int)reply.StatusCode).ToString(CultureInfo.InvariantCulture);
        text.Append($"{apiName} answered {status}{NameOf(reply.StatusCode)} to {reply.Method} {reply.PathTemplate}.");

        if (reply.Code is { } code)
            MessageText.AppendSentence(text, $"{code.Value}: {code.Meaning ?? reply.ServerText ?? "not in the catalogue of known codes"}");
        if (reply.ServerText is { } said && reply.Code is null or { Meaning: not null })
            MessageText.AppendSentence(text, $"The server says: {said}");
        for (var i = 0; i < reply.Details.Count && i < MostFields; i++)
            MessageText.AppendSentence(text, reply.Details[i] is { Location.Count: > 0 } field ? $"{field.Path}: {field.Message}" : reply.Details[i].Message);
        if (reply.Details.Count > MostFields)
            MessageText.AppendSentence(text, $"{reply.Details.Count - MostFields} more in Details");
        if (reply.Body.AsSpan().TrimStart() is ['<', ..])
            MessageText.AppendSentence(text, "The body is a page, not JSON: a proxy or gateway may have answered instead of the API");

        MessageText.AppendSentence(text, reply.Code?.Remedy ?? Advice(reply));
        if (reply.RequestId is { } id)
            MessageText.AppendSentence(text, $"Request id: {id}");
        return text.ToString();
    }

    private static string Advice(ErrorReply reply) => (int)reply.StatusCode switch
    {
        >= 300 and < 400 => Redirect(reply),
        401 => "Check the API key or access token that the client was made with",
        403 => "Check that the account and its plan may do this",
        404 => "Check the id or name, and that it belongs to this account",
        408 => "The server waited too long for the request; send it again",
        413 => "Send less at once",
        422 => "Correct the request; sending it again unchanged cannot help",
        429 => reply.RetryAfter is { } wait
            ? $"Wait {Seconds(wait)} s, then send fewer requests at a time"
            : "Wait a while, then send fewer requests at a time",
        >= 500 => reply.RetryAfter is { } wait
            ? $"The fault is the server's; try again in {Seconds(wait)} s"
            : "The fault is the server's; try again later",
        _ => "Correct the request; Body has what the server said",
    };

    private static string Redirect(ErrorReply reply) =>
        reply.Headers.TryGetValue("Location", out var target)
            ? $"It points to {MessageText.OneLine(target)}; redirects are not followed, as the credential would go along. If that address is right, set BaseAddress to it"
            : "Redirects are not followed. Check BaseAddress";

    private static string NameOf(HttpStatusCode status) => Enum.IsDefined(status) ? $" {status}" : "";

    private static string Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
