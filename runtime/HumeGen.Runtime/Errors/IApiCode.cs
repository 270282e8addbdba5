namespace HumeGen;

/// <summary>A code of an API's catalogue: of errors, or of reasons to close a WebSocket. Codes that the catalogue does not list are codes as well.</summary>
public interface IApiCode
{
    /// <summary>The code as it is on the wire.</summary>
    string Value { get; }

    /// <summary>Whether the catalogue lists the code.</summary>
    bool IsKnown { get; }

    /// <summary>The meaning of the code, in words; null when the catalogue gives none.</summary>
    string? Meaning { get; }

    /// <summary>Advice on the next step; null when the catalogue gives none.</summary>
    string? Remedy { get; }
}
