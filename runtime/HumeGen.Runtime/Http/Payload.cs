using System.Globalization;
using System.Text;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>Reads the body of a success.</summary>
internal static class Payload
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static T ReadJson<T>(ApiRequest request, Attempt attempt, JsonReader<T> read)
    {
        var response = attempt.Response!;
        var utf8 = attempt.Body.Span;
        if (utf8.StartsWith(ByteOrderMark))
            utf8 = utf8[ByteOrderMark.Length..];

        try
        {
            return HumeJson.Read(utf8, read);
        }
        catch (JsonException e)
        {
            var type = response.Content.Headers.ContentType?.MediaType;
            var what = utf8.IsEmpty ? "is empty, where JSON was expected."
                : type is null || type.Contains("json", StringComparison.OrdinalIgnoreCase) ? $"is not the JSON that was expected. {e.Message}"
                : $"is {type}, where JSON was expected: a proxy or gateway may have answered instead of the API.";
            throw Broken(request, response, what, e);
        }
    }

    public static string ReadText(Attempt attempt)
    {
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
    public static void CheckNoPage(ApiRequest request, HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml")
            throw Broken(request, response, "is an HTML page: a proxy or gateway may have answered instead of the API.", null);
    }

    private static HumeResponseException Broken(ApiRequest request, HttpResponseMessage response, string what, Exception? cause) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The response to {request} ({(int)response.StatusCode}) {what}"), cause)
        {
            StatusCode = response.StatusCode,
            RequestId = response.Headers.NonValidated.TryGetValues("X-Request-Id", out var id) ? id.ToString() : null,
            Path = (cause as JsonException)?.Path,
            Line = (cause as JsonException)?.LineNumber + 1,
            Column = (cause as JsonException)?.BytePositionInLine + 1,
        };
}
