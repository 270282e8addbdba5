using HumeGen.Server.Tests.TextToSpeech;
using Microsoft.Extensions.AI;
using static HumeGen.Server.Tests.Chats.ChatWire;

namespace HumeGen.Server.Tests.Chats;

/// <summary>All that a config says takes effect in the chats that name it.</summary>
public sealed class ConfigEffectTests
{
    [Fact]
    public async Task The_prompt_of_a_config_gets_the_variables_of_the_session()
    {
        var model = ScriptedChatClient.Saying("Yes.");
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.Chat = model);
        var config = await host.ConfigAsync(""" "prompt":{"text":"Call the user {{name}}."} """);
        var (chat, _) = await host.OpenChatAsync($"config_id={config}&session_settings[variables][name]=Ada");
        await using var _ = chat;

        await chat.SayAsync("Hello");
        await chat.ReadUntilAsync("assistant_end");

        Assert.Equal("Call the user Ada.", model.Calls[0].Messages[0].Text);
    }

    [Fact]
    public async Task An_event_message_is_said_as_the_config_has_it_with_the_variables_of_the_session()
    {
        await using var host = await HumeHost.StartServerAsync();
        var config = await host.ConfigAsync(""" "event_messages":{"on_new_chat":{"enabled":true,"text":"Good day, {{ name }}. I am {{nobody}}."}} """);
        var (chat, metadata) = await host.OpenChatAsync($"config_id={config}&session_settings[variables][name]=Ada");
        await using var _ = chat;

        await chat.ReadAsync("session_settings");
        Assert.Equal("Good day, Ada. I am {{nobody}}.", Said(await chat.ReadAsync("assistant_message")));
        await chat.ReadUntilAsync("assistant_end");

        Assert.Contains(await host.EventsAsync(metadata), entry => (string?)entry["message_text"] == "Good day, Ada. I am {{nobody}}.");
    }

    [Fact]
    public async Task The_voice_of_a_config_speaks_until_the_session_asks_for_another()
    {
        var speech = ScriptedSpeech.Saying(ScriptedSpeech.Pcm(0.2));
        await using var host = await HumeHost.StartServerAsync(options =>
        {
            options.Engines.TextToSpeech = speech;
            options.Engines.Chat = ScriptedChatClient.Saying("Yes.");
        });
        var voices = (await host.GetAsync("/v0/tts/voices?provider=HUME_AI")).Json["voices_page"]!.AsArray();
        var config = await host.ConfigAsync($$""" "voice":{"id":"{{voices[1]!["id"]}}","provider":"HUME_AI"} """);
        var (chat, _) = await host.OpenChatAsync("config_id=" + config);
        await using var _ = chat;

        await chat.SayAsync("Hello");
        await chat.ReadUntilAsync("assistant_end");
        await chat.SendAsync($$"""{"type":"session_settings","voice_id":"{{voices[2]!["id"]}}"}""");
        await chat.SayAsync("Hello");
        await chat.ReadUntilAsync("assistant_end");

        Assert.Equal([(string?)voices[1]!["id"], (string?)voices[2]!["id"]], speech.Asked.Select(asked => asked.Options.VoiceId));
    }

    [Fact]
    public async Task The_tools_of_a_config_are_declared_to_the_model_and_called()
    {
        var model = ScriptedChatClient.With([new FunctionCallContent("m1", "dice", new Dictionary<string, object?> { ["sides"] = 6 })], [new TextContent("A four.")]);
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.Chat = model);
        var tool = await host.SendAsync(
            HttpMethod.Post, "/v0/evi/tools", """{"name":"dice","parameters":"{\"type\":\"object\",\"properties\":{\"sides\":{\"type\":\"integer\"}}}"}""");
        var config = await host.ConfigAsync($$""" "tools":[{"id":"{{tool.Json["id"]}}"}],"builtin_tools":[{"name":"hang_up"}] """);
        var (chat, _) = await host.OpenChatAsync("config_id=" + config);
        await using var _ = chat;

        await chat.SayAsync("Throw");
        await chat.ReadAsync("user_message");
        var call = await chat.ReadAsync("tool_call");
        await chat.SendAsync($$"""{"type":"tool_response","tool_call_id":"{{call["tool_call_id"]}}","content":"4"}""");
        var answer = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal(("dice", """{"sides":6}"""), ((string?)call["name"], (string?)call["parameters"]));
        Assert.Equal("A four.", Said(answer[0]));
        Assert.Equal(["dice", "hang_up"], model.Calls[0].Options!.Tools!.Select(declared => declared.Name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_model_knows_whether_a_short_answer_may_come_first(bool allowed)
    {
        var model = ScriptedChatClient.Saying("Yes.");
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.Chat = model);
        var config = await host.ConfigAsync($$""" "ellm_model":{"allow_short_responses":{{(allowed ? "true" : "false")}}} """);
        var (chat, _) = await host.OpenChatAsync("config_id=" + config);
        await using var _ = chat;

        await chat.SayAsync("Hello");
        await chat.ReadUntilAsync("assistant_end");

        Assert.Equal(allowed, model.Calls[0].Options!.AdditionalProperties!.ContainsKey("allow_short_responses"));
    }

    [Theory]
    [InlineData(600, true)]
    [InlineData(2000, false)]
    public async Task A_config_says_how_long_one_must_speak_to_interrupt(int milliseconds, bool interrupts)
    {
        var speech = new ScriptedSpeech((_, stop) => BargeInTests.EndlessSpeech(stop));
        await using var host = await HumeHost.StartServerAsync(options =>
        {
            options.Engines.TextToSpeech = speech;
            options.Engines.Prosody = null;
        });
        var config = await host.ConfigAsync($$""" "interruption":{"min_interruption_ms":{{milliseconds}}} """);
        await using var chat = await host.OpenForSoundAsync("config_id=" + config);
        await chat.SayAsync("Hello");
        await chat.ReadUntilAsync("audio_output");

        await chat.SendSoundAsync(Speech(1200));
        await chat.SendAsync("""{"type":"session_settings","custom_session_id":"after the speech"}""");
        var messages = await chat.ReadUntilAsync("session_settings");

        Assert.Equal(interrupts, messages.Any(message => (string?)message["type"] == "user_interruption"));
    }
}
