using Hume;
using Spectre.Console;

namespace ChatHistory;

/// <summary>Lists the chats and the groups of chats, the newest first. A group is one conversation: chats that were resumed belong to it.</summary>
internal static class Listing
{
    private const int PageSize = 3;

    public static async Task ShowAsync(IHumeClient hume, CancellationToken stop)
    {
        var chats = new Table().Title("Chats").AddColumns("page", "id", "start", "status", "events").RoundedBorder();
        await foreach (var page in hume.EmpathicVoice.Chats.ListChatsAsync(new() { PageSize = PageSize, AscendingOrder = false }, cancellationToken: stop).AsPages())
        {
            foreach (var chat in page.ChatsPage)
                chats.AddRow(Page(page.PageNumber, page.TotalPages), chat.Id, Time(chat.StartTimestamp), Markup.Escape(chat.Status.Value), $"{chat.EventCount}");
        }

        var groups = new Table().Title("Groups").AddColumns("page", "id", "start", "chats").RoundedBorder();
        await foreach (var page in hume.EmpathicVoice.ChatGroups.ListChatGroupsAsync(new() { PageSize = PageSize, AscendingOrder = false }, cancellationToken: stop).AsPages())
        {
            foreach (var group in page.ChatGroupsPage)
                groups.AddRow(Page(page.PageNumber, page.TotalPages), group.Id, Time(group.FirstStartTimestamp), $"{group.NumChats}");
        }

        // The ids are to be copied, so no line may be broken.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 100);
        AnsiConsole.Write(chats);
        AnsiConsole.Write(groups);
    }

    private static string Page(long number, long total) => $"{number + 1} of {total}";

    private static string Time(DateTimeOffset time) => FormattableString.Invariant($"{time:yyyy-MM-dd HH:mm}");
}
