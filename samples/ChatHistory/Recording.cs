using Hume;
using Hume.EmpathicVoice;

namespace ChatHistory;

/// <summary>The audio of a chat, which the server puts together when it is asked for.</summary>
internal static class Recording
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <returns>Name of the file in the folder; null if the server has no audio.</returns>
    public static async Task<string?> SaveAsync(IHumeClient hume, string chatId, string folder, CancellationToken stop)
    {
        var chats = hume.EmpathicVoice.Chats;
        var audio = await chats.GetAudioAsync(chatId, cancellationToken: stop);
        for (var waited = TimeSpan.Zero; IsOnItsWay(audio) && waited < Patience; waited += Pause)
        {
            await Task.Delay(Pause, stop);
            audio = await chats.GetAudioAsync(chatId, cancellationToken: stop);
        }

        if (audio.SignedAudioUrl is not { } address)
            return null;
        var name = $"audio{Path.GetExtension(audio.Filename) ?? ".wav"}";

        // The address is signed: the key neither belongs into this request nor must reach another host.
        using var http = new HttpClient();
        await using var source = await http.GetStreamAsync(address, stop);
        await using var file = File.Create(Path.Combine(folder, name));
        await source.CopyToAsync(file, stop);
        return name;
    }

    private static bool IsOnItsWay(ReturnChatAudioReconstruction audio) =>
        audio.Status == ReturnChatAudioReconstructionStatus.Queued || audio.Status == ReturnChatAudioReconstructionStatus.InProgress;
}
