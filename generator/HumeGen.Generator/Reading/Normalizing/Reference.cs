using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>A reference where it stands.</summary>
/// <param name="Holder">The object that has it.</param>
/// <param name="Key">Its name there.</param>
/// <param name="Text">Its text.</param>
/// <param name="Section">The section of components it must point into; null when any will do.</param>
/// <param name="IsSchema">Whether a schema is expected at its end.</param>
internal sealed record Reference(JsonObject Holder, string Key, string Text, string? Section, bool IsSchema);
