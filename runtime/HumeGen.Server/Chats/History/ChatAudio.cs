using System.Text.Json.Nodes;
using HumeGen.Server.Audio;
using HumeGen.Server.Storage;
using HumeGen.Server.TextToSpeech;

namespace HumeGen.Server.Chats.History;

/// <summary>
/// Recordings of chats: what was said, spoken again when it is fetched, by a signed address that is good for a day. The sound of chats is not kept.
/// </summary>
internal sealed class ChatAudio(ChatLog chats, SpeechSynthesizer speech, SignedFiles files, TimeProvider clock, double maxSeconds)
{
    // Of ordinary speech, for what the length of a recording will be about.
    private const double CharactersPerSecond = 1000.0 / 60;

    private const int PauseSamples = SpeechSynthesizer.SampleRate / 4;

    public async ValueTask<JsonObject> ReconstructAsync(ChatRecord chat, Uri baseAddress)
    {
        var answer = new JsonObject { ["id"] = chat.Id, ["user_id"] = chats.UserId, ["status"] = chat.IsActive ? "QUEUED" : "COMPLETE" };
        if (chat.IsActive)
            return answer;

        var said = (await chats.ListEventsAsync(chat.Id).ConfigureAwait(false))
            .Where(entry => entry.Type is "USER_MESSAGE" or "AGENT_MESSAGE" && entry.Text is { Length: > 0 })
            .ToList();
        if (said.Sum(entry => (entry.Text!.Length / CharactersPerSecond) + 0.25) > maxSeconds)
        {
            answer["status"] = "ERROR";
            return answer;
        }

        var expires = clock.GetUtcNow().AddDays(1);
        var name = $"{chats.UserId}/{chat.Id}/reconstructed_audio.wav";
        answer["filename"] = name;
        answer["modified_at"] = chat.EndTimestamp;
        answer["signed_audio_url"] = new Uri(baseAddress, files.Publish(name, expires, stopped => RenderAsync(said, stopped)).TrimStart('/')).ToString();
        answer["signed_url_expiration_timestamp_millis"] = expires.ToUnixTimeMilliseconds();
        return answer;
    }

    private async Task<byte[]> RenderAsync(IReadOnlyList<ChatEvent> said, CancellationToken cancellationToken)
    {
        using var data = new MemoryStream();
        foreach (var entry in said)
        {
            await foreach (var piece in speech.SpeakAsync(new SpeechPrompt(entry.Text!, entry.Role), cancellationToken).ConfigureAwait(false))
            {
                data.Write(WaveFile.ToBytes(piece.Samples.Span));
                if (data.Length > maxSeconds * SpeechSynthesizer.SampleRate * sizeof(short))
                    throw new InvalidOperationException($"The recording lasts for more than {maxSeconds} seconds.");
            }

            data.Write(WaveFile.ToBytes(new short[PauseSamples]));
        }

        return [.. WaveFile.Header(SpeechSynthesizer.SampleRate, data.Length), .. data.ToArray()];
    }
}
