using System.Collections.Concurrent;
using Hume.EmpathicVoice;
using HumeGen.Simulator;
using HumeGen.Tests;

namespace Hume.EndToEnd;

/// <summary>Chats whose connection breaks, as a program sees them.</summary>
public class ChatDropTests : EndToEndTest
{
    private const string Chat = "/v0/evi/chat";

    [Fact]
    [Trait("Fault", "docs/reliability.md#new-ids-after-a-resume")]
    public async Task Ids_that_a_chat_had_before_stay_readable()
    {
        await using var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        var first = await chat.WaitForMetadataAsync(Patience);
        Assert.Empty(chat.EarlierMetadata);
        var last = chat.WaitForAsync<ChatMetadata>(m => m.ChatId == "chat-150", Patience);

        for (var i = 1; i <= 150; i++)
        {
            // Once more with the same ids, which is nothing new.
            for (var times = 0; times < 2; times++)
                await Simulator.Sockets[0].SendTextAsync($$"""{"type":"chat_metadata","chat_id":"chat-{{i}}","chat_group_id":"{{first.ChatGroupId}}"}""");
            if (i == 1)
                Assert.Equal(first, await chat.Reader.ReadAsync(Patience));
        }

        await last;
        Assert.Equal("chat-150", chat.Metadata!.ChatId);
        Assert.Equal(Enumerable.Range(50, 100).Select(i => $"chat-{i}"), chat.EarlierMetadata.Select(m => m.ChatId));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#reset-in-mid-session")]
    public async Task A_chat_that_is_cut_goes_on_in_its_group_with_its_settings_and_its_account_balances()
    {
        var story = new ConcurrentQueue<string>();
        var clock = new ManualTime();
        using var hume = Client(clock, story);
        await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        var (down, back, lost) = (Source(), Source(), Source<Exception>());
        chat.Reconnecting += (_, news) =>
        {
            story.Enqueue($"Reconnecting: attempt {news.Attempt}, uncertain {news.Uncertain}, after: {news.Close}");
            down.TrySetResult();
        };
        chat.Reconnected += (_, news) =>
        {
            story.Enqueue($"Reconnected: resumed {news.Resumed}, attempts {news.Attempts}, lost {news.Lost}");
            back.TrySetResult();
        };
        chat.HandlerFailed += (_, error) => lost.TrySetResult(error);
        var running = Source();
        chat.Tools.Handle("look", async (_, ended) =>
        {
            running.SetResult();
            await Task.Delay(Timeout.Infinite, ended).ContinueWith(static _ => { }, TaskScheduler.Default);
            return "Too late.";
        });
        var before = await chat.WaitForMetadataAsync(Patience);
        await chat.SendAsync(new SessionSettings { SystemPrompt = "Old." }, Patience);
        var audio = new AudioConfiguration { Encoding = AudioConfigurationEncoding.Linear16, SampleRate = 16_000, Channels = 1 };
        await chat.SendAsync(new SessionSettings { SystemPrompt = "Be kind.", Audio = audio }, Patience);
        await chat.SendAsync(new UserInput { Text = "Good morning!" }, Patience);
        await chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        await Simulator.Sockets[0].SendTextAsync(
            """{"type":"tool_call","name":"look","parameters":"{}","tool_call_id":"call-1","tool_type":"function","response_required":true}""");
        await running.Task.WaitAsync(Patience);

        // The clock stands still, and with it the wait before the next attempt.
        story.Enqueue("The connection is cut.");
        Simulator.Sockets[0].Abort();
        await down.Task.WaitAsync(Patience);
        Assert.Contains("call-1", (await lost.Task.WaitAsync(Patience)).Message, StringComparison.Ordinal);
        foreach (var frame in Speech.Frames(16_000, silent: 50))
            await chat.SendAsync(new AudioInput { Data = frame }, Patience);
        var asked = chat.SendAsync(new UserInput { Text = "Are you there?" }, Patience).AsTask();
        var answered = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        var late = await Assert.ThrowsAsync<ApiClientException>(
            () => chat.SendAsync(new ToolResponseMessage { ToolCallId = "call-1", Content = "Late." }, Patience).AsTask());
        story.Enqueue($"An answer to call-1: {late.Message}");
        clock.Advance(TimeSpan.FromSeconds(1));
        await back.Task.WaitAsync(Patience);
        await asked;
        await answered;

        Assert.Equal((before.ChatGroupId, 1), (chat.Metadata!.ChatGroupId, chat.EarlierMetadata.Count));
        Assert.NotEqual(before.ChatId, chat.Metadata.ChatId);
        var openings = Simulator.Requests.Where(r => r.Path == Chat).ToList();
        Assert.Contains(openings[^1].Query, q => q.Key == "resumed_chat_group_id" && q.Value == before.ChatGroupId);

        // Events have a task of their own, so that Reconnected may be told when the first messages are out already.
        var second = story.SkipWhile(static s => s != "The connection is cut.").Where(static s => s.StartsWith("sent", StringComparison.Ordinal)).ToList();
        Assert.Contains("Be kind.", second[0], StringComparison.Ordinal);
        Assert.Equal(20, second.Count(static s => s.Contains("audio_input", StringComparison.Ordinal)));
        Assert.DoesNotContain(second, static s => s.Contains("tool_", StringComparison.Ordinal));

        await chat.CloseAsync(Patience);
        story.Enqueue($"{await chat.Closed}");
        var account = chat.Account;
        story.Enqueue($"{account}");
        Assert.Equal((account.Accepted, 0), (account.Confirmed + account.Withdrawn + account.Uncertain + account.Lost, account.Pending));

        // 30 pieces of audio, and the answer to the tool call.
        Assert.Equal(31, account.Lost);
        if (Environment.GetEnvironmentVariable("HUMEGEN_STORY") is { Length: > 0 } file)
            await File.WriteAllLinesAsync(file, story, Patience);
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#inactivity-or-longest-duration")]
    [InlineData("inactivity", RealtimeEnd.Inactivity)]
    [InlineData("max_duration", RealtimeEnd.MaxDuration)]
    public async Task A_chat_that_its_limits_end_is_over_for_good(string limit, RealtimeEnd end)
    {
        var clock = new ManualTime();
        await using var simulator = await HumeSimulator.StartAsync(new HumeSimulatorOptions { TimeProvider = clock });
        using var hume = new HumeClient(new HumeClientOptions { BaseAddress = simulator.BaseAddress, ApiKey = simulator.ApiKey });
        await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        await chat.WaitForMetadataAsync(Patience);
        var attempts = 0;
        chat.Reconnecting += (_, _) => Interlocked.Increment(ref attempts);

        // Someone who speaks now and then is not inactive, and is hung up on in the end all the same.
        while (!chat.Closed.IsCompleted)
        {
            Patience.ThrowIfCancellationRequested();
            if (limit == "max_duration" && chat.State == RealtimeState.Open)
                await Record.ExceptionAsync(() => chat.SendAsync(new UserInput { Text = "Still here." }, Patience).AsTask());
            await Task.Delay(20, Patience);
            clock.Advance(TimeSpan.FromSeconds(60));
        }

        Assert.Equal(end, (await chat.Closed).End);
        Assert.Equal((0, 1), (attempts, simulator.Requests.Count(r => r.Path == Chat)));
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#resume-refused")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_resume_that_the_server_refuses_ends_the_chat_or_begins_another_one_visibly(bool allowsFresh)
    {
        var clock = new ManualTime();
        using var hume = Client(clock, []);
        var options = new RealtimeOptions { Reconnect = new ReconnectOptions { AllowFreshSession = allowsFresh } };
        await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync(options: options, cancellationToken: Patience);
        var before = await chat.WaitForMetadataAsync(Patience);
        var (down, back) = (Source(), Source<RealtimeReconnected>());
        chat.Reconnecting += (_, _) => down.TrySetResult();
        chat.Reconnected += (_, news) => back.TrySetResult(news);

        // Another program goes on with the chat meanwhile, so that it is active.
        Simulator.Sockets[0].Abort();
        await down.Task.WaitAsync(Patience);
        while (Simulator.Sockets.Count > 0)
            await Task.Delay(5, Patience);

        await using var other = await Hume.EmpathicVoice.Chat.ConnectAsync(new() { ResumedChatGroupId = before.ChatGroupId }, cancellationToken: Patience);
        await other.WaitForMetadataAsync(Patience);
        clock.Advance(TimeSpan.FromSeconds(1));

        if (allowsFresh)
        {
            var news = await back.Task.WaitAsync(Patience);
            Assert.Equal((false, before.ChatGroupId), (news.Resumed, news.OldValue));
            Assert.NotEqual(before.ChatGroupId, news.NewValue);
            Assert.Equal(news.NewValue, chat.Metadata!.ChatGroupId);
        }
        else
        {
            var close = await chat.Closed.WaitAsync(Patience);
            Assert.False(close.IsNormal);
            Assert.Contains("ReconnectOptions.AllowFreshSession", close.ToString(), StringComparison.Ordinal);
            Assert.Equal("E0717", close.Attempts.Count == 1 ? (close.Exception as RealtimeClosedException)?.Close.LastError?.ErrorCode?.Value : null);
            Assert.Equal(3, Simulator.Requests.Count(r => r.Path == Chat));
        }
    }

    private HumeClient Client(TimeProvider clock, ConcurrentQueue<string> story) => new(new HumeClientOptions
    {
        BaseAddress = Simulator.BaseAddress,
        ApiKey = Simulator.ApiKey,
        TimeProvider = clock,
        OnMessage = m =>
        {
            var text = System.Text.Encoding.UTF8.GetString(m.Data.Span);
            story.Enqueue($"{(m.Direction == RealtimeDirection.Sent ? "sent" : "received")} {(text.Length > 160 ? text[..160] + "..." : text)}");
        },
    });

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<T> Source<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
