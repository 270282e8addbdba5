using System.Collections;
using System.Net.WebSockets;
using System.Text.Json;

namespace HumeGen;

/// <summary>Takes secrets out of the errors of others, whose messages quote addresses of proxies and words of servers. Messages cannot be changed, so it makes copies.</summary>
internal static class CleanException
{
    // Of errors within errors; what lies deeper is left out of a copy.
    private const int MostErrors = 1000;
    private const int Deepest = 50;

    /// <summary>The error itself when it and its inner ones tell nothing, else a copy of the same kind; of a kind that is not known here, one that names it.</summary>
    public static Exception Of(Exception error, CallSecrets secrets)
    {
        var all = All(error);
        var tells = all.Count > MostErrors || all.Any(e => Tells(e, secrets)) || (!IsPlatforms(error) && IsUnclean(error.ToString(), secrets));
        return tells ? Copy(error, secrets, 0) : error;
    }

    /// <summary>The messages and data of an error and its inner ones.</summary>
    public static IEnumerable<string> TextsOf(Exception error) => All(error).SelectMany(static e => DataOf(e).Select(static d => $"{d.Key} {d.Value}").Prepend(e.Message));

    // The first ones, without an end where they are too many.
    private static List<Exception> All(Exception error)
    {
        var all = new List<Exception> { error };
        for (var i = 0; i < all.Count && all.Count <= MostErrors; i++)
            all.AddRange(InnerOf(all[i]));
        return all;
    }

    private static IReadOnlyList<Exception> InnerOf(Exception error) =>
        error is AggregateException several ? several.InnerExceptions : error.InnerException is { } inner ? new[] { inner } : [];

    // The platform's own quote what came over the wire, so these must be harmless in a log, too. Others are the caller's, and may say more than their message.
    private static bool IsPlatforms(Exception error) => error is HttpRequestException or IOException or WebSocketException or JsonException;

    private static bool Tells(Exception error, CallSecrets secrets) =>
        (IsPlatforms(error) ? secrets.Clean(error.Message) != error.Message : IsUnclean(error.Message, secrets))
        || DataOf(error).Any(d => IsUnclean($"{d.Key} {d.Value}", secrets));

    private static bool IsUnclean(string text, CallSecrets secrets) => MessageText.WithoutUserInfo(secrets.Redact(text)) != text;

    private static IEnumerable<DictionaryEntry> DataOf(Exception error) => error.Data.Count == 0 ? [] : error.Data.Cast<DictionaryEntry>();

    private static Exception Copy(Exception error, CallSecrets secrets, int depth)
    {
        Exception[] inner = depth < Deepest ? [.. InnerOf(error).Take(Deepest).Select(e => Copy(e, secrets, depth + 1))] : [];
        var copy = Copy(error, secrets, inner);
        foreach (var entry in DataOf(error))
            copy.Data[secrets.Clean($"{entry.Key}")] = secrets.Clean($"{entry.Value}");
        return copy;
    }

    private static Exception Copy(Exception error, CallSecrets secrets, Exception[] all)
    {
        var (message, inner) = (secrets.Clean(error.Message), all.FirstOrDefault());
        return error switch
        {
#if NET
            HttpRequestException http => new HttpRequestException(http.HttpRequestError, message, inner, http.StatusCode),
#else
            HttpRequestException => new HttpRequestException(message, inner),
#endif
            SourceException => new SourceException(message, inner),
            IOException => new IOException(message, inner),
            WebSocketException socket => new WebSocketException(socket.WebSocketErrorCode, message, inner!),
            JsonException json => new JsonException(message, json.Path is { } path ? secrets.Clean(path) : null, json.LineNumber, json.BytePositionInLine, inner),
            OperationCanceledException cancelled => new OperationCanceledException(message, inner, cancelled.CancellationToken),
            TimeoutException => new TimeoutException(message, inner),

            // Its message repeats those of all that are in it.
            AggregateException => new AggregateException($"{all.Length} errors", all),
            _ => new ApiClientException($"{error.GetType().Name}: {message}", inner),
        };
    }
}
