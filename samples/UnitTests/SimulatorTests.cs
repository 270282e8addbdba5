using Hume;
using Hume.EmpathicVoice;
using Hume.Tts;
using HumeGen;
using HumeGen.Audio;
using HumeGen.Simulator;

namespace UnitTests;

/// <summary>The real client against a server inside the test: it keeps state, checks each request, makes audio, and fails as the test says.</summary>
public sealed class SimulatorTests : IAsyncLifetime
{
    private HumeSimulator _simulator = null!;
    private HumeClient _hume = null!;

    public async Task InitializeAsync()
    {
        _simulator = await HumeSimulator.StartAsync();
        _hume = NewClient(TimeSpan.FromSeconds(100));
    }

    public async Task DisposeAsync()
    {
        _hume.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task A_config_is_created_once()
    {
        var assistants = new Assistants(_hume.EmpathicVoice.Configs);

        var first = await assistants.EnsureAsync("Front desk");
        var second = await assistants.EnsureAsync("Front desk");

        Assert.Equal(first, second);
        Assert.Single(_simulator.Requests, r => r.Method == "POST");
    }

    [Fact]
    public async Task An_announcement_is_audio()
    {
        var announcement = await new Announcer(_hume.Tts).AnnounceAsync("The train is late.", "no such voice");

        Assert.True(PcmAudio.FromWav(announcement.Audio).Duration > TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task A_request_that_comes_too_soon_is_tried_again()
    {
        _simulator.FailNext(InjectedFailure.Status(429, headers: ("Retry-After", "0")), r => r.Path == "/v0/tts");

        var announcement = await new Announcer(_hume.Tts).AnnounceAsync("The train is late.", "no such voice");

        Assert.Null(announcement.TryAgainIn);
        Assert.Equal(2, _simulator.Requests.Count(r => r.Path == "/v0/tts"));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_a_timeout()
    {
        _simulator.FailNext(InjectedFailure.Hang(), r => r.Path == "/v0/tts");
        using var hurried = NewClient(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<ApiTimeoutException>(() => new Announcer(hurried.Tts).AnnounceAsync("The train is late.", "no such voice"));
    }

    [Fact]
    public async Task A_chat_outlives_its_connection()
    {
        await using var chat = await _hume.EmpathicVoice.Chat.ConnectAsync();
        await chat.WaitForMetadataAsync();
        var reconnected = new TaskCompletionSource<RealtimeReconnected>();
        chat.Reconnected += (_, e) => reconnected.TrySetResult(e);

        _simulator.Sockets.Single().Abort();

        Assert.True((await reconnected.Task).Resumed);
        var answer = chat.WaitForAsync<AssistantMessage>();
        await chat.SendAsync(new UserInput { Text = "Where were we?" });
        Assert.NotEmpty((await answer).Message.Content!);
    }

    private HumeClient NewClient(TimeSpan timeout) =>
        new(new HumeClientOptions { BaseAddress = _simulator.BaseAddress, ApiKey = _simulator.ApiKey, Timeout = timeout });
}
