using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests.Sockets;

public sealed class ChatTextTests
{
    [Fact]
    public async Task A_text_is_answered_with_words_scores_and_sound()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, metadata) = await Wire.OpenChatAsync(hume);
        await using var _ = chat;

        await chat.SendAsync("""{"type":"user_input","text":"Hello there"}""");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.NotNull((string?)metadata["request_id"]);
        Assert.Equal("user_message", (string?)turn[0]["type"]);
        Assert.True((bool)turn[0]["from_text"]!);
        Assert.False((bool)turn[0]["interim"]!);
        Assert.Equal("Hello there", (string?)turn[0]["message"]!["content"]);
        Assert.Null(turn[0]["models"]!["prosody"]);
        var said = turn[1];
        Assert.Equal(("assistant_message", "assistant"), ((string?)said["type"], (string?)said["message"]!["role"]));
        var prosody = turn[2];
        Assert.Equal(("assistant_prosody", (string?)said["id"]), ((string?)prosody["type"], (string?)prosody["id"]));
        Assert.Equal(48, prosody["models"]!["prosody"]!["scores"]!.AsObject().Count);
        var audio = turn.Where(message => (string?)message["type"] == "audio_output" && (string?)message["id"] == (string?)said["id"]).ToList();
        Assert.Equal(Enumerable.Range(0, audio.Count), audio.Select(piece => (int)piece["index"]!));
        var seconds = audio.Sum(piece => Wav.Parse(Convert.FromBase64String((string)piece["data"]!)).Seconds);
        Assert.InRange(seconds, 0.3, 10);
        Assert.All(turn, message => Assert.True(message.AsObject().ContainsKey("custom_session_id") && message["custom_session_id"] is null));
    }
}
