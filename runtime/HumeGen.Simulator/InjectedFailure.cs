namespace HumeGen.Simulator;

/// <summary>A fault that <see cref="HumeSimulator.FailNext"/> puts in place of, or into, the next answer.</summary>
public sealed class InjectedFailure
{
    private InjectedFailure(FailureKind kind) => Kind = kind;

    internal FailureKind Kind { get; }

    internal int StatusCode { get; private init; }

    internal string Body { get; private init; } = "";

    internal string ContentType { get; private init; } = "application/json";

    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; private init; } = [];

    internal int ByteCount { get; private init; }

    /// <summary>An answer with this status, for example 429 with a <c>Retry-After</c> header, or 500 with HTML in the body.</summary>
    /// <param name="statusCode">The status, 200 to 599.</param>
    /// <param name="body">The body; empty when null.</param>
    /// <param name="contentType">The media type of the body; JSON unless given.</param>
    /// <param name="headers">Further headers, such as <c>("Retry-After", "2")</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is outside 200 to 599.</exception>
    public static InjectedFailure Status(
        int statusCode, string? body = null, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        ArgumentNullException.ThrowIfNull(contentType);
        ArgumentNullException.ThrowIfNull(headers);
        return new InjectedFailure(FailureKind.Status)
        {
            StatusCode = statusCode,
            Body = body ?? "",
            ContentType = contentType,
            Headers = [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))],
        };
    }

    /// <summary>The connection is reset before any byte of an answer.</summary>
    public static InjectedFailure ConnectionReset() => new(FailureKind.Reset);

    /// <summary>No answer ever comes: the request waits until the client gives up or the simulator is disposed.</summary>
    public static InjectedFailure Hang() => new(FailureKind.Hang);

    /// <summary>The request is carried out, and the connection is closed after this many bytes of the answer's body.</summary>
    /// <param name="bytes">Number of bytes of the body that still arrive, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static InjectedFailure CutAfter(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new InjectedFailure(FailureKind.Cut) { ByteCount = bytes };
    }

    /// <summary>The request is carried out, and after this many bytes of the answer's body nothing more comes.</summary>
    /// <param name="bytes">Number of bytes of the body that still arrive, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static InjectedFailure StallAfter(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new InjectedFailure(FailureKind.Stall) { ByteCount = bytes };
    }
}
