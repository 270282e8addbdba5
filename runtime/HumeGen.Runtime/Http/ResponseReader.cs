using System.Text;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>Reads the body of a success.</summary>
internal static class ResponseReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static T ReadJson<T>(ApiRequest request, AttemptResult attempt, JsonReader<T> read)
    {
        var utf8 = WithoutMark(attempt.Body.Span);
        if (utf8.IsEmpty && request.MayBeEmpty)
            return default!;
        if (request.MayBeText && IsText(attempt))
        {
            CheckNoPage(request, attempt);
            var text = ReadText(request, attempt);
            utf8 = Encoding.UTF8.GetBytes(ApiJson.WriteString(writer => writer.WriteStringValue(text)));
        }

        try
        {
            var result = ApiJson.Read(utf8, read);
            return result is IUnknownJson && attempt.ErrorIn(utf8, isUnreadable: false) is { } unknown ? throw unknown : result;
        }
        catch (JsonException broken)
        {
            if (attempt.ErrorIn(utf8, isUnreadable: true) is { } error)
                throw error;
            var call = attempt.Call!;
            if (call.TryReadLeniently(utf8, read, ref broken, out var lenient, out var missing))
            {
                call.OnMissing!(missing);
                return lenient;
            }

            var e = (JsonException)attempt.Secrets.Clean(broken);
            var type = attempt.Response!.Content.Headers.ContentType?.MediaType;
            var what = utf8.IsEmpty ? "is empty, where JSON was expected."
                : type is null || type.Contains("json", StringComparison.OrdinalIgnoreCase) ? $"is not the JSON that was expected. {e.Message}"
                : $"is {attempt.Secrets.Clean(type)}, where JSON was expected: a proxy or gateway may have answered instead of the API.";
            throw Broken(request, attempt, what, e);
        }
    }

    public static string ReadText(ApiRequest request, AttemptResult attempt)
    {
        if (MayBeError(request, attempt) && attempt.ErrorIn(attempt.Body.Span, isUnreadable: false) is { } error)
            throw error;
        var encoding = Encoding.UTF8;
        try
        {
            if (attempt.Response!.Content.Headers.ContentType?.CharSet is { } name)
                encoding = Encoding.GetEncoding(name.Trim('"'));
        }
        catch (ArgumentException)
        {
            // An encoding that .NET does not know: UTF-8 is the best guess.
        }

        return encoding.GetString(attempt.Body.Span).TrimStart('\uFEFF');
    }

    /// <summary>Refuses a page, which a captive portal, proxy or gateway likes to send with a 200.</summary>
    public static void CheckNoPage(ApiRequest request, AttemptResult attempt)
    {
        if (request.Accept?.Contains("html", StringComparison.OrdinalIgnoreCase) == true)
            return;
        if (attempt.Response!.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml")
            throw Broken(request, attempt, "is an HTML page: a proxy or gateway may have answered instead of the API.", null);
    }

    /// <summary>Whether a success has JSON where none was asked for.</summary>
    public static bool MayBeError(ApiRequest request, AttemptResult attempt) =>
        attempt.Response!.Content.Headers.ContentType?.MediaType is { } type
        && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
        && request.Accept?.Contains("json", StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>Reads the start of a body that may be an error instead of a file, and throws that error.</summary>
    /// <returns>The whole body.</returns>
    public static async ValueTask<Stream> CheckNoErrorAsync(AttemptResult attempt, Stream body, CancellationToken cancellationToken)
    {
        var start = new byte[AttemptResult.MaxErrorBytes];
        var count = 0;
        while (count < start.Length && await body.ReadAsync(start.AsMemory(count), cancellationToken).ConfigureAwait(false) is var read and > 0)
            count += read;
        if (attempt.ErrorIn(WithoutMark(start.AsSpan(0, count)), isUnreadable: false) is { } error)
            throw error;
        return new RejoinedStream(start.AsMemory(0, count), body);
    }

    private static bool IsText(AttemptResult attempt) => attempt.Response!.Content.Headers.ContentType?.MediaType is { } type
        && type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && !type.EndsWith("json", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8;

    private static ApiResponseException Broken(ApiRequest request, AttemptResult attempt, string what, Exception? cause) =>
        attempt.Call!.WithAttempts(new ApiResponseException(FormattableString.Invariant($"The response to {request} ({(int)attempt.Response!.StatusCode}) {what}"), cause)
        {
            StatusCode = attempt.Response.StatusCode,
            RequestId = attempt.RequestId,
            Path = (cause as JsonException)?.Path,
            Line = (cause as JsonException)?.LineNumber + 1,
            Column = (cause as JsonException)?.BytePositionInLine + 1,
        });
}
