using System.Net;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests.Sockets;

public sealed class ChatTextTests
{
    private const string LongText = "This sentence goes on for so long that no client could have played it, let alone read it. ";

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
        var audio = turn.Where(message => IsAudio(message) && (string?)message["id"] == (string?)said["id"]).ToList();
        Assert.Equal(Enumerable.Range(0, audio.Count), audio.Select(piece => (int)piece["index"]!));
        var pieces = audio.Select(piece => Wav.Parse(Convert.FromBase64String((string)piece["data"]!))).ToList();
        Assert.All(pieces, piece => Assert.Equal((48_000, 1, 16), (piece.SampleRate, piece.Channels, piece.Bits)));
        Assert.Equal(((string)said["message"]!["content"]!).Length * 0.06, pieces.Sum(piece => piece.Seconds), 3);
        Assert.All(turn, message => Assert.True(message.AsObject().TryGetPropertyValue("custom_session_id", out var id) && id is null));
    }

    [Fact]
    public async Task Turns_follow_each_other_without_interruption_when_the_client_waits_for_their_end()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;

        for (var i = 0; i < 20; i++)
        {
            await chat.SendAsync(new JsonObject { ["type"] = "user_input", ["text"] = $"Number {i}" });
            var turn = await chat.ReadUntilAsync("assistant_end");
            Assert.Equal($"Number {i}", (string?)turn[0]["message"]!["content"]);
            Assert.DoesNotContain(turn, message => (string?)message["type"] is "user_interruption" or "error");
        }
    }

    [Fact]
    public async Task A_text_cuts_what_the_assistant_is_saying()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;
        var text = string.Concat(Enumerable.Repeat(LongText, 100));
        await chat.SendAsync(new JsonObject { ["type"] = "assistant_input", ["text"] = text });
        await chat.ReadUntilAsync("audio_output");

        await chat.SendAsync("""{"type":"user_input","text":"Stop"}""");
        var rest = await chat.ReadUntilAsync("user_interruption");
        var after = await chat.ReadUntilAsync("assistant_end");

        Assert.All(rest.SkipLast(1), message => Assert.Equal("audio_output", (string?)message["type"]));
        Assert.True(rest.Count * 0.5 < text.Length * 0.06, "The rest of the speech should not have been sent.");
        Assert.True(Math.Abs((long)rest[^1]["time"]! - DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()) < 60_000);
        Assert.Equal("Stop", (string?)after[0]["message"]!["content"]);
        Assert.All(after.Where(IsAudio), message => Assert.NotEqual((string?)rest[0]["id"], (string?)message["id"]));
    }

    [Fact]
    public async Task What_the_client_puts_into_its_mouth_the_assistant_says_as_it_is()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;

        await chat.SendAsync("""{"type":"assistant_input","text":"Welcome back."}""");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal("assistant_message", (string?)turn[0]["type"]);
        Assert.True((bool)turn[0]["from_text"]!);
        Assert.Equal("Welcome back.", (string?)turn[0]["message"]!["content"]);
    }

    [Fact]
    public async Task In_a_pause_the_assistant_is_silent_and_afterwards_answers_the_last_thing_said()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;
        await chat.SendAsync("""{"type":"pause_assistant_message"}""");
        await chat.SendAsync("""{"type":"user_input","text":"First"}""");
        await chat.SendAsync("""{"type":"user_input","text":"Second"}""");
        await chat.ReadAsync("user_message");
        await chat.ReadAsync("user_message");

        await chat.SendAsync("""{"type":"resume_assistant_message"}""");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal("assistant_message", (string?)turn[0]["type"]);
        Assert.Contains(turn, message => (string?)message["message"]?["content"] == "You said: Second");
        Assert.DoesNotContain(turn, message => (string?)message["message"]?["content"] == "You said: First");
    }

    [Fact]
    public async Task A_pause_ends_the_turn_that_is_being_said()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;
        await chat.SendAsync(new JsonObject { ["type"] = "assistant_input", ["text"] = string.Concat(Enumerable.Repeat(LongText, 100)) });
        await chat.ReadUntilAsync("audio_output");

        await chat.SendAsync("""{"type":"pause_assistant_message"}""");
        var rest = await chat.ReadUntilAsync("assistant_end");

        Assert.True(rest.Count * 0.5 < 100 * LongText.Length * 0.06, "The rest of the speech should not have been sent.");
    }

    [Fact]
    public async Task Everything_ends_up_in_the_history_and_the_chat_ends_with_its_connection()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, metadata) = await Wire.OpenChatAsync(hume);
        await chat.SendAsync("""{"type":"session_settings","system_prompt":"Be brief.","language_model_api_key":"very secret"}""");
        await chat.SendAsync("""{"type":"user_input","text":"Hello"}""");
        await chat.ReadUntilAsync("assistant_end");
        var id = (string)metadata["chat_id"]!;
        Assert.Equal("ACTIVE", (string?)(await hume.GetAsync($"/v0/evi/chats/{id}")).Ok()["status"]);

        await chat.CloseAsync();
        await chat.DisposeAsync();

        var history = (await hume.GetAsync($"/v0/evi/chats/{id}?page_size=100")).Ok();
        var events = history["events_page"]!.AsArray();
        Assert.Equal("USER_ENDED", (string?)history["status"]);
        Assert.Equal(
            [
                "CHAT_START_MESSAGE", "SESSION_SETTINGS", "USER_MESSAGE", "AGENT_MESSAGE", "ASSISTANT_PROSODY", "AGENT_MESSAGE",
                "ASSISTANT_PROSODY", "CHAT_END_MESSAGE",
            ],
            events.Select(entry => (string?)entry!["type"]));
        Assert.Equal("Hello", (string?)events[2]!["message_text"]);
        Assert.Null(events[2]!["emotion_features"]);
        Assert.Equal(48, JsonNode.Parse((string)events[4]!["emotion_features"]!)!.AsObject().Count);
        Assert.Equal((string?)events[3]!["id"], (string?)events[4]!["related_event_id"]);
        Assert.DoesNotContain("very secret", history.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(hume.Simulator.Sockets);
        var audio = (await hume.GetAsync($"/v0/evi/chats/{id}/audio")).Ok();
        Assert.Equal("COMPLETE", (string?)audio["status"]);
    }

    [Fact]
    public async Task A_chat_that_loses_its_connection_ends_too()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, metadata) = await Wire.OpenChatAsync(hume);

        chat.Socket.Abort();

        var path = $"/v0/evi/chats/{metadata["chat_id"]}";
        while ((string?)(await hume.GetAsync(path)).Expect(HttpStatusCode.OK)["status"] == "ACTIVE")
            await Task.Yield();

        await chat.DisposeAsync();
    }

    private static bool IsAudio(JsonNode message) => (string?)message["type"] == "audio_output";
}
