using System.Text.Json.Nodes;

namespace HumeGen.Generator.Spec;

/// <summary>An extension that the generator reads.</summary>
/// <param name="Name">The key, such as <c>x-humegen-name</c>.</param>
/// <param name="Value">The kinds of values that it may have.</param>
/// <param name="Places">The nodes at which it has an effect.</param>
/// <param name="Where">These nodes in words, for the documentation.</param>
/// <param name="Doc">Its effect in words.</param>
internal sealed record ExtensionWord(string Name, ExtensionValue Value, SpecPlace Places, string Where, string Doc)
{
    /// <summary>Whether a node of these places can have it; null where each can.</summary>
    public Func<JsonObject, bool>? Suits { get; init; }

    /// <summary>The texts that it may be; empty where any text may be one.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>The members that its mapping may have, with the kinds of their values; empty where names are free.</summary>
    public IReadOnlyDictionary<string, ExtensionValue> Members { get; init; } = new Dictionary<string, ExtensionValue>();

    /// <summary>The texts that some of these members may be; a member that is not here may be any text.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> MemberTexts { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
