using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>A property of a record, as far as it tells the record from others.</summary>
/// <param name="IsThere">Whether it is there in all that is read.</param>
/// <param name="Kinds">The kinds of JSON of its value.</param>
/// <param name="Values">The values that it can have; empty where it can have any.</param>
internal sealed record PropertyFact(string WireName, bool IsThere, JsonKinds Kinds, IReadOnlyList<KeyValueModel> Values)
{
    /// <summary>Whether no other value can be read.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Whether no value of one property can be a value of the other.</summary>
    public bool IsApart(PropertyFact other) => HasOtherKinds(other) || HasOtherValues(other);

    public bool HasOtherKinds(PropertyFact other) => (Kinds & other.Kinds) == JsonKinds.None;

    public bool HasOtherValues(PropertyFact other) => Values.Count > 0 && other.Values.Count > 0 && !Values.Any(other.Values.Contains);
}
