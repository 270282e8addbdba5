using Spectre.Console;
using Spectre.Console.Rendering;

namespace Supervisor;

/// <summary>Shows all chats side by side as they go on. Keys act on the chosen one.</summary>
internal static class LiveView
{
    private const int Lines = 10;

    public static async Task ShowAsync(IReadOnlyList<WatchedChat> chats)
    {
        var chosen = 0;
        var isOver = Task.WhenAll(chats.Select(c => c.Ended));
        await AnsiConsole.Live(Text.Empty).StartAsync(async view =>
        {
            while (true)
            {
                var isLast = isOver.IsCompleted;
                view.UpdateTarget(Draw(chats, chosen));
                if (isLast)
                    break;
                while (!Console.IsInputRedirected && Console.KeyAvailable)
                    chosen = await ActAsync(Console.ReadKey(intercept: true).KeyChar, chats, chosen);
                await Task.WhenAny(isOver, Task.Delay(TimeSpan.FromMilliseconds(100)));
            }
        });
        await isOver;
    }

    /// <summary>Does what a key stands for.</summary>
    /// <returns>The chosen chat.</returns>
    private static async Task<int> ActAsync(char key, IReadOnlyList<WatchedChat> chats, int chosen)
    {
        var chat = chats[chosen];
        switch (key)
        {
            case >= '1' and <= '9' when key - '1' < chats.Count:
                return key - '1';
            case 'w' when !chat.Ended.IsCompleted:
                await chat.WhisperAsync("Offer the caller a refund.", "key");
                break;
            case 'p' when !chat.Ended.IsCompleted:
                await (chat.IsPaused ? chat.ResumeAsync("key") : chat.PauseAsync("key"));
                break;
            case 'e' when !chat.Ended.IsCompleted:
                await chat.EndAsync("key");
                break;
        }

        return chosen;
    }

    private static Rows Draw(IReadOnlyList<WatchedChat> chats, int chosen)
    {
        var grid = new Grid();
        foreach (var _ in chats)
            grid.AddColumn(new() { Width = AnsiConsole.Profile.Width / chats.Count, Padding = new(0) });
        grid.AddRow([.. chats.Select((chat, i) => Panel(chat, i, i == chosen))]);
        return new(grid, new Markup("[grey]1-9 chooses a chat; w whispers, p pauses or goes on, e ends it[/]"));
    }

    private static Panel Panel(WatchedChat chat, int index, bool isChosen)
    {
        var rows = chat.Newest(Lines).Select(Row).ToList();
        var state = chat.Ended.IsCompleted ? "ended" : chat.IsPaused ? "paused" : "running";
        return new Panel(new Rows(rows))
        {
            Header = new($" {index + 1} {Markup.Escape(chat.Name)}: {state} "),
            Border = isChosen ? BoxBorder.Double : BoxBorder.Rounded,
            BorderStyle = new(state switch { "ended" => Color.Grey, "paused" => Color.Yellow, _ => Color.Green }),
            Expand = true,
        };
    }

    private static IRenderable Row(ChatLine line)
    {
        var text = Markup.Escape(line.Text);
        var note = line.Note.Length > 0 ? $"\n[grey]  {Markup.Escape(line.Note)}[/]" : "";
        return new Markup(line.Who switch
        {
            Speaker.Caller => $"[blue]caller[/] {text}{note}",
            Speaker.Assistant => $"[green]EVI[/] {text}",
            _ => $"[yellow]supervisor {text}[/]{note}",
        });
    }
}
