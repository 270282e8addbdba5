using System.Text.Json.Nodes;
using HumeGen.Simulator.Audio;
using HumeGen.Simulator.Hosting;

namespace HumeGen.Simulator.Chats;

/// <summary>Recordings of chats: made from what was said, and fetched by a signed address that is good for a day.</summary>
internal sealed class ChatAudio(ChatStore chats, SignedFiles files, TimeProvider clock, Func<Uri> baseAddress)
{
    public JsonObject Reconstruction(Chat chat)
    {
        var answer = new JsonObject { ["id"] = chat.Id, ["user_id"] = chats.UserId, ["status"] = chat.IsActive ? "QUEUED" : "COMPLETE" };
        if (!chat.IsActive)
        {
            var expires = clock.GetUtcNow().AddDays(1);
            var name = $"{chats.UserId}/{chat.Id}/reconstructed_audio.wav";
            answer["filename"] = name;
            answer["modified_at"] = chat.EndTimestamp;
            answer["signed_audio_url"] = new Uri(baseAddress(), files.Publish(name, expires, () => Render(chat))).ToString();
            answer["signed_url_expiration_timestamp_millis"] = expires.ToUnixTimeMilliseconds();
        }

        return answer;
    }

    private static byte[] Render(Chat chat)
    {
        var samples = chat.Events
            .Where(entry => entry.Type is "USER_MESSAGE" or "AGENT_MESSAGE" && entry.Text is { Length: > 0 })
            .Select(entry => new SpeechRenderer(entry.Text!, VoiceTimbre.From(entry.Role), 1, SpeechRenderer.SampleRate / 4, 0))
            .SelectMany(speech => speech.Read(int.MaxValue))
            .ToArray();
        return [.. WaveFile.Header(SpeechRenderer.SampleRate, samples.Length * sizeof(short)), .. WaveFile.ToBytes(samples)];
    }
}
