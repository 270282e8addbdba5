using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Simulator.Engines;
using Microsoft.Extensions.AI;
using static HumeGen.Server.Tests.Chats.ChatWire;

namespace HumeGen.Server.Tests.Chats;

/// <summary>Engines of chats that break their contract: the client hears of it, and the chat goes on.</summary>
public sealed class EngineTroubleTests
{
    [Fact]
    public async Task An_engine_that_gives_no_transcript_at_all_is_told_and_the_next_turn_is_heard()
    {
        var engine = new EmptyHanded();
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.SpeechToText = engine);
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(Speech(1000), Silence(900));
        Assert.Equal("I0100", (string?)(await chat.ReadAsync("error"))["code"]);
        engine.Words = "Now I hear you";
        await chat.SendSoundAsync(Speech(1000), Silence(900));

        Assert.Equal("Now I hear you", Said(await chat.ReadAsync("user_message")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_prosody_model_that_fails_costs_the_assistant_its_scores_and_not_its_voice(bool throws)
    {
        var prosody = new ScriptedProsody(_ => throws ? throw new InvalidOperationException("broken") : null!);
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.Prosody = prosody);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;

        await chat.SendAsync("""{"type":"assistant_input","text":"Good morning."}""");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.Contains(turn, message => (string?)message["type"] == "audio_output");
        Assert.DoesNotContain(turn, message => (string?)message["type"] == "assistant_prosody");
        Assert.Equal(throws ? 1 : 0, turn.Count(message => (string?)message["type"] == "error"));
    }

    [Fact]
    public async Task A_detector_that_keeps_failing_is_told_once()
    {
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.VoiceActivityDetector = _ => throw new InvalidOperationException("broken"));
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(Speech(3000));
        await chat.SayAsync("Typed");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal("I0100", (string?)Assert.Single(turn, message => (string?)message["type"] == "error")["code"]);
    }

    [Fact]
    public async Task A_detector_that_loses_the_turn_it_started_keeps_no_sound_without_end()
    {
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.VoiceActivityDetector = _ => new Forgetful());
        await using var chat = await host.OpenForSoundAsync();

        for (var i = 0; i < 61; i++)
            await chat.SendSoundAsync(Speech(1000));

        Assert.InRange((int)(await chat.ReadAsync("user_message"))["time"]!["end"]!, 59_000, 60_100);
    }

    [Fact]
    public async Task A_detector_that_cannot_be_disposed_keeps_no_chat_alive()
    {
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.VoiceActivityDetector = made => new Undying(new EnergyVoiceActivityDetector(made)));
        var (chat, metadata) = await host.OpenChatAsync(Linear16);
        await chat.SendSoundAsync(Speech(100));
        await chat.Client.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        await chat.DisposeAsync();

        Assert.Equal("USER_ENDED", (string?)(await host.GetAsync($"/v0/evi/chats/{metadata["chat_id"]}")).Json["status"]);
    }

    [Fact]
    public async Task An_engine_that_keeps_its_thread_holds_up_no_interruption()
    {
        using var release = new ManualResetEventSlim();
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.TextToSpeech = new Blocking(release));
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;
        try
        {
            await chat.SayAsync("First");
            await chat.ReadUntilAsync("assistant_message");

            await chat.SayAsync("Second");
            await chat.ReadAsync("user_interruption");
            Assert.Equal("Second", Said(await chat.ReadAsync("user_message")));
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public async Task A_catalogue_that_fails_leaves_no_chat_behind_that_seems_active()
    {
        var catalog = new Catalog();
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.Voices = catalog);
        var config = await host.ConfigAsync(""" "voice":{"provider":"HUME_AI","name":"Kora"} """);
        catalog.Fails = true;

        await using (var chat = await HumeSocket.OpenAsync(host, "/v0/evi/chat?config_id=" + config))
            Assert.Equal("I0100", (string?)Assert.Single(await chat.ReadToCloseAsync(1011))["code"]);

        Assert.DoesNotContain((await host.GetAsync("/v0/evi/chats")).Json["chats_page"]!.AsArray(), chat => (string?)chat!["status"] == "ACTIVE");
    }

    [Fact]
    public async Task A_catalogue_that_fails_costs_a_chat_its_new_voice_and_nothing_else()
    {
        var catalog = new Catalog();
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.Voices = catalog);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;
        catalog.Fails = true;

        await chat.SendAsync("""{"type":"session_settings","voice_id":"b152f9bd-9a7f-5c2d-9d3e-4e2a9d8f0f55","custom_session_id":"mine"}""");
        await chat.ReadAsync("session_settings");
        var error = await chat.ReadAsync("error");
        await chat.SayAsync("Hello");

        Assert.Equal("I0100", (string?)error["code"]);
        Assert.DoesNotContain("secret place", error.ToJsonString(), StringComparison.Ordinal);
        await chat.ReadUntilAsync("assistant_end");
    }

    private sealed class EmptyHanded : ISpeechToTextClient
    {
        public string? Words { get; set; }

        public Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(Words is { } words ? new SpeechToTextResponse(words) : null!);

        public IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
            Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    /// <summary>Says again and again that a turn starts, and never that it ends.</summary>
    private sealed class Forgetful : IVoiceActivityDetector
    {
        public bool IsSpeech => false;

        public void Detect(ReadOnlySpan<short> samples, ICollection<VoiceActivity> activity) => activity.Add(new VoiceActivity(VoiceActivityKind.Started, 0, 0));

        public VoiceActivity? Finish() => null;

        public void Dispose()
        {
        }
    }

    private sealed class Undying(IVoiceActivityDetector inner) : IVoiceActivityDetector
    {
        public bool IsSpeech => inner.IsSpeech;

        public void Detect(ReadOnlySpan<short> samples, ICollection<VoiceActivity> activity) => inner.Detect(samples, activity);

        public VoiceActivity? Finish() => inner.Finish();

        public void Dispose() => throw new InvalidOperationException("broken");
    }

    private sealed class Blocking(ManualResetEventSlim release) : ITextToSpeechClient
    {
        public Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
            string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            release.Wait(TimeSpan.FromSeconds(60), CancellationToken.None);
            await Task.CompletedTask;
            yield break;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class Catalog : IVoiceCatalog
    {
        private readonly IVoiceCatalog _inner = DeterministicEngines.Create().Voices!;

        public bool Fails { get; set; }

        public ValueTask<IReadOnlyList<CatalogVoice>> ListAsync(CancellationToken cancellationToken = default) =>
            Fails ? throw new InvalidOperationException("secret place") : _inner.ListAsync(cancellationToken);
    }
}
