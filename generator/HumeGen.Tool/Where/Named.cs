using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Tool.Where;

/// <summary>A C# name and where it comes from.</summary>
/// <param name="Name">The full name, such as <c>Zoo.Animal.Legs</c>.</param>
/// <param name="Kind">A word for it, such as <c>property</c>.</param>
/// <param name="Places">The places that describe it, the first one before the others.</param>
internal sealed record Named(string Name, string Kind, IReadOnlyList<DraftSource> Places)
{
    /// <summary>The name by the properties of the root client, such as <c>Zoo.ZooClient.Animals.ListAnimalsAsync</c>; null where there is no such way.</summary>
    public string? Path { get; init; }
}
