using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>An answer of signals.</summary>
/// <param name="Side">The side; null where the signals contradict each other, or where there are none.</param>
/// <param name="Reason">The signal that decides, or those that contradict each other; null where there are none.</param>
/// <param name="Place">The node that has it.</param>
internal sealed record PerspectiveVerdict(Perspective? Side, string? Reason, JsonNode? Place)
{
    /// <summary>The answer where nothing tells.</summary>
    public static PerspectiveVerdict Nothing { get; } = new(null, null, null);
}
