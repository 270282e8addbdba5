using Hume;
using Hume.Tts;

namespace Subtitles;

/// <summary>Reads a script: a line for each utterance, with the name of its voice in brackets before it.</summary>
internal static class Script
{
    /// <summary>Pause after each utterance.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(0.4);

    public static IReadOnlyList<PostedUtterance> Read(IEnumerable<string> lines)
    {
        var utterances = new List<PostedUtterance>();
        string? voice = null;
        foreach (var line in lines.Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var text = line;
            if (line[0] == '[' && line.IndexOf(']') is > 1 and var end)
                (voice, text) = (line[1..end].Trim(), line[(end + 1)..].Trim());
            if (text.Length > 0)
                utterances.Add(Utterance(voice, text));
        }

        return utterances;
    }

    private static PostedUtterance Utterance(string? voice, string text) => new()
    {
        Text = text,
        Voice = voice is null ? null : new PostedUtteranceVoiceWithName { Name = voice, Provider = VoiceProvider.HumeAi },
        TrailingSilence = Silence.TotalSeconds,
    };
}
