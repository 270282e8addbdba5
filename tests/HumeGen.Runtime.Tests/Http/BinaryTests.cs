using System.Net;

namespace HumeGen.Tests.Http;

public sealed class BinaryTests
{
    [Fact]
    public async Task A_file_is_read_while_it_arrives()
    {
        var read = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\nContent-Length: 10\r\nContent-Disposition: attachment; filename=\"a.wav\"\r\n\r\nfirst");
            await read.Task;
            await connection.SendAsync("again");
        });
        using var pipeline = TestApi.Create(server.Address);

        await using var response = await pipeline.SendForBinaryAsync(TestApi.Post());
        var buffer = new byte[5];
        await response.Stream.ReadExactlyAsync(buffer);
        Assert.Equal("first"u8, buffer);
        read.SetResult();
        using var rest = new MemoryStream();
        await response.CopyToAsync(rest);

        Assert.Equal("again"u8, rest.ToArray());
        Assert.Equal(("audio/wav", "a.wav", 10L), (response.ContentType, response.FileName, response.Length));
    }

    [Theory]
    [InlineData("attachment; filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("attachment; filename=\"C:\\\\Windows\\\\x.exe\"", "x.exe")]
    [InlineData("attachment; filename=\"..\"", null)]
    [InlineData("attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe.wav", "Grüße.wav")]
    [InlineData("attachment; filename*=utf-8''a%2F..%2Fb.wav", "b.wav")]
    [InlineData("attachment", null)]
    [InlineData(null, null)]
    public async Task A_file_name_never_leads_into_a_folder(string? disposition, string? name)
    {
        var header = disposition is null ? "" : $"Content-Disposition: {disposition}\r\n";
        await using var server = RawServer.Sending($"HTTP/1.1 200 OK\r\n{header}Content-Length: 0\r\n\r\n");
        using var pipeline = TestApi.Create(server.Address);

        using var response = await pipeline.SendForBinaryAsync(TestApi.Get());

        Assert.Equal(name, response.FileName);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", "3 of 100 bytes")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "3 bytes")]
    public async Task A_file_cut_short_is_an_error_that_says_how_much_came(string response, string words)
    {
        await using var server = RawServer.Sending(response);
        using var pipeline = TestApi.Create(server.Address);

        using var binary = await pipeline.SendForBinaryAsync(TestApi.Get());
        var error = await Assert.ThrowsAsync<ApiResponseException>(() => binary.CopyToAsync(Stream.Null));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);

        // Whoever reads on learns the same, not that the file ended here.
        await Assert.ThrowsAsync<ApiResponseException>(() => binary.Stream.ReadAsync(new byte[1]).AsTask());
    }

    [Fact]
    public async Task A_reset_in_the_middle_is_an_error()
    {
        var go = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
            await go.Task;
            connection.Reset();
        });
        using var pipeline = TestApi.Create(server.Address);

        using var binary = await pipeline.SendForBinaryAsync(TestApi.Get());
        await binary.Stream.ReadExactlyAsync(new byte[3]);
        go.SetResult();

        await Assert.ThrowsAsync<ApiResponseException>(() => binary.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task A_stream_that_falls_silent_ends_at_the_idle_limit_and_the_total_limit_does_not_matter()
    {
        var time = new ManualTime();
        await using var server = HangingAfter("abc");
        using var pipeline = TestApi.Create(server.Address, o =>
        {
            o.TimeProvider = time;
            o.Timeout = TimeSpan.FromSeconds(5);
        });

        using var binary = await pipeline.SendForBinaryAsync(TestApi.Get());
        time.Advance(TimeSpan.FromMinutes(10));
        await binary.Stream.ReadExactlyAsync(new byte[3]);
        var read = binary.Stream.ReadAsync(new byte[1]).AsTask();
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(read.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => read);
        Assert.Equal((ApiTimeoutKind.StreamIdle, TimeSpan.FromSeconds(60)), (error.Kind, error.Timeout));
    }

    [Fact]
    public async Task Cancelling_a_read_gives_the_callers_token()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = HangingAfter("abc");
        using var pipeline = TestApi.Create(server.Address);

        using var binary = await pipeline.SendForBinaryAsync(TestApi.Get());
        await binary.Stream.ReadExactlyAsync(new byte[3]);
        var read = binary.Stream.ReadAsync(new byte[1], cancel.Token).AsTask();
        await cancel.CancelAsync();

        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read)).CancellationToken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disposing_closes_the_connection_of_a_stream_that_was_not_read_to_its_end(bool async)
    {
        var closed = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\nabc");
            await connection.WaitForCloseAsync();
            closed.SetResult();
        });
        using var pipeline = TestApi.Create(server.Address);

        var binary = await pipeline.SendForBinaryAsync(TestApi.Get());
        if (async)
            await binary.DisposeAsync();
        else
            binary.Dispose();
        binary.Dispose();

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => binary.Stream.ReadAsync(new byte[1]).AsTask());
    }

    [Fact]
    public async Task Saving_leaves_no_half_file_and_keeps_what_was_there()
    {
        var folder = Directory.CreateTempSubdirectory("humegen-").FullName;
        var path = Path.Combine(folder, "speech.wav");
        await File.WriteAllTextAsync(path, "before");
        using (var broken = new BinaryResponse(new BreakingStream("half")))
            await Assert.ThrowsAsync<IOException>(() => broken.SaveAsync(path));
        Assert.Equal("before", await File.ReadAllTextAsync(path));

        using (var whole = new BinaryResponse(new MemoryStream("whole"u8.ToArray())))
            await whole.SaveAsync(path);
        Assert.Equal("whole", await File.ReadAllTextAsync(path));

        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(null, "whole")]
    [InlineData(5L, "whole")]
    [InlineData(0L, "")]
    public async Task A_file_is_read_into_memory(long? length, string content)
    {
        using var response = new BinaryResponse(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(content)), length: length);

        Assert.Equal(content, System.Text.Encoding.ASCII.GetString(await response.ToArrayAsync(maxBytes: content.Length)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(5L)]
    public async Task A_file_that_is_larger_than_allowed_is_not_read_into_memory(long? length)
    {
        using var response = new BinaryResponse(new MemoryStream("whole"u8.ToArray()), length: length);

        var e = await Assert.ThrowsAsync<ApiResponseException>(() => response.ToArrayAsync(maxBytes: 4));

        Assert.Contains("larger than 4 bytes", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => response.ToArrayAsync(maxBytes: -1));
    }

    [Fact]
    public async Task A_client_limits_what_is_read_into_memory()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, "whole", "audio/wav");
        using var pipeline = TestApi.Create(handler, o => o.MaxResponseBytes = 4);

        using var response = await pipeline.SendForBinaryAsync(TestApi.Get());

        await Assert.ThrowsAsync<ApiResponseException>(() => response.ToArrayAsync());
    }

    [Fact]
    public async Task Reading_into_memory_fails_or_ends_as_the_content_does()
    {
        using var broken = new BinaryResponse(new BreakingStream("half"));
        await Assert.ThrowsAsync<IOException>(() => broken.ToArrayAsync());

        using var whole = new BinaryResponse(new MemoryStream("whole"u8.ToArray()));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => whole.ToArrayAsync(cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_page_instead_of_a_file_is_an_error()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, "<html>", "text/html");
        using var pipeline = TestApi.Create(handler);

        var error = await Assert.ThrowsAsync<ApiResponseException>(() => pipeline.SendForBinaryAsync(TestApi.Get()));

        Assert.Contains("HTML page", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_response_is_shown_without_its_body()
    {
        ApiResponse? shown = null;
        using var handler = StubHandler.Answering(HttpStatusCode.OK, "abc", "audio/wav");
        using var pipeline = TestApi.Create(handler);

        using var binary = await pipeline.SendForBinaryAsync(TestApi.Get(), new ApiCallOptions { OnResponse = r => shown = r });

        Assert.True(shown!.Body.IsEmpty);
        Assert.StartsWith("audio/wav", shown.Headers["content-type"], StringComparison.Ordinal);
        using var reader = new StreamReader(binary.Stream);
        Assert.Equal("abc", reader.ReadToEnd());
    }

    private static RawServer HangingAfter(string start) => new(async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{start}");
        await connection.HangAsync();
    });
}
