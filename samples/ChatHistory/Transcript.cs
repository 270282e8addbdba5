using System.Text;
using HumeGen.Audio;

namespace ChatHistory;

/// <summary>The transcript as Markdown.</summary>
internal static class Transcript
{
    public static string Markdown(Chat chat)
    {
        var text = new StringBuilder(FormattableString.Invariant($"# Chat {chat.Id}\n\nStarted {chat.Start:yyyy-MM-dd HH:mm:ss} UTC.\n"));
        foreach (var said in chat.Said)
        {
            text.Append($"\n**{(said.ByUser ? "User" : "Assistant")}** ({Time(said.Time)}): {Escape(said.Text)}\n");
            if (said.Emotions.Count > 0)
                text.Append($"*{Strongest(said)}*\n");
        }

        return text.ToString();
    }

    public static string Strongest(Said said) => string.Join(", ", said.Emotions.Top(3).Select(s => FormattableString.Invariant($"{s.Name} {s.Value:0.00}")));

    public static string Time(TimeSpan time) => FormattableString.Invariant($"{(int)time.TotalMinutes}:{time.Seconds:00}");

    // What was said is text, whatever it looks like.
    private static string Escape(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(c => @"\`*_{}[]<>#|".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));
}
