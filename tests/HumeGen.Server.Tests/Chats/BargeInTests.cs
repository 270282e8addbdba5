using System.Runtime.CompilerServices;
using HumeGen.Server.Tests.TextToSpeech;
using Microsoft.Extensions.AI;
using static HumeGen.Server.Tests.Chats.ChatWire;

namespace HumeGen.Server.Tests.Chats;

/// <summary>Speech, a typed message or a pause stops the model and the voice of an assistant that speaks.</summary>
public sealed class BargeInTests : IDisposable
{
    private readonly Standstill _writing = new();
    private readonly ScriptedSpeech _speech = new((_, stop) => EndlessSpeech(stop));

    [Fact]
    public async Task Speech_stops_the_model_and_the_voice()
    {
        await using var host = await StartAsync();
        await using var chat = await host.OpenForSoundAsync();
        await SpeakAsync(chat);

        await chat.SendSoundAsync(Speech(1500));
        await chat.ReadUntilAsync("user_interruption");

        await StoppedAsync();
        await NothingFollowsAsync(chat);
    }

    [Fact]
    public async Task A_typed_message_stops_the_model_and_the_voice_and_is_answered()
    {
        await using var host = await StartAsync();
        await using var chat = await host.OpenForSoundAsync();
        await SpeakAsync(chat);

        await chat.SayAsync("Stop");
        var messages = await chat.ReadUntilAsync("user_interruption");

        await StoppedAsync();
        Assert.DoesNotContain(messages, message => (string?)message["type"] == "user_message");
        Assert.Equal("Stop", Said(await chat.ReadAsync("user_message")));
        Assert.Equal("Here I am.", Said(await chat.ReadAsync("assistant_message")));
    }

    [Fact]
    public async Task A_pause_stops_the_model_and_the_voice()
    {
        await using var host = await StartAsync();
        await using var chat = await host.OpenForSoundAsync();
        await SpeakAsync(chat);

        await chat.SendAsync("""{"type":"pause_assistant_message"}""");
        await chat.ReadUntilAsync("assistant_end");

        await StoppedAsync();
        await NothingFollowsAsync(chat);
    }

    [Fact]
    public async Task The_end_of_a_chat_stops_the_model_and_the_voice()
    {
        await using var host = await StartAsync();
        await using var chat = await host.OpenForSoundAsync();
        await SpeakAsync(chat);

        await chat.Client.CloseOutputAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        await StoppedAsync();
    }

    public void Dispose() => _speech.Dispose();

    /// <summary>Speech without an end, twice as fast as it is spoken.</summary>
    internal static async IAsyncEnumerable<AIContent> EndlessSpeech([EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            yield return ScriptedSpeech.Pcm(0.1);
            await Task.Delay(50, stop);
        }
    }

    private static async Task SpeakAsync(HumeSocket chat)
    {
        await chat.SayAsync("Hello");
        await chat.ReadUntilAsync("audio_output");
    }

    /// <summary>After the interruption comes nothing of the old answer.</summary>
    private static async Task NothingFollowsAsync(HumeSocket chat)
    {
        await chat.SendAsync("""{"type":"session_settings","custom_session_id":"later"}""");
        await chat.ReadAsync("session_settings");
    }

    private async Task StoppedAsync()
    {
        await _writing.Cancelled;
        await _speech.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private Task<HumeHost> StartAsync() => HumeHost.StartServerAsync(options =>
    {
        options.Engines.Chat = new ScriptedChatClient((call, _, _, stop) => call == 0 ? WriteAsync(stop) : ScriptedChatClient.Texts("Here I am."));
        options.Engines.TextToSpeech = _speech;
        options.Engines.Prosody = null;
    });

    private async IAsyncEnumerable<ChatResponseUpdate> WriteAsync([EnumeratorCancellation] CancellationToken stop)
    {
        yield return new ChatResponseUpdate(ChatRole.Assistant, "It is a long story. ");
        await foreach (var update in _writing.NothingAsync<ChatResponseUpdate>(stop))
            yield return update;
    }
}
