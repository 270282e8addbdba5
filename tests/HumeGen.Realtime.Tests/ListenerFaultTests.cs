namespace HumeGen.Tests;

/// <summary>Faults of those who watch a connection: listeners of traces and metrics, and loggers.</summary>
public sealed class ListenerFaultTests : RealtimeTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_works_and_ends_although_all_that_watch_it_throw(bool atStart)
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.ReadFrameAsync(Frame.Text);
            await w.SendTextAsync("no json");
            await w.SendTextAsync("""{"type":"heard","text":"good"}""");
            await w.AnswerCloseAsync();
        });
        using var listeners = new ThrowingListeners(typeof(Watched).FullName!, atStart);
        using var pipeline = new ApiPipeline(
            new ApiDescription { Name = "Watched", BaseAddress = new Uri("https://api.example.test"), ApiKeyHeader = "X-Api-Key", Client = typeof(Watched) },
            new ApiClientOptions { BaseAddress = server.Address, ApiKey = Key, TimeProvider = new PatientTime(), LoggerFactory = listeners });

        await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(Request()).WaitAsync(Guard), binary: false));
        await connection.SendAsync(new Say("go")).AsTask().WaitAsync(Guard);

        Assert.IsType<Unknown>(await NextAsync(connection));
        Assert.Equal(new Heard("good"), await NextAsync(connection));
        await connection.CloseAsync().AsTask().WaitAsync(Guard);
        Assert.Equal(RealtimeEnd.ClosedByClient, (await connection.Closed.WaitAsync(Guard)).End);
        Assert.True(listeners.Count > 5);
    }

    private sealed class Watched;
}
