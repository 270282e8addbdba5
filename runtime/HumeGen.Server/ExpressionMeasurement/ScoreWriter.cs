using System.Text.Json;
using HumeGen.Server.Engines;

namespace HumeGen.Server.ExpressionMeasurement;

/// <summary>Writes the parts of predictions that batch jobs and streams have in common.</summary>
internal static class ScoreWriter
{
    /// <summary>Writes a list of names with their scores.</summary>
    public static void WriteScores(this Utf8JsonWriter json, string name, IReadOnlyList<ExpressionScore> scores)
    {
        json.WriteStartArray(name);
        foreach (var score in scores)
        {
            json.WriteStartObject();
            json.WriteString("name", score.Name);
            json.WriteNumber("score", score.Score);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a stretch of time in seconds.</summary>
    public static void WriteTime(this Utf8JsonWriter json, TimeSpan begin, TimeSpan end)
    {
        json.WriteStartObject("time");
        json.WriteNumber("begin", Math.Round(begin.TotalSeconds, 6));
        json.WriteNumber("end", Math.Round(end.TotalSeconds, 6));
        json.WriteEndObject();
    }

    /// <summary>Writes a stretch of text.</summary>
    public static void WritePosition(this Utf8JsonWriter json, TextSpan span)
    {
        json.WriteStartObject("position");
        json.WriteNumber("begin", span.Begin);
        json.WriteNumber("end", span.End);
        json.WriteEndObject();
    }

    /// <summary>Writes the place of a face.</summary>
    public static void WriteBox(this Utf8JsonWriter json, string name, FaceBox box)
    {
        json.WriteStartObject(name);
        json.WriteNumber("x", box.X);
        json.WriteNumber("y", box.Y);
        json.WriteNumber("w", box.Width);
        json.WriteNumber("h", box.Height);
        json.WriteEndObject();
    }
}
