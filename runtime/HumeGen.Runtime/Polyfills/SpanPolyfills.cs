namespace HumeGen;

/// <summary>Members of spans that later frameworks have.</summary>
internal static class SpanPolyfills
{
    public static int Count(this ReadOnlySpan<byte> span, byte value)
    {
        var count = 0;
        foreach (var b in span)
            count += b == value ? 1 : 0;
        return count;
    }

    public static ReadOnlySpan<byte> TrimStart(this ReadOnlySpan<byte> span, byte value)
    {
        while (span is [var first, ..] && first == value)
            span = span[1..];
        return span;
    }

    public static ReadOnlySpan<byte> Trim(this ReadOnlySpan<byte> span, ReadOnlySpan<byte> values)
    {
        while (span is [var first, ..] && values.IndexOf(first) >= 0)
            span = span[1..];
        while (span is [.., var last] && values.IndexOf(last) >= 0)
            span = span[..^1];
        return span;
    }
}
