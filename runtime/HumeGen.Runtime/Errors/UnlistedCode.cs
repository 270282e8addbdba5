namespace HumeGen;

/// <summary>A code that no catalogue lists, as of an API that has none.</summary>
/// <param name="Value">The code as it is on the wire.</param>
public sealed record UnlistedCode(string Value) : IApiCode
{
    /// <summary>False.</summary>
    public bool IsKnown => false;

    /// <summary>Null.</summary>
    public string? Meaning => null;

    /// <summary>Null.</summary>
    public string? Remedy => null;

    /// <summary>Formats the code alone.</summary>
    /// <returns>The code.</returns>
    public override string ToString() => Value;
}
