using HumeGen.Server.Tests.Chats;

namespace HumeGen.Server.Tests.Telemetry;

/// <summary>A sentence that goes through every part of the server reaches no log, whatever its level, and neither traces nor metrics.</summary>
public sealed class CanaryTests
{
    private const string Canary = "canaryplumage";
    private const string Failing = "Fail. ";
    private const string Sentence = $"My {Canary} is yellow.";

    [Fact]
    public async Task What_users_write_and_say_and_what_engines_answer_is_in_no_log_trace_or_metric()
    {
        using var listening = new Listening();
        var log = new CapturedLog();
        await using var hume = await HumeHost.StartServerAsync(
            options =>
            {
                options.Engines.Chat = new ScriptedChatClient((_, messages, _, _) => messages[^1].Text.Contains(Failing, StringComparison.Ordinal)
                    ? throw new InvalidOperationException("The model has failed.")
                    : ScriptedChatClient.Texts(Sentence));
                options.Engines.SpeechToText = new ScriptedSpeechToText { Whole = _ => Task.FromResult(Sentence) };
            },
            log);

        var prompt = await hume.SendAsync(HttpMethod.Post, "/v0/evi/prompts", $$$"""{"name":"{{{Canary}}}","text":"{{{Sentence}}}"}""");
        await hume.GetAsync($"/v0/evi/prompts?name={Canary}");
        await hume.SendAsync(HttpMethod.Post, "/v0/evi/prompts", $$$"""{"name":"{{{Canary}}}","{{{Canary}}}":"{{{Sentence}}}"}""");
        var config = await hume.ConfigAsync($$$"""
            "prompt":{"id":"{{{prompt.Json["id"]}}}"},"event_messages":{"on_new_chat":{"enabled":true,"text":"{{{Sentence}}}"}}
            """);
        await hume.SendAsync(HttpMethod.Post, "/v0/tts/file", $$$"""{"utterances":[{"text":"{{{Sentence}}}","description":"{{{Canary}}}"}],"format":{"type":"wav"}}""");
        await hume.SendAsync(HttpMethod.Post, "/v0/batch/jobs", $$$"""{"models":{"language":{}},"text":["{{{Sentence}}}"]}""");
        await hume.SendAsync(HttpMethod.Post, "/v0/batch/jobs", $$$"""{"models":{"language":{}},"urls":["http://{{{Canary}}}.example/{{{Canary}}}.wav"]}""");
        await using (var stream = await HumeSocket.OpenAsync(hume, "/v0/stream/models"))
        {
            await stream.SendAsync($$$"""{"data":"{{{Sentence}}}","raw_text":true,"models":{"language":{} } }""");
            await stream.ReadAsync();
        }

        await using (var speech = await HumeSocket.OpenAsync(hume, "/v0/tts/stream/input?no_binary=true"))
        {
            await speech.SendAsync($$$"""{"text":"{{{Sentence}}}","close":true}""");
            await speech.ReadToCloseAsync(1000);
        }

        await using (var chat = await hume.OpenForSoundAsync($"config_id={config}&custom_session_id={Canary}"))
        {
            await chat.ReadUntilAsync("assistant_end");
            await chat.SayAsync(Sentence);
            await chat.ReadUntilAsync("assistant_end");
            await chat.SendSoundAsync(ChatWire.Speech(1000), ChatWire.Silence(2000));
            var heard = await chat.ReadUntilAsync("user_message");
            Assert.Equal(Sentence, ChatWire.Said(heard[^1]));
            await chat.SayAsync(Failing + Sentence);
            await chat.ReadUntilAsync("error");
            await chat.SendAsync($$$"""{"type":"{{{Canary}}}","text":"{{{Sentence}}}"}""");
            await chat.SendAsync($"{{{Sentence}");
            await chat.SendAsync($$$"""{"type":"session_settings","system_prompt":"{{{Sentence}}}","variables":{"{{{Canary}}}":"{{{Sentence}}}"}}""");
            await chat.ReadUntilAsync("session_settings");
        }

        await Listening.UntilAsync(() => log.Lines.Any(line => line.Text.StartsWith("GET /v0/evi/chat was answered", StringComparison.Ordinal)));
        Assert.Contains(log.Lines, line => line.Text.Contains("failed by a fault", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Entries, entry => entry.Text.Contains(Canary, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Canary, listening.Text(), StringComparison.OrdinalIgnoreCase);
    }
}
