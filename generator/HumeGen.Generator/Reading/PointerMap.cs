using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Reading;

/// <summary>From JSON pointers to places in a spec file, compared by value.</summary>
internal sealed class PointerMap : IEquatable<PointerMap>
{
    /// <summary>The place of the node, or of its nearest ancestor that is known.</summary>
    /// <param name="pointer">A JSON pointer with or without a leading '#'.</param>
    public LocationInfo? Find(string pointer) => throw new NotImplementedException(pointer);

    public bool Equals(PointerMap? other) => throw new NotImplementedException();

    public override bool Equals(object? obj) => Equals(obj as PointerMap);

    public override int GetHashCode() => 0;
}
