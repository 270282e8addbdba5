namespace Hume;

public readonly partial struct HumeErrorCode
{
    /// <summary>True for codes that start with I: an outage or a fault of the service, never of the request. Try again later.</summary>
    public bool IsServiceFault => Value.Length > 1 && Value[0] == 'I' && Value[1] is >= '0' and <= '9';

    // Where there is no code, the message may be one that the catalogue lists.
    internal static HumeErrorCode? Of(string? code, string? message)
    {
        if (code is { Length: > 0 })
            return new HumeErrorCode(code);
        return message is not null && new HumeErrorCode(message.Trim().TrimEnd('.')) is { Kind: not Kinds.Unknown } known ? known : default(HumeErrorCode?);
    }
}
