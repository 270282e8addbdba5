using System.Globalization;
using System.Net.Http.Headers;

namespace HumeGen;

/// <summary>Reads how long a server asks to wait.</summary>
internal static class RetryAfter
{
    /// <summary>The wait that <c>retry-after-ms</c> or <c>Retry-After</c> asks for; null when there is none or it makes no sense.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (Milliseconds(headers) is { } exact)
            return exact;
        if (headers.RetryAfter is not { } header)
            return null;

        if (header.Delta is { } delta)
            return delta >= TimeSpan.Zero ? delta : null;
        return header.Date is { } date && date > now ? date - now : TimeSpan.Zero;
    }

    private static TimeSpan? Milliseconds(HttpResponseHeaders headers) =>
        headers.TryGetValues("retry-after-ms", out var values)
        && double.TryParse(values.FirstOrDefault(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number is >= 0 and <= int.MaxValue
            ? TimeSpan.FromMilliseconds(number)
            : null;
}
