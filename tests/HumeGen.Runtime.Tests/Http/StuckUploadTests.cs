using System.Collections.Concurrent;

namespace HumeGen.Tests.Http;

/// <summary>Uploads of streams that do not heed their token.</summary>
public sealed class StuckUploadTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    public static TheoryData<bool, bool, string> Cases()
    {
        var cases = new TheoryData<bool, bool, string>();
        foreach (var blocks in new[] { false, true })
        {
            foreach (var form in new[] { false, true })
            {
                foreach (var end in new[] { "caller", "Timeout", "AttemptTimeout", "disposal" })
                    cases.Add(blocks, form, end);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_upload_ends_though_its_stream_does_not(bool blocks, bool form, string end)
    {
        await using var server = new RawServer(connection => connection.HangAsync());
        using var source = new StuckStream(blocks);
        using var cancel = new CancellationTokenSource();
        var time = new ManualTime();
        var pipeline = TestApi.Create(server.Address, o => o.TimeProvider = time);
        var upload = new MultipartFormBody();
        upload.AddFile("file", FilePart.FromStream(source, "t.bin"));
        var request = new ApiRequest(end == "AttemptTimeout" ? HttpMethod.Put : HttpMethod.Post, "/v0/files")
        {
            Body = form ? upload : ApiBody.File(FilePart.FromStream(source, "t.bin")),
        };

        // Not on this thread, which a stream that blocks would hold.
        var call = Task.Run(() => pipeline.SendAsync(request, cancellationToken: cancel.Token));
        await source.Reading.WaitAsync(Guard);
        if (end == "caller")
            await cancel.CancelAsync();
        else if (end == "disposal")
            pipeline.Dispose();
        else
            time.Advance(TimeSpan.FromSeconds(end == "Timeout" ? 120 : 60));

        var error = await Assert.ThrowsAnyAsync<Exception>(() => call.WaitAsync(Guard));
        if (end == "caller")
            Assert.Equal(cancel.Token, Assert.IsType<OperationCanceledException>(error).CancellationToken);
        else if (end == "disposal")
            Assert.IsType<ObjectDisposedException>(error);
        else
            Assert.Equal(end == "Timeout" ? ApiTimeoutKind.Total : ApiTimeoutKind.Attempt, Assert.IsType<ApiTimeoutException>(error).Kind);
        pipeline.Dispose();
    }

    [Fact]
    public async Task A_call_does_not_block_its_caller_while_a_stream_blocks()
    {
        // The second upload finds the connection open, so that nothing else makes the call wait.
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendResponseAsync("200 OK", "{}", keepAlive: true);
            await connection.HangAsync();
        });
        using var source = new StuckStream(blocks: true);
        using var pipeline = TestApi.Create(server.Address);
        using var cancel = new CancellationTokenSource();
        await pipeline.SendAsync(TestApi.Post());

        var calling = Task.Run(() =>
        {
            var call = pipeline.SendAsync(
                new ApiRequest(HttpMethod.Post, "/v0/files") { Body = ApiBody.File(FilePart.FromStream(source, "t.bin")) }, cancellationToken: cancel.Token);
            return Task.FromResult(call);
        });
        var call = await calling.WaitAsync(Guard);
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => call.WaitAsync(Guard));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_that_fails_after_its_call_has_ended_bothers_nobody(bool blocks)
    {
        var unobserved = new ConcurrentQueue<Exception>();
        void Observe(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Enqueue(e.Exception);
        TaskScheduler.UnobservedTaskException += Observe;
        try
        {
            await using var server = new RawServer(connection => connection.HangAsync());
            using var source = new StuckStream(blocks);
            await CancelUploadAsync(server.Address, source);

            source.Fail(new IOException("late and of no interest"));
            await source.Ended.WaitAsync(Guard);
            for (var i = 0; i < 20; i++)
            {
                await Task.Delay(5);
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            Assert.DoesNotContain(unobserved, e => e.ToString().Contains("of no interest", StringComparison.Ordinal));
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Observe;
        }
    }

    [Fact]
    public async Task A_stream_that_is_still_being_read_is_not_sent_again()
    {
        using var arrived = new SemaphoreSlim(0);
        await using var server = new RawServer(connection =>
        {
            arrived.Release();
            return connection.HangAsync();
        });
        using var source = new StuckStream(blocks: false, canSeek: true);
        var file = FilePart.FromStream(source, "t.bin");
        var time = new ManualTime();
        using var pipeline = TestApi.Create(server.Address, o => o.TimeProvider = time);

        var call = pipeline.SendAsync(new ApiRequest(HttpMethod.Put, "/v0/files") { Body = ApiBody.File(file) });
        await source.Reading.WaitAsync(Guard);
        await arrived.WaitAsync(Guard);
        time.Advance(TimeSpan.FromSeconds(60));

        // Another attempt would share the stream with the read that goes on, and send what that one leaves.
        Assert.Equal(ApiTimeoutKind.Attempt, (await Assert.ThrowsAsync<ApiTimeoutException>(() => call.WaitAsync(Guard))).Kind);
        Assert.Equal(1, server.Connections);
        var again = new ApiRequest(HttpMethod.Put, "/v0/files") { Body = ApiBody.File(file) };
        Assert.Contains("t.bin", (await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline.SendAsync(again))).Message, StringComparison.Ordinal);
    }

    // Apart, so that nothing here keeps the tasks of the call alive.
    private static async Task CancelUploadAsync(Uri server, StuckStream source)
    {
        using var pipeline = TestApi.Create(server);
        using var cancel = new CancellationTokenSource();
        var request = new ApiRequest(HttpMethod.Post, "/v0/files") { Body = ApiBody.File(FilePart.FromStream(source, "t.bin")) };
        var call = Task.Run(() => pipeline.SendAsync(request, cancellationToken: cancel.Token));
        await source.Reading.WaitAsync(Guard);
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => call.WaitAsync(Guard));
    }
}
