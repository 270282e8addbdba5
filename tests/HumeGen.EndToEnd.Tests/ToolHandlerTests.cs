using System.Collections.Concurrent;
using Hume.EmpathicVoice;
using HumeGen.Simulator;

namespace Hume.EndToEnd;

/// <summary>Handlers of tools run within limits, and what becomes of each call is known to EVI or to the program.</summary>
[Trait("Fault", "docs/reliability.md#tool-call-in-flight")]
public class ToolHandlerTests : EndToEndTest
{
    [Fact]
    [Trait("Fault", "docs/reliability.md#tool-handler-without-a-result")]
    public async Task A_handler_that_gives_null_answers_with_an_error()
    {
        await using var chat = await ConnectAsync();
        var failed = FailureOf(chat);
        chat.Tools.Handle("look", (_, _) => Task.FromResult<string>(null!));
        var ended = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        await chat.SendAsync(new SessionSettings { Tools = [new() { Type = ToolType.Function, Name = "look", Parameters = "{}" }] }, Patience);

        await chat.SendAsync(new UserInput { Text = "Please look at this." }, Patience);

        await ended;
        Assert.Equal("The handler of the tool look gave null in place of a text.", await ToolAnswerAsync(chat));
        Assert.Equal("The handler of the tool look gave null in place of a text.", (await failed).Message);
    }

    [Fact]
    public async Task A_handler_is_cancelled_with_its_connection_and_its_result_is_reported_lost()
    {
        await using var chat = await ConnectAsync();
        var failed = FailureOf(chat);
        var running = new TaskCompletionSource();
        chat.Tools.Handle("look", async (_, ended) =>
        {
            running.SetResult();
            await Task.Delay(Timeout.Infinite, ended).ContinueWith(_ => { }, TaskScheduler.Default);
            return "Too late.";
        });
        await CallAsync("look", "call-1");
        await running.Task.WaitAsync(Patience);

        Simulator.Sockets[0].Abort();

        var lost = Assert.IsType<ApiClientException>(await failed.WaitAsync(Patience));
        Assert.Contains("call-1", lost.Message, StringComparison.Ordinal);
        Assert.Contains("was not answered", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_handler_throws_is_told_to_the_program_too()
    {
        await using var chat = await ConnectAsync();
        var failed = FailureOf(chat);
        chat.Tools.Handle("look", (_, _) => throw new InvalidOperationException("It is dark."));

        await CallAsync("look", "call-1");

        Assert.Equal("It is dark.", Assert.IsType<InvalidOperationException>(await failed.WaitAsync(Patience)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_handlers_run_at_once_than_the_program_allows_and_the_others_follow_in_order(int number)
    {
        await using var chat = await ConnectAsync();
        var (running, most, order) = (0, 0, new ConcurrentQueue<string>());
        var (all, go, busy) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        chat.Tools.MaxParallel = number;
        chat.Tools.Handle("look", async (arguments, _) =>
        {
            order.Enqueue(arguments.GetProperty("n").ToString());
            lock (order)
            {
                most = Math.Max(most, ++running);
                if (running == number)
                    busy.TrySetResult();
            }

            await go.Task;
            lock (order)
                running--;
            if (order.Count == 50)
                all.TrySetResult();
            return "Seen.";
        });
        for (var i = 0; i < 50; i++)
            await CallAsync("look", $"call-{i}", $$"""{\"n\":{{i}}}""");
        var last = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        await Simulator.Sockets[0].SendTextAsync("""{"type":"assistant_end"}""");
        await last;
        await busy.Task.WaitAsync(Patience);

        Assert.Equal(number, most);
        go.SetResult();
        await all.Task.WaitAsync(Patience);

        Assert.Equal(number, most);
        var calls = order.Select(int.Parse).ToArray();
        Assert.Equal(Enumerable.Range(0, 50), number == 1 ? calls : calls.Order());
    }

    [Fact]
    public async Task Calls_beyond_those_that_may_wait_are_not_run_and_reported()
    {
        await using var chat = await ConnectAsync();
        var failures = new ConcurrentQueue<Exception>();
        var (run, go) = (0, new TaskCompletionSource());
        chat.HandlerFailed += (_, e) => failures.Enqueue(e);
        chat.Tools.MaxParallel = 1;
        chat.Tools.Handle("look", async (_, _) =>
        {
            Interlocked.Increment(ref run);
            await go.Task;
            return "Seen.";
        });
        for (var i = 0; i < 1006; i++)
            await CallAsync("look", $"call-{i}");
        var last = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        await Simulator.Sockets[0].SendTextAsync("""{"type":"assistant_end"}""");
        await last;

        while (failures.Count < 5)
            await Task.Delay(5, Patience);
        Assert.Equal(5, failures.Count);
        Assert.All(failures, f => Assert.Contains("1000 calls of tools wait already", f.Message, StringComparison.Ordinal));
        Assert.InRange(Volatile.Read(ref run), 0, 1);
        go.SetResult();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task At_least_one_handler_must_run(int number)
    {
        await using var chat = await ConnectAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => chat.Tools.MaxParallel = number);
    }

    private async Task<IChatConnection> ConnectAsync()
    {
        var chat = await Hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        _ = Task.Run(async () =>
        {
            await foreach (var _ in chat.ReadAllAsync(Patience))
                continue;
        });
        await chat.WaitForMetadataAsync(Patience);
        return chat;
    }

    private static Task<Exception> FailureOf(IChatConnection chat)
    {
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        chat.HandlerFailed += (_, e) => failed.TrySetResult(e);
        return failed.Task;
    }

    private Task CallAsync(string tool, string id, string parameters = "{}") => Simulator.Sockets[0].SendTextAsync(
        $$"""{"type":"tool_call","tool_call_id":"{{id}}","name":"{{tool}}","parameters":"{{parameters}}","response_required":true}""");
}
