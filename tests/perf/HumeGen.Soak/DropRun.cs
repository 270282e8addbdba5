using HumeGen.Tests;

namespace HumeGen.Soak;

/// <summary>Many chats whose connections break every few seconds: every message is accounted for, none comes twice, and nothing is left behind.</summary>
internal static class DropRun
{
    public static async Task<int> RunAsync(int sessions, TimeSpan duration, TimeSpan interval)
    {
        Console.WriteLine($"{sessions} sessions for {duration.TotalSeconds} s, a drop of each every {interval.TotalSeconds} s, 20 messages a second each");
        await using var server = await DroppingServer.StartAsync(interval);
        using var pipeline = new ApiPipeline(
            new ApiDescription { Name = "Soak", BaseAddress = new Uri("https://api.example.test"), ApiKeyHeader = "X-Api-Key" },
            new ApiClientOptions { BaseAddress = server.Address, ApiKey = "soak-key" });

        // A connection that holds until half the interval is over is stable here; else the waits would grow, as they should.
        var options = new RealtimeOptions { Reconnect = new ReconnectOptions { StableAfter = interval / 4 } };
        using var stop = new CancellationTokenSource(duration);
        var chats = await Task.WhenAll(Enumerable.Range(0, sessions).Select(async _ => new TestConnection(
            await pipeline.ConnectAsync(new RealtimeRequest("wss://api.example.test/v0", "/soak"), options), rules: TestConnection.Resumable)));
        var (reconnects, fresh) = (0L, 0L);
        foreach (var chat in chats)
            chat.Reconnected += (_, news) => Interlocked.Increment(ref news.Resumed ? ref reconnects : ref fresh);

        var violations = new List<string>();
        var running = Task.WhenAll(chats.Select(c => ChatAsync(c, stop.Token)));
        await Task.WhenAny(running, Task.Delay(duration / 6));
        var start = Memory.Measure("after warm-up");
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(duration / 6));
            if (!stop.IsCancellationRequested)
                Print("running", chats);
        }

        violations.AddRange((await running).OfType<string>());
        var end = Memory.Measure("at the end");
        violations.AddRange(Memory.Compare(start, end));
        foreach (var chat in chats)
            await chat.DisposeAsync();
        if (!SpinWait.SpinUntil(() => server.Open == 0, TimeSpan.FromSeconds(10)))
            violations.Add($"{server.Open} connections are still open on the server after all were disposed");

        var total = Print("closed", chats);
        violations.AddRange(server.Violations);
        if (total.Pending != 0)
            violations.Add($"{total.Pending} messages are pending after the end");
        if (server.Arrived > total.Confirmed + total.Uncertain)
            violations.Add($"{server.Arrived} messages arrived, but only {total.Confirmed + total.Uncertain} were sent");
        Console.WriteLine($"{server.Drops} drops, {reconnects} resumed, {fresh} fresh; {server.Arrived} messages arrived");
        foreach (var violation in violations.Take(20))
            Console.WriteLine($"VIOLATION: {violation}");
        Console.WriteLine(violations.Count == 0 ? "every message accounted for, none twice, memory flat" : $"{violations.Count} violations");
        return violations.Count == 0 ? 0 : 1;
    }

    private static async Task<string?> ChatAsync(TestConnection chat, CancellationToken stop)
    {
        var reading = ReadAsync(chat);
        var waiting = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            for (var number = 0L; await timer.WaitForNextTickAsync(stop); number += 2)
            {
                // Live audio never waits for the connection; text does.
                waiting.Add(chat.SendAsync(new Sound(number, new byte[3_200]), CancellationToken.None).AsTask());
                waiting.Add(chat.SendAsync(new Say($"{number + 1}"), CancellationToken.None).AsTask());
                waiting.RemoveAll(static t => t.IsCompletedSuccessfully);
            }
        }
        catch (OperationCanceledException)
        {
            // Time is up.
        }
        catch (ApiClientException e)
        {
            return e.Message;
        }

        try
        {
            await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
            await chat.CloseAsync(CancellationToken.None);
            await reading;
            return null;
        }
        catch (Exception e) when (e is ApiClientException or TimeoutException)
        {
            return e.Message;
        }
    }

    private static async Task ReadAsync(TestConnection chat)
    {
        await foreach (var _ in chat.ReadAllAsync())
        {
        }
    }

    private static RealtimeAccount Print(string when, TestConnection[] chats)
    {
        Memory.Measure(when);
        var all = chats.Select(static c => c.Account).ToList();
        var total = new RealtimeAccount
        {
            Accepted = all.Sum(static a => a.Accepted),
            Confirmed = all.Sum(static a => a.Confirmed),
            Withdrawn = all.Sum(static a => a.Withdrawn),
            Uncertain = all.Sum(static a => a.Uncertain),
            Lost = all.Sum(static a => a.Lost),
            Pending = all.Sum(static a => a.Pending),
        };
        Console.WriteLine(
            $"{when}: accepted {total.Accepted} = confirmed {total.Confirmed} + withdrawn {total.Withdrawn} + uncertain {total.Uncertain} + lost {total.Lost} + pending {total.Pending}");
        return total;
    }
}
