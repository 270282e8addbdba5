using System.Text.Json;
using Hume.EmpathicVoice;

namespace Conversation;

/// <summary>A tool that EVI may call.</summary>
internal static class Weather
{
    public static Tool Tool { get; } = new()
    {
        Type = ToolType.Function,
        Name = "get_weather",
        Description = "Tells the weather of a place.",
        Parameters = """{"type":"object","properties":{"place":{"type":"string"}},"required":["place"]}""",
    };

    public static string Place(JsonElement arguments) => arguments.TryGetProperty("place", out var place) ? $"{place}" : "this place";

    public static string Forecast(JsonElement arguments) =>
        $"In {Place(arguments)} it is sunny, with 20 degrees and a light wind from the sea. The night stays clear. "
        + "Tomorrow begins with fog and turns warm, and on Sunday it may rain in the evening, so take an umbrella with you.";
}
