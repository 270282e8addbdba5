using System.Text.Json.Nodes;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;
using HumeGen.Server.Storage;
using HumeGen.Server.TextToSpeech;

namespace HumeGen.Server.Chats.History;

/// <summary>
/// Recordings of chats: what was said, spoken again when it is fetched, by a signed address that is good for a day. The sound of chats is not kept.
/// </summary>
internal sealed class ChatAudio(ChatLog chats, SpeechSynthesizer speech, SignedFiles files, TimeProvider clock, double maxSeconds)
{
    // How long the speech gets is known when it is made; this is what most voices take.
    private const double SecondsPerCharacter = 0.06;
    private const double Pause = 0.25;

    private static readonly EngineVoice UserVoice = new(Description: "the user of the chat");
    private static readonly EngineVoice AssistantVoice = new();

    public async ValueTask<JsonObject> ReconstructAsync(ChatRecord chat, Uri baseAddress)
    {
        var answer = new JsonObject { ["id"] = chat.Id, ["user_id"] = chats.UserId, ["status"] = chat.IsActive ? "QUEUED" : "COMPLETE" };
        if (chat.IsActive)
            return answer;

        var said = (await chats.ListEventsAsync(chat.Id).ConfigureAwait(false))
            .Where(entry => entry.Type is "USER_MESSAGE" or "AGENT_MESSAGE" && entry.Text is { Length: > 0 })
            .ToList();
        if (said.Sum(entry => (entry.Text!.Length * SecondsPerCharacter) + Pause) > maxSeconds)
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
        var allowance = new AudioAllowance(maxSeconds);
        using var samples = new MemoryStream();
        foreach (var entry in said)
        {
            var prompt = new SpeechPrompt(entry.Text!, entry.Role == "USER" ? UserVoice : AssistantVoice) { TrailingSilence = Pause };
            await foreach (var piece in speech.SpeakAsync(prompt, cancellationToken).ConfigureAwait(false))
            {
                allowance.Use(piece.Samples.Length);
                samples.Write(WaveFile.ToBytes(piece.Samples.Span));
            }
        }

        return [.. WaveFile.Header(SpeechSynthesizer.SampleRate, samples.Length), .. samples.GetBuffer().AsSpan(0, (int)samples.Length)];
    }
}
