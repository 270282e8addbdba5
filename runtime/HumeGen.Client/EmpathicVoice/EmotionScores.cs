using System.Text.Json;
using HumeGen.Audio;
using HumeGen.Json;

namespace Hume.EmpathicVoice;

public sealed partial record EmotionScores
{
    /// <summary>Gives the scores as a list, for tables and charts.</summary>
    /// <returns>The emotions that were measured, also those that the specification does not know, by the names that the API gives them.</returns>
    public IReadOnlyList<NamedScore> ToScores()
    {
        using var json = JsonDocument.Parse(ApiJson.Write(this));
        return json.RootElement.EnumerateObject()
            .Where(p => p.Value.ValueKind == JsonValueKind.Number)
            .Select(p => new NamedScore(p.Name, p.Value.GetDouble()))
            .ToList();
    }
}
