using HumeGen.Server.Engines;
using HumeGen.Server.PocketSphinx;
using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Server.Tests.Engines.PocketSphinx;

/// <summary>The bounds of the listeners of PocketSphinx.</summary>
public sealed class ListenerPoolTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<FakeListener> _made = [];

    [Fact]
    public async Task A_listener_is_made_when_it_is_needed_and_used_again()
    {
        using var pool = Pool(2);
        Assert.Empty(_made);

        for (var i = 0; i < 3; i++)
            (await pool.RentAsync(default)).Dispose();

        Assert.Single(_made);
    }

    [Fact]
    public async Task As_many_calls_wait_as_there_are_listeners_and_the_next_is_refused()
    {
        using var pool = Pool(1);
        var first = await pool.RentAsync(default);
        var second = pool.RentAsync(default);

        var fault = await Assert.ThrowsAsync<EngineException>(() => pool.RentAsync(default));

        Assert.Contains("1 speakers at the same time", fault.Message, StringComparison.Ordinal);
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
        (await pool.RentAsync(default)).Dispose();
        Assert.Single(_made);
    }

    [Fact]
    public async Task A_call_that_waits_too_long_is_refused_and_its_place_is_free_again()
    {
        using var pool = Pool(1);
        var first = await pool.RentAsync(default);
        var late = pool.RentAsync(default);

        _clock.Advance(TimeSpan.FromSeconds(11));

        await Assert.ThrowsAsync<EngineException>(() => late);
        var next = pool.RentAsync(default);
        first.Dispose();
        (await next.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public async Task A_call_that_is_cancelled_while_it_waits_frees_its_place()
    {
        using var pool = Pool(1);
        var first = await pool.RentAsync(default);
        using var stop = new CancellationTokenSource();
        var waiting = pool.RentAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var next = pool.RentAsync(default);
        first.Dispose();
        (await next.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public async Task A_call_that_is_cancelled_while_the_model_is_read_for_another_ends_at_once()
    {
        using var read = new ManualResetEventSlim();
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var pool = new ListenerPool(
            2,
            () =>
            {
                reading.TrySetResult();
                read.Wait(TimeSpan.FromSeconds(60));
                return new FakeListener();
            },
            _clock);
        var first = Task.Run(() => pool.RentAsync(default));
        await reading.Task.WaitAsync(TimeSpan.FromSeconds(20));
        using var stop = new CancellationTokenSource();
        var second = Task.Run(() => pool.RentAsync(stop.Token));
        stop.CancelAfter(TimeSpan.FromSeconds(0.2));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(TimeSpan.FromSeconds(20)));
        read.Set();
        (await first).Dispose();
        (await pool.RentAsync(default)).Dispose();
    }

    [Fact]
    public async Task A_listener_at_work_is_freed_when_its_call_ends_after_the_engine()
    {
        var pool = Pool(1);
        var loan = await pool.RentAsync(default);

        pool.Dispose();
        Assert.False(_made[0].IsDisposed);
        loan.Dispose();

        Assert.True(_made[0].IsDisposed);
    }

    [Fact]
    public async Task A_listener_that_cannot_be_made_does_not_take_a_place()
    {
        var fails = true;
        using var pool = new ListenerPool(1, () => fails ? throw new EngineException("No model.") : new FakeListener(), _clock);
        for (var i = 0; i < 3; i++)
            Assert.Equal("No model.", (await Assert.ThrowsAsync<EngineException>(() => pool.RentAsync(default))).Message);

        fails = false;
        (await pool.RentAsync(default)).Dispose();
    }

    private ListenerPool Pool(int listeners) => new(
        listeners,
        () =>
        {
            _made.Add(new FakeListener());
            return _made[^1];
        },
        _clock);
}
