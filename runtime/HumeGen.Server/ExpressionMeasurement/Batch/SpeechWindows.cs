using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>The windows in which speech is measured without a transcript.</summary>
internal static class SpeechWindows
{
    private const double Shortest = 0.5;

    /// <summary>The number of windows at most.</summary>
    public static long Count(double seconds, JsonObject window) => (long)Math.Ceiling(seconds / Step(window)) + 1;

    /// <summary>The windows in seconds; the last ones end with the recording and hold half of their length at least.</summary>
    public static IEnumerable<(double Begin, double End)> Of(double seconds, JsonObject window)
    {
        var length = Math.Max(Shortest, window.Number("length") ?? 4);
        var step = Step(window);
        for (var i = 0; i == 0 || (i * step) + (length / 2) < seconds; i++)
            yield return (i * step, Math.Min((i * step) + length, seconds));
    }

    private static double Step(JsonObject window) => Math.Max(Shortest, window.Number("step") ?? 1);
}
