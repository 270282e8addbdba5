using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;
using static HumeGen.Server.Tests.Chats.ChatWire;

namespace HumeGen.Server.Tests.Chats;

/// <summary>The assistant speaks by the engine for speech, and its voice is measured.</summary>
public sealed class SpeakingTests
{
    [Fact]
    public async Task The_voice_of_the_assistant_is_measured_from_the_sound_that_it_sends()
    {
        var prosody = new ScriptedProsody(_ => [new ExpressionScore("Calmness", 1)]);
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.Prosody = prosody);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;

        await chat.SendAsync("""{"type":"assistant_input","text":"Good morning."}""");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal(["assistant_message", "assistant_prosody", "audio_output"], turn.Take(3).Select(message => (string?)message["type"]));
        Assert.Equal("""{"Calmness":1}""", turn[1]["models"]!["prosody"]!["scores"]!.ToJsonString());
        byte[] sent = [.. turn.Where(message => message["data"] is not null).SelectMany(message => Convert.FromBase64String((string)message["data"]!)[44..])];
        Assert.Equal(sent, System.Runtime.InteropServices.MemoryMarshal.AsBytes(Assert.Single(prosody.Heard).Samples.Span));
    }

    [Fact]
    public async Task Without_a_prosody_model_there_are_no_scores()
    {
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.Prosody = null);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;

        await chat.SendAsync("""{"type":"assistant_input","text":"Good morning."}""");

        Assert.DoesNotContain(await chat.ReadUntilAsync("assistant_end"), message => (string?)message["type"] == "assistant_prosody");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_engine_that_fails_or_is_missing_is_told_ends_the_turn_and_the_chat_goes_on(bool missing)
    {
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.TextToSpeech = missing ? null : new BrokenSpeech());
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;

        for (var i = 0; i < 2; i++)
        {
            await chat.SayAsync("Hello");
            var turn = await chat.ReadUntilAsync("assistant_end");
            Assert.Equal(["user_message", "assistant_message", "error", "assistant_end"], turn.Select(message => (string?)message["type"]));
            Assert.Equal("I0100", (string?)turn[2]["code"]);
            Assert.DoesNotContain("secret place", turn[2].ToJsonString(), StringComparison.Ordinal);
        }
    }

    private sealed class BrokenSpeech : ITextToSpeechClient
    {
        public Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("secret place");

        public IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
            string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) => throw new InvalidOperationException("secret place");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
