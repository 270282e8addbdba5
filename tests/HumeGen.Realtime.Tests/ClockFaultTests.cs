using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Tests;

/// <summary>The machine's clock is set while connections are open.</summary>
public sealed class ClockFaultTests : RealtimeTest
{
    [Theory]
    [Trait("Fault", "docs/reliability.md#clock-jumps")]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(24 * 365)]
    public async Task A_clock_that_is_set_ends_no_connection_and_keeps_the_limits(int hours)
    {
        var time = new FakeTimeProvider();
        await using var server = await EchoServer.StartAsync();
        var options = new RealtimeOptions { IdleTimeout = TimeSpan.FromSeconds(40) };
        await using var connection = await ConnectAsync(server.Address, options, time);

        for (var i = 0; i < 5; i++)
        {
            // The clock on the wall moves, and time does not.
            time.AdjustTime(time.GetUtcNow() + TimeSpan.FromHours(hours));
            time.Advance(TimeSpan.FromSeconds(1));
            await connection.SendAsync(new Sound(i, default));
            Assert.Equal(i, Assert.IsType<Sound>(await NextAsync(connection)).Seq);
            Assert.Equal(RealtimeState.Open, connection.State);
        }

        var ticks = 0;
        while (!connection.Closed.IsCompleted && ticks < 200)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            ticks++;
            await Task.Yield();
        }

        // Whichever limit is first: 33.75 s for a sign of life, which real pings may bring, or 40 s for a message. One more for the tick that may come at once.
        Assert.True((await connection.Closed.WaitAsync(Guard)).End is RealtimeEnd.KeepAliveTimeout or RealtimeEnd.IdleTimeout);
        Assert.True(ticks >= 33, $"{ticks} s");
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#clock-jumps")]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_is_set_shortens_or_prolongs_no_close(int hours)
    {
        var time = new FakeTimeProvider();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.HangAsync();
        });
        await using var connection = await ConnectAsync(server.Address, time: time);

        var closing = connection.CloseAsync().AsTask();
        time.AdjustTime(time.GetUtcNow() + TimeSpan.FromHours(hours));
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(closing.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        await closing.WaitAsync(Guard);
    }
}
