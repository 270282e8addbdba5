using Hume;
using HumeGen.Audio;
using HumeGen.Json;
using Spectre.Console;

namespace ChatHistory;

/// <summary>Writes the files of a chat.</summary>
internal static class Export
{
    private const int ChartWidth = 560;

    public static async Task WriteAsync(IHumeClient hume, Chat chat, string folder, bool isInvented, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var files = new List<string>();
        await WriteAsync("transcript.md", Transcript.Markdown(chat));

        // All events, with all that the API told of them.
        await WriteAsync("events.jsonl", string.Concat(chat.Events.Select(e => ApiJson.WriteString(e) + "\n")));
        var charts = new List<string>();
        foreach (var (user, name) in new[] { (true, "user"), (false, "assistant") })
        {
            // Words that were typed have no voice to measure.
            if (chat.EmotionsOf(user) is not { Count: > 0 } emotions)
                continue;
            charts.Add(SvgChart.Timeline(emotions, new() { Title = $"Voice of the {name}", Width = ChartWidth, MaxNames = 4 }));
            await WriteAsync($"emotions-{name}.svg", charts[^1]);
        }

        var audio = await Recording.SaveAsync(hume, chat.Id, folder, stop);
        if (audio is not null)
            files.Add(audio);
        await WriteAsync("index.html", IndexPage.Write(chat, charts, audio, files, isInvented));
        Show(chat);
        AnsiConsole.MarkupLineInterpolated($"In [green]{folder}[/]: {string.Join(", ", files)}");
        if (audio is null)
            AnsiConsole.MarkupLine("[yellow]The server has no audio of this chat. A chat that is still active gets it after its end.[/]");

        async Task WriteAsync(string name, string content)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), content, stop);
            files.Add(name);
        }
    }

    private static void Show(Chat chat)
    {
        foreach (var said in chat.Said)
        {
            var (color, name) = said.ByUser ? ("blue", "user") : ("green", "assistant");
            AnsiConsole.MarkupLine($"[grey]{Transcript.Time(said.Time)}[/] [{color}]{name}[/]> {Markup.Escape(said.Text)}");
            if (said.Emotions.Count > 0)
                AnsiConsole.MarkupLineInterpolated($"[grey]     {Transcript.Strongest(said)}[/]");
        }
    }
}
