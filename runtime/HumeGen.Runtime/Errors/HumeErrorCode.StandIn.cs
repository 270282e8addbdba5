namespace HumeGen;

/// <summary>An error code. Stands in until the generated catalogue is there.</summary>
/// <param name="value">The code on the wire.</param>
public readonly partial struct HumeErrorCode(string value) : IEquatable<HumeErrorCode>
{
    private readonly string? _value = value;

    /// <summary>The code on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>What the code means; null when it is not in the catalogue.</summary>
    public string? Meaning => Value == "E0709" ? "The config was not found." : null;

    /// <summary>What to do; null when it is not in the catalogue.</summary>
    public string? Remedy => Value == "E0709" ? "Check the config's id and version." : null;

    /// <summary>Whether sending the same again can help; null when it is not known.</summary>
    public bool? CanRetry => Value == "E0709" ? false : null;

    /// <summary>The config was not found.</summary>
    public static HumeErrorCode E0709 => new("E0709");

    /// <summary>Compares two codes.</summary>
    /// <param name="left">One code.</param>
    /// <param name="right">The other code.</param>
    public static bool operator ==(HumeErrorCode left, HumeErrorCode right) => left.Equals(right);

    /// <summary>Compares two codes.</summary>
    /// <param name="left">One code.</param>
    /// <param name="right">The other code.</param>
    public static bool operator !=(HumeErrorCode left, HumeErrorCode right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(HumeErrorCode other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HumeErrorCode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
