using System.Net;
using System.Text;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen.Tests.Http;

public sealed class ItemTests
{
    // The stream's text, and the ids that come out of it.
    public static TheoryData<string, string> Streams() => new()
    {
        { "{\"id\":\"a\"}\n{\"id\":\"b\"}\n", "a b" },
        { "{\"id\":\"a\"}\r\n{\"id\":\"b\"}\r\n", "a b" },
        { "{\"id\":\"a\"}\n\n\r\n  \n{\"id\":\"b\"}", "a b" },
        { "\uFEFF{\"id\":\"a\"}\n", "a" },
        { "  {\"id\":\"a\"}  \n", "a" },
        { "data: {\"id\":\"a\"}\n\ndata:{\"id\":\"b\"}\n\n", "a b" },
        { "data: {\"id\":\"a\"}\r\n\r\ndata: {\"id\":\"b\"}\r\n\r\n", "a b" },
        { ": comment\nevent: x\nid: 7\nretry: 5\ndata: {\"id\":\"a\"}\n\n:\n\n", "a" },
        { "data: {\"id\":\ndata: \"a\"}\n\n", "a" },
        { "data\ndata: {\"id\":\"a\"}\n\n", "a" },
        { "data:\n\ndata: {\"id\":\"a\"}\n\n", "a" },
        { "data: {\"id\":\"a\"}\n\ndata: [DONE]\n\ndata: {\"id\":\"late\"}\n\n", "a" },
        { "data: {\"id\":\"a\"}\n\ndata:[DONE]", "a" },
        { "data: {\"id\":\"a\"}", "a" },
        { "data: {\"id\":\"a\"}\n", "a" },
        { "data: {\"id\":\"a\"}\n{\"id\":\"b\"}\n\ndata: {\"id\":\"c\"}\n", "a b c" },
        { "event\nid\nretry\n{\"id\":\"a\"}\n", "a" },
        { "{\"id\":\"Gr\u00fc\u00dfe\"}\n{\"id\":\"data: x\"}\n", "Gr\u00fc\u00dfe data:_x" },
        { "\n\n", "" },
        { "", "" },
        { ": only comments\n\n: here\n\n", "" },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Items_are_read_however_the_bytes_are_cut(string text, string ids)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var piece in new[] { 1, 2, 3, 7, 1000 })
        {
            using var handler = new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new PieceStream(bytes, piece)) }));
            using var pipeline = TestApi.Create(handler);

            var items = await pipeline.SendForItemsAsync(TestApi.Post(), Note.ReadJson).ToListAsync();

            Assert.Equal(ids, string.Join(' ', items.Select(i => i.Id.Replace(' ', '_'))));
        }
    }

    [Fact]
    public async Task A_large_item_comes_whole()
    {
        var large = new string('x', 3_000_000);
        using var handler = StubHandler.Answering(HttpStatusCode.OK, $$"""{"id":"{{large}}"}""" + "\n" + $$"""data: {"id":"{{large}}"}""" + "\n\n{\"id\":\"end\"}\n");
        using var pipeline = TestApi.Create(handler);

        var items = await pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).ToListAsync();

        Assert.Equal([large, large, "end"], items.Select(i => i.Id));
    }

    [Fact]
    public async Task Items_come_out_as_they_arrive()
    {
        var taken = new SemaphoreSlim(0);
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
            for (var i = 0; i < 3; i++)
            {
                await connection.SendAsync($"data: {{\"id\":\"{i}\"}}\n\n");
                await taken.WaitAsync(connection.End);
            }
        });
        using var pipeline = TestApi.Create(server.Address);
        var seen = 0;

        // The server sends an item only when the one before was taken: this ends only if each comes out at once.
        await foreach (var item in pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson))
        {
            Assert.Equal($"{seen++}", item.Id);
            taken.Release();
        }

        Assert.Equal(3, seen);
    }

    [Theory]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\n{\"id\":\"c\"}\n", 2, "$.id")]
    [InlineData("{\"id\":\"a\"}\n{\"id\":5}\n", 2, "$.id")]
    [InlineData("{\"id\":\"a\"}\ndata: {\"id\":\"b\"}\n\nnonsense\n", 3, "$")]
    [InlineData("data: {\"id\":\"a\"} {\"id\":\"b\"}\n\n", 1, null)]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\"b", 2, "$.id")]
    public async Task A_broken_item_is_an_error_that_counts_the_items(string text, long number, string? path)
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, text);
        using var pipeline = TestApi.Create(handler);
        var seen = 0;

        var error = await Assert.ThrowsAsync<ApiResponseException>(async () =>
        {
            await foreach (var item in pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson))
                seen++;
        });

        Assert.Equal(number - 1, seen);
        Assert.Equal(number, error.Item);
        Assert.Contains($"Item {number}", error.Message, StringComparison.Ordinal);
        if (path is not null)
            Assert.Equal(path, error.Path);
    }

    [Theory]
    [InlineData("{\"id\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}\n")]
    [InlineData("data: {\"id\":\ndata: \"aaaaaaaaaaaaaaaaaaaaaaa\"}\n\n")]
    public async Task An_item_larger_than_allowed_is_refused(string text)
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, text);
        using var pipeline = TestApi.Create(handler, o => o.MaxResponseBytes = 32);

        var error = await Assert.ThrowsAsync<ApiResponseException>(() => pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).ToListAsync());

        Assert.Contains("MaxResponseBytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_end_does_not_fill_the_memory()
    {
        using var handler = new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new EndlessStream()) }));
        using var pipeline = TestApi.Create(handler, o => o.MaxResponseBytes = 1_000_000);

        await Assert.ThrowsAsync<ApiResponseException>(() => pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).ToListAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_breaks_off_is_an_error_after_the_items_that_came(bool reset)
    {
        var taken = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n{\"id\":\"a\"}\n\r\n");
            await taken.Task;
            if (reset)
                connection.Reset();
        });
        using var pipeline = TestApi.Create(server.Address);

        var error = await Assert.ThrowsAsync<ApiResponseException>(async () =>
        {
            await foreach (var item in pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson))
                taken.SetResult();
        });

        Assert.Contains("cut short", error.Message, StringComparison.Ordinal);
        Assert.True(taken.Task.IsCompleted);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_stream_that_falls_silent_ends_at_the_idle_limit()
    {
        var time = new ManualTime();
        await using var server = OneItemThenSilence();
        using var pipeline = TestApi.Create(server.Address, o => o.TimeProvider = time);

        await using var items = pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        time.Advance(TimeSpan.FromMinutes(10));
        var next = items.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(ApiTimeoutKind.StreamIdle, (await Assert.ThrowsAsync<ApiTimeoutException>(() => next)).Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_ends_the_wait_for_an_item_with_the_callers_token(bool byEnumerator)
    {
        using var cancel = new CancellationTokenSource();
        using var other = new CancellationTokenSource();
        await using var server = OneItemThenSilence();
        using var pipeline = TestApi.Create(server.Address);
        var (call, enumerator) = byEnumerator ? (other.Token, cancel.Token) : (cancel.Token, other.Token);

        await using var items = pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson, cancellationToken: call).GetAsyncEnumerator(enumerator);
        Assert.True(await items.MoveNextAsync());
        var next = items.MoveNextAsync().AsTask();
        await cancel.CancelAsync();

        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next)).CancellationToken);
    }

    [Fact]
    public async Task Leaving_early_closes_the_connection()
    {
        var closed = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{\"id\":\"a\"}\n");
            await connection.WaitForCloseAsync();
            closed.SetResult();
        });
        using var pipeline = TestApi.Create(server.Address);

        await foreach (var item in pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson))
            break;

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_error_comes_before_the_first_item_and_is_tried_again_before_it()
    {
        using var handler = new StubHandler(StubHandler.Step(503), StubHandler.Step(404, """{"message":"gone"}"""));
        using var pipeline = TestApi.Create(handler, o => o.Random = () => 0);

        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).ToListAsync());

        Assert.Equal(2, handler.Seen.Count);
    }

    [Fact]
    public async Task A_page_instead_of_items_is_an_error()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, "<html>", "text/html");
        using var pipeline = TestApi.Create(handler);

        await Assert.ThrowsAsync<ApiResponseException>(() => pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).ToListAsync());
    }

    private static RawServer OneItemThenSilence() => new(async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"id\":\"a\"}\n");
        await connection.HangAsync();
    });

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class PieceStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }

    /// <summary>Never ends, and never ends a line.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            return new(buffer.Length);
        }
    }
}
