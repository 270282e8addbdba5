using System.Text.RegularExpressions;

namespace Hume;

public readonly partial struct HumeErrorCode
{
    /// <summary>True for codes that start with I: an outage or a fault of the service, never of the request. Try again later.</summary>
    public bool IsServiceFault => Value.Length > 1 && Value[0] == 'I' && Value[1] is >= '0' and <= '9';

    // Where there is no code, the message may be one that the catalogue lists, or name one that it lists.
    internal static HumeErrorCode? Of(string? code, string? message)
    {
        if (code is { Length: > 0 })
            return new HumeErrorCode(code);
        if (message is null)
            return null;
        if (Known(message.Trim().TrimEnd('.')) is { } listed)
            return listed;
        var named = Regex.Match(message, @"\b[EIW][0-9]{4}(?=:)", RegexOptions.CultureInvariant);
        return named.Success ? Known(named.Value) : default;
    }

    private static HumeErrorCode? Known(string value)
    {
        var code = new HumeErrorCode(value);
        return code.Kind == Kinds.Unknown ? default(HumeErrorCode?) : code;
    }
}
