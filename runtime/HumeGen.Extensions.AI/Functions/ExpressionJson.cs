using System.Text.Json;

namespace Hume.AI;

/// <summary>Writes scores of expressions as short JSON for a language model.</summary>
internal static class ExpressionJson
{
    public static JsonElement Write(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(bytes.ToArray());
        return document.RootElement.Clone();
    }

    /// <summary>Writes the strongest emotions, each the average over all predictions; nothing if there are none.</summary>
    public static void Top(Utf8JsonWriter json, string member, IEnumerable<(string Name, double Score)> scores, int count)
    {
        var averages = scores.GroupBy(s => s.Name, s => s.Score, StringComparer.Ordinal)
            .Select(g => (Name: g.Key, Score: g.Average()))
            .OrderByDescending(s => s.Score).Take(count).ToList();
        if (averages.Count == 0)
            return;
        json.WriteStartArray(member);
        foreach (var (name, score) in averages)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("score", Math.Round((decimal)score, 3));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
