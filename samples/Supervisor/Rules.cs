using HumeGen.Audio;

namespace Supervisor;

/// <summary>What the supervisor does without being asked.</summary>
internal static class Rules
{
    /// <summary>Looks at something that a caller said.</summary>
    public static async Task ApplyAsync(WatchedChat chat, string text, IReadOnlyList<NamedScore> voice)
    {
        if (text.Contains("shut up", StringComparison.OrdinalIgnoreCase))
            await chat.EndAsync("insult");
        else if (text.Contains("a real person", StringComparison.OrdinalIgnoreCase))
            await chat.PauseAsync("wants a person");
        else if (chat.IsPaused && Score("Relief") >= 0.5)
            await chat.ResumeAsync("relief");
        else if (Score("Anger") >= 0.6)
            await chat.WhisperAsync("The caller is angry. Apologise first.", "anger");

        double Score(string name) => voice.FirstOrDefault(s => s.Name == name)?.Value ?? 0;
    }
}
