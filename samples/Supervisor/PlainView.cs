namespace Supervisor;

/// <summary>Writes a line for everything that happens, for files and pipes.</summary>
internal static class PlainView
{
    private static readonly Lock Gate = new();

    public static void Write(WatchedChat chat, ChatLine line)
    {
        lock (Gate)
            Console.WriteLine($"{chat.Name,-8} {line.Who.ToString().ToLowerInvariant(),-10} {line.Text}{(line.Note.Length > 0 ? $" ({line.Note})" : "")}");
    }
}
