namespace HumeGen;

/// <summary>A message of a WebSocket as it is on the wire, as <see cref="ApiClientOptions.OnMessage"/> and <see cref="RealtimeOptions.OnMessage"/> see it.</summary>
public readonly record struct RealtimeMessage
{
    /// <summary>Direction of the message.</summary>
    public required RealtimeDirection Direction { get; init; }

    /// <summary>Connection of the message: <see cref="RealtimeConnection{TSend, TReceive}.ConnectionId"/>.</summary>
    public required long ConnectionId { get; init; }

    /// <summary>The path of the connection with its placeholders, such as <c>/v1/tasks/{id}/changes</c>.</summary>
    public required string PathTemplate { get; init; }

    /// <summary>True for bytes, such as audio; false for text in UTF-8, which is JSON but for messages of plain text.</summary>
    public required bool IsBinary { get; init; }

    /// <summary>
    /// The whole message. It is good until the hook returns; copy what is to be kept. It may hold personal data: log it with care.
    /// </summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Formats direction, connection and length, without the content.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() => FormattableString.Invariant($"{Direction} {Data.Length} bytes of {(IsBinary ? "binary" : "text")} on connection {ConnectionId} to {PathTemplate}");
}
