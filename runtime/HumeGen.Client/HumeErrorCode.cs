namespace Hume;

public readonly partial struct HumeErrorCode
{
    /// <summary>True for codes that start with I: an outage or a fault of the service, never of the request. Try again later.</summary>
    public bool IsServiceFault => Value.Length > 1 && Value[0] == 'I' && Value[1] is >= '0' and <= '9';
}
