using System.Text;
using System.Text.Json.Nodes;
using static HumeGen.Server.Tests.Chats.ChatWire;

namespace HumeGen.Server.Tests.Chats;

/// <summary>Chats behave as the real service did, in both forms.</summary>
public sealed class CompatibilityTests
{
    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task S2_the_event_of_settings_has_them_as_json_in_its_text_with_variables_as_they_were_written(Served form)
    {
        await using var host = await HumeHost.StartAsync(form);
        var (chat, metadata) = await host.OpenChatAsync(
            "session_settings[system_prompt]=Be%20kind&session_settings[custom_session_id]=mine&session_settings[event_limit]=7"
            + "&session_settings[variables][userName]=John&session_settings[variables][userAge]=30.0&session_settings[variables][isPremium]=true");
        await using var _ = chat;
        await chat.ReadAsync("session_settings");

        var entry = Assert.Single(await host.EventsAsync(metadata), entry => (string?)entry["type"] == "SESSION_SETTINGS");

        var text = JsonNode.Parse((string)entry["message_text"]!)!;
        Assert.Null(entry["metadata"]);
        Assert.Equal(("session_settings", "Be kind", "mine", 7), ((string?)text["type"], (string?)text["system_prompt"], (string?)text["custom_session_id"], (int)text["event_limit"]!));
        Assert.Equal("""{"userName":"John","userAge":"30.0","isPremium":"true"}""", text["variables"]!.ToJsonString());
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task S2_the_event_of_a_settings_message_has_variables_as_text_too_and_no_key(Served form)
    {
        await using var host = await HumeHost.StartAsync(form);
        var (chat, metadata) = await host.OpenChatAsync();
        await using var _ = chat;

        await chat.SendAsync("""{"type":"session_settings","variables":{"age":30,"half":0.50,"vip":false,"name":"Ada"},"language_model_api_key":"top secret"}""");
        var echo = await chat.ReadAsync("session_settings");

        var events = await host.EventsAsync(metadata);
        var text = JsonNode.Parse((string)Assert.Single(events, entry => (string?)entry["type"] == "SESSION_SETTINGS")["message_text"]!)!;
        Assert.Equal("""{"age":"30","half":"0.50","vip":"false","name":"Ada"}""", text["variables"]!.ToJsonString());
        Assert.DoesNotContain("top secret", text.ToJsonString() + echo.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task S4_binary_frames_on_the_chat_are_audio_with_a_wav_header_first(Served form)
    {
        await using var host = await HumeHost.StartAsync(form);
        var (chat, _) = await host.OpenChatAsync();
        await using var __ = chat;

        await chat.SendBinaryAsync(WaveHeader());
        foreach (var piece in Speech(1000).Concat(Silence(900)).Chunk(1024))
            await chat.SendBinaryAsync(piece);
        var heard = await chat.ReadAsync("user_message");

        Assert.Equal((0, 1000), ((int)heard["time"]!["begin"]!, (int)heard["time"]!["end"]!));
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task S4_binary_frames_on_the_chat_are_audio_as_it_is_once_the_settings_say_its_form(Served form)
    {
        await using var host = await HumeHost.StartAsync(form);
        await using var chat = await host.OpenForSoundAsync();

        // A piece that begins as JSON does is sound all the same.
        await chat.SendBinaryAsync([.. "{\""u8, .. Speech(1000), .. Silence(900)]);
        var heard = await chat.ReadAsync("user_message");

        Assert.InRange((int)heard["time"]!["end"]!, 990, 1010);
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task S4_json_in_a_binary_frame_is_the_message(Served form)
    {
        await using var host = await HumeHost.StartAsync(form);
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendBinaryAsync(Encoding.UTF8.GetBytes("""{"type":"user_input","text":"Hello"}"""));

        Assert.Equal("Hello", Said(await chat.ReadAsync("user_message")));
    }

    [Theory]
    [InlineData("""{"type":"user_input","text":"Hel""", "E0100")]
    [InlineData("""{"type":"dance"}""", "E0101")]
    [InlineData("no audio, no message", "E0202")]
    public async Task S4_what_is_neither_audio_nor_a_message_gets_its_error(string frame, string code)
    {
        await using var host = await HumeHost.StartAsync(Served.Server);
        var (chat, _) = await host.OpenChatAsync();
        await using var __ = chat;

        await chat.SendBinaryAsync(Encoding.UTF8.GetBytes(frame));

        Assert.Equal(code, (string?)(await chat.ReadAsync("error"))["code"]);
    }

    [Fact]
    public async Task S4_audio_is_not_taken_from_a_connection_that_joined()
    {
        await using var host = await HumeHost.StartAsync(Served.Server);
        var (chat, metadata) = await host.OpenChatAsync("allow_connection=true");
        await using var _ = chat;
        await using var joined = await HumeSocket.OpenAsync(host, $"/v0/evi/chat/{metadata["chat_id"]}/connect");
        await joined.ReadAsync("chat_metadata");

        await joined.SendBinaryAsync(WaveHeader());
        Assert.Equal("E0101", (string?)(await joined.ReadAsync("error"))["code"]);
        await joined.SendBinaryAsync(Encoding.UTF8.GetBytes("""{"type":"user_input","text":"Hello"}"""));

        Assert.Equal("Hello", Said(await chat.ReadAsync("user_message")));
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task S6_who_joins_gets_the_history_and_then_what_is_live(Served form)
    {
        await using var host = await HumeHost.StartAsync(form);
        var (chat, metadata) = await host.OpenChatAsync("allow_connection=true&session_settings[custom_session_id]=s");
        await using var _ = chat;
        var before = new List<JsonNode> { await chat.ReadAsync("session_settings") };
        for (var i = 0; i < 6; i++)
        {
            await chat.SayAsync($"Before {i}");
            before.AddRange(await chat.ReadUntilAsync("assistant_end"));
        }

        await using var joined = await HumeSocket.OpenAsync(host, $"/v0/evi/chat/{metadata["chat_id"]}/connect");
        var own = await joined.ReadAsync("chat_metadata");
        var expected = before.Where(message => (string?)message["type"] != "audio_output").ToList();
        var history = new List<JsonNode>();
        for (var i = 0; i < expected.Count; i++)
            history.Add((await joined.ReadAsync())!);

        await chat.SayAsync("After");
        var live = await chat.ReadUntilAsync("assistant_end");
        var seen = await joined.ReadUntilAsync("assistant_end");

        Assert.Equal((string?)metadata["chat_id"], (string?)own["chat_id"]);
        Assert.Equal(expected.Select(message => message.ToJsonString()), history.Select(message => message.ToJsonString()));
        Assert.Equal(live.Select(message => message.ToJsonString()), seen.Select(message => message.ToJsonString()));
    }

    [Fact]
    public async Task S6_nothing_is_missing_and_nothing_comes_twice_while_somebody_joins()
    {
        await using var host = await HumeHost.StartAsync(Served.Server);
        var (chat, metadata) = await host.OpenChatAsync("allow_connection=true");
        await using var _ = chat;
        const int count = 60;
        var sending = Task.Run(async () =>
        {
            // Each message is echoed to all, so that the chat sends while the others join.
            for (var i = 0; i < count; i++)
                await chat.SendAsync($$"""{"type":"session_settings","custom_session_id":"n{{i}}"}""");
        });

        var joined = new List<HumeSocket>();
        for (var i = 0; i < 5; i++)
            joined.Add(await HumeSocket.OpenAsync(host, $"/v0/evi/chat/{metadata["chat_id"]}/connect"));

        var reading = Task.Run(async () =>
        {
            for (var i = 0; i < count; i++)
                Assert.Equal($"n{i}", (string?)(await chat.ReadAsync("session_settings"))["custom_session_id"]);
        });
        await sending;
        await reading;
        foreach (var socket in joined)
        {
            await socket.ReadAsync("chat_metadata");
            for (var i = 0; i < count; i++)
                Assert.Equal($"n{i}", (string?)(await socket.ReadAsync("session_settings"))["custom_session_id"]);

            await socket.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(Served.Server, "tool_response", "\"content\":\"six\"")]
    [InlineData(Served.Simulator, "tool_response", "\"content\":\"six\"")]
    [InlineData(Served.Server, "tool_error", "\"error\":\"lost\"")]
    public async Task S10_answers_of_a_tool_of_the_user_are_not_sent_back(Served form, string type, string more)
    {
        await using var host = await HumeHost.StartAsync(form);
        var (chat, _) = await host.OpenChatAsync();
        await using var __ = chat;
        await chat.SendAsync("""{"type":"session_settings","tools":[{"type":"function","name":"dice","parameters":"{}"}]}""");
        await chat.ReadAsync("session_settings");
        await chat.SayAsync("dice");
        await chat.ReadAsync("user_message");
        var call = await chat.ReadAsync("tool_call");

        await chat.SendAsync($$"""{"type":"{{type}}","tool_call_id":"{{call["tool_call_id"]}}",{{more}}}""");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal("assistant_message", (string?)turn[0]["type"]);
        Assert.DoesNotContain(turn, message => (string?)message["type"] == type);
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task W5_interim_words_come_when_asked_for_and_pieces_of_sound_are_counted_from_zero_under_the_id_of_their_message(Served form)
    {
        await using var host = await HumeHost.StartAsync(form);
        await using var chat = await host.OpenForSoundAsync("verbose_transcription=true");

        await chat.SendSoundAsync(Speech(1500), Silence(900));
        var turn = await chat.ReadUntilAsync("assistant_end");

        var heard = turn.Where(message => (string?)message["type"] == "user_message").ToList();
        Assert.True(heard.Count > 2);
        Assert.All(heard.SkipLast(1), message => Assert.True((bool)message["interim"]!));
        Assert.False((bool)heard[^1]["interim"]!);
        foreach (var said in turn.Where(message => (string?)message["type"] == "assistant_message"))
        {
            var pieces = turn.Where(message => (string?)message["type"] == "audio_output" && (string?)message["id"] == (string?)said["id"]).ToList();
            Assert.NotEmpty(pieces);
            Assert.Equal(Enumerable.Range(0, pieces.Count), pieces.Select(piece => (int)piece["index"]!));
            Assert.True(turn.IndexOf(said) < turn.IndexOf(pieces[0]));
        }
    }
}
