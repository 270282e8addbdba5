using System.Text.Json.Nodes;
using HumeGen.Simulator.Audio;
using HumeGen.Simulator.Hosting;
using HumeGen.Simulator.Tts;

namespace HumeGen.Simulator.Chats;

/// <summary>Recordings of chats: made from what was said, and fetched by a signed address that is good for a day.</summary>
internal sealed class ChatAudio(ChatStore chats, SignedFiles files, TimeProvider clock, Func<Uri> baseAddress, double maxSeconds)
{
    public JsonObject Reconstruction(Chat chat)
    {
        var answer = new JsonObject { ["id"] = chat.Id, ["user_id"] = chats.UserId, ["status"] = chat.IsActive ? "QUEUED" : "COMPLETE" };
        if (!chat.IsActive && Samples(chat) > maxSeconds * SpeechRenderer.SampleRate)
        {
            answer["status"] = "ERROR";
        }
        else if (!chat.IsActive)
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

    private static long Samples(Chat chat) => Speeches(chat).Sum(speech => (long)speech.Length);

    private static IEnumerable<SpeechRenderer> Speeches(Chat chat) => chat.Events
        .Where(entry => entry.Type is "USER_MESSAGE" or "AGENT_MESSAGE" && entry.Text is { Length: > 0 })
        .Select(entry => new SpeechRenderer(entry.Text!, VoiceTimbre.From(entry.Role), 1, SpeechRenderer.SampleRate / 4, 0));

    private static byte[] Render(Chat chat)
    {
        var dataBytes = Samples(chat) * sizeof(short);
        var file = new byte[WaveFile.HeaderSize + dataBytes];
        WaveFile.Header(SpeechRenderer.SampleRate, dataBytes).CopyTo(file, 0);
        var end = WaveFile.HeaderSize;
        foreach (var samples in Speeches(chat).SelectMany(SpeechStream.Chunks))
        {
            WaveFile.ToBytes(samples).CopyTo(file, end);
            end += samples.Length * sizeof(short);
        }

        return file;
    }
}
