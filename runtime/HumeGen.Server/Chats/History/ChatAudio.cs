using System.Text.Json.Nodes;
using HumeGen.Server.Audio;
using HumeGen.Server.Storage;

namespace HumeGen.Server.Chats.History;

/// <summary>Recordings of chats, fetched by a signed address that is good for a day.</summary>
internal sealed class ChatAudio(ChatLog chats, IRecordingStore recordings, SignedFiles files, TimeProvider clock, double maxSeconds)
{
    private const string FileName = "reconstructed_audio.wav";

    public async ValueTask<JsonObject> ReconstructAsync(ChatRecord chat, Uri baseAddress, CancellationToken cancellationToken)
    {
        var answer = new JsonObject { ["id"] = chat.Id, ["user_id"] = chats.UserId, ["status"] = chat.IsActive ? "QUEUED" : "COMPLETE" };
        if (chat.IsActive)
            return answer;

        var length = await LengthAsync(chat.Id, cancellationToken).ConfigureAwait(false);
        if (length is null || length - WaveFile.HeaderSize > maxSeconds * sizeof(short) * IRecordingStore.SampleRate)
        {
            answer["status"] = "ERROR";
            return answer;
        }

        var expires = clock.GetUtcNow().AddDays(1);
        var name = $"{chats.UserId}/{chat.Id}/{FileName}";
        answer["filename"] = name;
        answer["modified_at"] = chat.EndTimestamp;
        answer["signed_audio_url"] = new Uri(baseAddress, files.Sign(name, expires).TrimStart('/')).ToString();
        answer["signed_url_expiration_timestamp_millis"] = expires.ToUnixTimeMilliseconds();
        return answer;
    }

    /// <summary>The recording with a name that was signed.</summary>
    public ValueTask<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
        name.Split('/') is [_, var chatId, FileName] ? recordings.OpenAsync(chatId, cancellationToken) : new((Stream?)null);

    /// <summary>The bytes of a recording; null when there is none.</summary>
    private async ValueTask<long?> LengthAsync(string chatId, CancellationToken cancellationToken)
    {
        var recording = await recordings.OpenAsync(chatId, cancellationToken).ConfigureAwait(false);
        if (recording is null)
            return null;

        await using var _ = recording.ConfigureAwait(false);
        return recording.Length;
    }
}
