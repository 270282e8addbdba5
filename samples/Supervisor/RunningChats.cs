using Hume;
using Hume.EmpathicVoice;

namespace Supervisor;

/// <summary>Finds chats that are going on.</summary>
internal static class RunningChats
{
    public static async Task<IReadOnlyList<string>> FindAsync(IHumeClient hume)
    {
        var ids = new List<string>();
        await foreach (var chat in hume.EmpathicVoice.Chats.ListChatsAsync(new() { Status = ReturnChatStatus.Active.Value }))
            ids.Add(chat.Id);
        return ids;
    }
}
