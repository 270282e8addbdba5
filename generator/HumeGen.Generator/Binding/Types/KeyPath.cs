namespace HumeGen.Generator.Binding.Types;

/// <summary>The property whose value tells the members of a union apart.</summary>
/// <param name="WireName">Its name in JSON.</param>
/// <param name="Inner">The property of its value that holds the key; null where it holds the key itself.</param>
internal sealed record KeyPath(string WireName, string? Inner = null)
{
    public override string ToString() => Inner is null ? WireName : WireName + "." + Inner;
}
