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
        { "{\"id\":\"a\"}\r{\"id\":\"b\"}\r", "a b" },
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

    // The text of a stream of events, and the texts that come out of it. What is sent as X is the byte order mark, and @ is NUL.
    public static TheoryData<string, string> Events() => new()
    {
        { "data: a\n\ndata:b\n\n", "a|b" },
        { "data: a\r\rdata: b\r\r", "a|b" },
        { "data: a\r\n\r\ndata: b\r\n\r\n", "a|b" },
        { "data: a\r\n\rdata: b\n\r\n", "a|b" },
        { "data: a\rdata: b\ndata: c\r\n\n", "a\nb\nc" },
        { "Xdata: a\n\n", "a" },
        { "\n\ndata:  a \n\n", " a " },
        { ":comment\ndata: a\n: another: one\n\n", "a" },
        { "data: a\ndate: b\nDATA: c\n data: d\nnonsense\n\n", "a" },
        { "data: {\n\ndata\n\ndata\ndata\n\ndata:\n\n", "{||\n|" },
        { "event: x\n\nid: 7\n\nretry: 4\n\n", "" },
        { "data: a\n \ndata: b\n\n", "a\nb" },
        { "data: a", "a" },
        { "data: a\n\ndata: [DONE]\n\ndata: late\n\n", "a" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Events_are_read_by_the_rules_of_whatwg(string text, string texts)
    {
        var bytes = Encoding.UTF8.GetBytes(text.Replace('X', '\uFEFF'));
        foreach (var piece in new[] { 1, 2, 3, 1000 })
        {
            using var handler = Streaming(bytes, piece, "text/event-stream");
            using var pipeline = TestApi.Create(handler);
            var request = TestApi.Get();
            request.Items = ItemForm.Text;

            Assert.Equal(texts, string.Join('|', await pipeline.SendForItemsAsync(request, JsonRead.String).ToListAsync()));
        }
    }

    [Theory]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\"b\"}\n", "a b")]
    [InlineData("\u001E{\"id\":\"a\"}\n\u001E{\"id\":\"b\"}\n", "a b")]
    [InlineData("\u001E{\n  \"id\": \"a\"\n}\n\u001E{\"id\":\n\"b\"}\n", "a b")]
    [InlineData("\u001E\n\u001E{\"id\":\"a\"}", "a")]
    public async Task Json_texts_with_separators_are_items(string text, string ids)
    {
        using var handler = Streaming(Encoding.UTF8.GetBytes(text), 3, "application/json-seq");
        using var pipeline = TestApi.Create(handler);

        Assert.Equal(ids, string.Join(' ', (await pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).ToListAsync()).Select(n => n.Id)));
    }

    [Fact]
    public async Task Names_ids_and_waits_of_events_are_shown()
    {
        const string Text = "data: a\n\nid: 1\nevent: x\nretry: 20\ndata: b\n\nid: 2\n\ndata: c\n\nid: 3\0\nretry: 5s\nretry: -4\ndata: d\n\nid\ndata: e\n\n";
        using var handler = Streaming(Encoding.UTF8.GetBytes(Text), 4, "text/event-stream");
        using var pipeline = TestApi.Create(handler);
        var request = TestApi.Get();
        request.Items = ItemForm.Text;
        var seen = new List<string>();

        var options = new ApiCallOptions { OnEvent = e => seen.Add($"{e.Name} {e.Id} {e.Retry?.TotalMilliseconds}") };
        await foreach (var item in pipeline.SendForItemsAsync(request, JsonRead.String, options))
            seen.Add(item);

        Assert.Equal(["message  ", "a", "x 1 20", "b", "message 2 20", "c", "message 2 20", "d", "message  20", "e"], seen);
    }

    [Theory]
    [InlineData("GET", 2, null, 3, "c")]
    [InlineData("GET", 1, null, 2, null)]
    [InlineData("GET", null, null, 1, null)]
    [InlineData("POST", 5, null, 1, null)]
    [InlineData("POST", 5, true, 3, "c")]
    public async Task A_stream_of_events_that_breaks_goes_on_where_that_is_asked_for(string method, int? resumes, bool? retryUnsafe, int connections, string? last)
    {
        var asked = new List<string?>();
        await using var server = new RawServer(async connection =>
        {
            var request = await connection.ReadRequestAsync();
            lock (asked)
                asked.Add(request.Split("\r\n").FirstOrDefault(l => l.StartsWith("Last-Event-ID:", StringComparison.OrdinalIgnoreCase))?[14..].Trim());
            var (id, broken) = asked.Count switch { 1 => ("a", true), 2 => ("b", true), _ => ("c", false) };
            var text = $"id: {id}\nretry: 1\ndata: {{\"id\":\"{id}\"}}\n\n";
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: {text.Length + (broken ? 10 : 0)}\r\n\r\n{text}");
        });
        using var pipeline = TestApi.Create(server.Address);
        var ids = new List<string>();

        var error = await Record.ExceptionAsync(async () =>
        {
            var request = method == "GET" ? TestApi.Get() : TestApi.Post();
            await foreach (var item in pipeline.SendForItemsAsync(request, Note.ReadJson, new ApiCallOptions { MaxResumes = resumes, RetryUnsafe = retryUnsafe }))
                ids.Add(item.Id);
        });

        Assert.Equal(new[] { null, "a", "b" }.Take(connections), asked);
        Assert.Equal(new[] { "a", "b", "c" }.Take(connections), ids);
        Assert.Equal(last is null ? typeof(ApiResponseException) : null, error?.GetType());
    }

    // The stream breaks after each of its bytes in turn, with a reset or in good order; what was promised in its length never comes.
    [Theory]
    [InlineData("\n", false)]
    [InlineData("\n", true)]
    [InlineData("\r\n", false)]
    [InlineData("\r", false)]
    [Trait("Fault", "docs/reliability.md#broken-stream")]
    public async Task A_stream_of_events_that_breaks_anywhere_gives_each_event_once(string end, bool reset)
    {
        string Events(int after) => string.Concat(Enumerable.Range(1, 3).Where(i => i > after)
            .Select(i => $"id: {i}{end}retry: 0{end}: note{end}data: {{\"id\":{end}data: \"n{i}\"}}{end}{end}"));
        var all = Events(0);
        for (var cut = 0; cut < all.Length; cut++)
        {
            var lasts = new List<int?>();
            await using var server = new RawServer(async connection =>
            {
                var request = await connection.ReadRequestAsync();
                var last = request.Split("\r\n").FirstOrDefault(l => l.StartsWith("Last-Event-ID:", StringComparison.OrdinalIgnoreCase))?[14..].Trim();
                lasts.Add(last is null ? null : int.Parse(last, System.Globalization.CultureInfo.InvariantCulture));
                var text = lasts.Count == 1 ? all[..cut] : Events(lasts[^1] ?? 0);
                await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: {(lasts.Count == 1 ? all.Length : text.Length)}\r\n\r\n{text}");
                if (reset && lasts.Count == 1)
                    connection.Reset();
            });
            using var pipeline = TestApi.Create(server.Address);
            var ids = new List<string>();

            var error = await Record.ExceptionAsync(async () =>
            {
                await foreach (var item in pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson, new ApiCallOptions { MaxResumes = 1 }))
                    ids.Add(item.Id);
            });

            // Without an id there is nothing to go on from.
            Assert.Equal(lasts.Count > 1 ? ["n1", "n2", "n3"] : [], ids);
            Assert.Equal(lasts.Count > 1, error is null);
        }
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#broken-stream")]
    public async Task A_204_in_answer_to_a_resume_is_the_end_and_waits_follow_the_server_and_are_seen()
    {
        var time = new ManualTime(static due => due == TimeSpan.FromSeconds(3));
        var retries = new List<ApiRetry>();
        await using var server = new RawServer(async connection =>
        {
            var request = await connection.ReadRequestAsync();
            await connection.SendAsync(request.Contains("Last-Event-ID: 1", StringComparison.OrdinalIgnoreCase)
                ? "HTTP/1.1 204 No Content\r\n\r\n"
                : "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 1000\r\n\r\nid: 1\nretry: 3000\ndata: {\"id\":\"n1\"}\n\n");
        });
        using var pipeline = TestApi.Create(server.Address, o =>
        {
            o.TimeProvider = time;
            o.OnRetry = retries.Add;
        });

        var items = await pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson, new ApiCallOptions { MaxResumes = 5 }).ToListAsync();

        Assert.Equal("n1", Assert.Single(items).Id);
        Assert.Equal(TimeSpan.FromSeconds(3), Assert.Single(retries).Delay);
        Assert.Equal(TimeSpan.FromSeconds(3), time.Elapsed);
        Assert.Contains("cut short", retries[0].Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#broken-stream")]
    public async Task A_wait_before_a_resume_that_is_longer_than_the_time_limit_is_not_begun()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 1000\r\n\r\nid: 1\nretry: 2000000000\ndata: {\"id\":\"n1\"}\n\n");
        });
        using var pipeline = TestApi.Create(server.Address);

        var call = pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson, new ApiCallOptions { MaxResumes = 5 }).ToListAsync();

        await Assert.ThrowsAsync<ApiResponseException>(() => call.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task A_stream_without_ids_is_not_asked_for_again()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 1000\r\n\r\ndata: {\"id\":\"a\"}\n\n");
        });
        using var pipeline = TestApi.Create(server.Address);

        await Assert.ThrowsAsync<ApiResponseException>(() => pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson, new ApiCallOptions { MaxResumes = 3 }).ToListAsync());

        Assert.Equal(1, server.Connections);
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

    private static StubHandler Streaming(byte[] bytes, int piece, string type) => new((_, _) =>
    {
        var content = new StreamContent(new PieceStream(bytes, piece));
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(type);
        return Task.FromResult(new HttpResponseMessage { Content = content });
    });

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
