namespace HumeGen;

public readonly partial struct HumeErrorCode
{
    /// <summary>True for codes that start with I: an outage or a fault of the service, never of the request. Try again later.</summary>
    public bool IsServiceFault => Value is ['I', _, ..] && char.IsAsciiDigit(Value[1]);
}
