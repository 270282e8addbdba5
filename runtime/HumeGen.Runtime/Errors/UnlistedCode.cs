namespace HumeGen;

/// <summary>A code of an API that has no catalogue.</summary>
internal sealed record UnlistedCode(string Value) : IApiCode
{
    public bool IsKnown => false;

    public string? Meaning => null;

    public string? Remedy => null;

    public override string ToString() => Value;
}
