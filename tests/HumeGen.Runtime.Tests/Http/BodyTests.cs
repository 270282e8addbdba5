using System.Net;
using static HumeGen.Tests.StubHandler;

namespace HumeGen.Tests.Http;

public sealed class BodyTests
{
    [Fact]
    public async Task A_form_with_files_is_read_by_another_makers_parser()
    {
        await using var server = await FormServer.StartAsync();
        using var pipeline = TestApi.Create(server.Address);
        var path = Path.Combine(Path.GetTempPath(), $"humegen-{Guid.NewGuid():N}.wav");
        await File.WriteAllBytesAsync(path, [1, 2, 3]);
        var form = new MultipartFormBody();
        form.AddText("notify", "true");
        form.AddText("text", "Grüße\r\n--x");
        form.AddText("none", null);
        form.AddJson("json", new Note("n1", "ä\"b"));
        form.AddJson("none", null);
        form.AddFile("file", FilePart.FromFile(path));
        form.AddFile("none", null);
        form.AddFiles("file", [FilePart.FromBytes("abc"u8.ToArray(), "Grüße \"1\".txt"), FilePart.FromStream(new OneWayStream(new MemoryStream([9])), "x.unknown", "application/x-test")]);
        form.AddFiles("none", null);

        await pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/jobs") { Body = form });
        File.Delete(path);

        var seen = server.Seen!;
        Assert.Equal([("notify", "true"), ("text", "Grüße\r\n--x"), ("json", """{"id":"n1","text":"ä\"b"}""")], seen.Fields);
        Assert.Equal(["file", "file", "file"], seen.Files.Select(f => f.Name));
        Assert.Equal([Path.GetFileName(path), "Grüße %221%22.txt", "x.unknown"], seen.Files.Select(f => f.FileName));
        Assert.Equal(["audio/wav", "text/plain", "application/x-test"], seen.Files.Select(f => f.ContentType));
        Assert.Equal([[1, 2, 3], "abc"u8.ToArray(), [9]], seen.Files.Select(f => f.Content));
        Assert.Null(seen.Length);
        Assert.DoesNotContain('"', seen.ContentType!);
    }

    [Fact]
    public async Task A_form_whose_size_is_known_says_so_and_its_text_fields_have_no_type()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        using var pipeline = TestApi.Create(handler);
        var form = new MultipartFormBody();
        form.AddText("a", "1");
        form.AddFile("f", FilePart.FromBytes("abc"u8.ToArray(), "f.bin"));

        await pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/jobs") { Body = form });

        var seen = handler.Seen[0];
        Assert.Equal(seen.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), seen.Headers["Content-Length"]);
        Assert.Contains("name=\"a\"\r\n\r\n1\r\n", seen.Body, StringComparison.Ordinal);
        Assert.Contains("name=\"f\"; filename=\"f.bin\"", seen.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\"\r\nContent-Type: text/html\r\n\r\nx")]
    [InlineData("a\\")]
    [InlineData("a\nb")]
    public async Task A_fields_name_cannot_break_out_of_its_header(string name)
    {
        await using var server = await FormServer.StartAsync();
        using var pipeline = TestApi.Create(server.Address);
        var form = new MultipartFormBody();
        form.AddText(name, "value");
        form.AddText("last", "1");

        await pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/jobs") { Body = form });

        var expected = name.Replace("\"", "%22", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal).Replace("\\", "%5C", StringComparison.Ordinal);
        Assert.Equal([(expected, "value"), ("last", "1")], server.Seen!.Fields);
    }

    [Theory]
    [InlineData("a\r\nb.wav")]
    [InlineData("a\0.wav")]
    [InlineData("")]
    [InlineData(" ")]
    public void A_file_name_with_control_characters_is_refused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => FilePart.FromBytes(new byte[1], name));

    [Theory]
    [InlineData("audio/wav\r\nX-Evil: 1")]
    [InlineData("nonsense")]
    public void A_content_type_that_is_none_is_refused(string type) =>
        Assert.Throws<ArgumentException>(() => FilePart.FromBytes(new byte[1], "a.wav", type));

    [Theory]
    [InlineData("a.wav", "audio/wav")]
    [InlineData("a.MP3", "audio/mpeg")]
    [InlineData("a.mp4", "video/mp4")]
    [InlineData("a.png", "image/png")]
    [InlineData("a.txt", "text/plain")]
    [InlineData("a", "application/octet-stream")]
    public void The_type_of_a_file_is_told_from_its_name(string name, string type) => Assert.Equal(type, FilePart.FromBytes(new byte[1], name).ContentType);

    [Fact]
    public void A_file_that_is_not_there_is_named_before_anything_is_sent()
    {
        var missing = Path.Combine(Path.GetTempPath(), "humegen-no-such-file.wav");
        var error = Assert.Throws<FileNotFoundException>(() => FilePart.FromFile(missing));
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
        Assert.Equal(missing, error.FileName);

        Assert.Contains("is a folder", Assert.Throws<FileNotFoundException>(() => FilePart.FromFile(Path.GetTempPath())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_vanishes_before_it_is_sent_is_named()
    {
        var path = Path.GetTempFileName();
        var body = ApiBody.File(FilePart.FromFile(path));
        File.Delete(path);
        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        using var pipeline = TestApi.Create(handler);

        var error = await Assert.ThrowsAsync<ApiClientException>(() => pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/files") { Body = body }));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.IsType<FileNotFoundException>(error.InnerException);
        Assert.Empty(handler.Seen);
    }

    [Fact]
    public async Task A_file_is_sent_anew_with_each_attempt_and_closed_after_it()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "content");
        using var handler = new StubHandler(Step(429), Step(200));
        using var pipeline = TestApi.Create(handler, o => o.Random = () => 0);

        await pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/files") { Body = ApiBody.File(FilePart.FromFile(path, "other.txt")) });

        Assert.Equal(["content", "content"], handler.Seen.Select(s => s.Body));
        Assert.All(handler.Seen, s => Assert.Equal("text/plain", s.Headers["Content-Type"]));
        using (File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            // Nobody else has it open.
        }

        File.Delete(path);
    }

    [Fact]
    public async Task A_stream_that_fails_while_it_is_sent_is_blamed_and_not_the_connection()
    {
        await using var server = new RawServer(c => c.WaitForCloseAsync());
        using var pipeline = TestApi.Create(server.Address);
        var body = ApiBody.File(FilePart.FromStream(new BreakingStream("start"), "speech.wav"));

        var error = await Assert.ThrowsAsync<ApiClientException>(() => pipeline.SendAsync(new ApiRequest(HttpMethod.Put, "/v0/files") { Body = body }));

        Assert.Contains("'speech.wav'", error.Message, StringComparison.Ordinal);
        Assert.Equal("it broke", error.InnerException!.Message);
        Assert.DoesNotContain("attempts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_one_way_stream_is_refused_the_second_time()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        using var pipeline = TestApi.Create(handler);
        var part = FilePart.FromStream(new OneWayStream(new MemoryStream([1])), "a.bin");

        await pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/files") { Body = ApiBody.File(part) });
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/files") { Body = ApiBody.File(part) }));

        Assert.Contains("'a.bin'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, 999, "shorter", false)]
    [InlineData(1000, 1001, "longer", false)]
    [InlineData(300_000, 100_000, "shorter", true)]
    [InlineData(300_000, 300_001, "longer", true)]
    [InlineData(160 * 1024, 170 * 1024, "longer", false)]
    [Trait("Fault", "docs/reliability.md#upload-that-fails")]
    public async Task A_file_that_changes_its_size_while_it_is_sent_is_named(int promised, int actual, string how, bool form)
    {
        var whole = false;
        var accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer(async connection =>
        {
            accepted.TrySetResult();
            whole = await connection.ReadRequestAsync() is { Length: > 0 };
            await connection.SendResponseAsync("200 OK", "{}");
        });
        using var pipeline = TestApi.Create(server.Address);
        var file = FilePart.FromStream(new ChangingStream(promised, new byte[actual]), "talk.wav");
        var body = new MultipartFormBody();
        body.AddFile("file", file);

        var error = await Assert.ThrowsAsync<ApiClientException>(
            () => pipeline.SendAsync(new ApiRequest(HttpMethod.Put, "/v0/files") { Body = form ? body : ApiBody.File(file) }));

        Assert.Contains($"'talk.wav' became {how} while it was sent", error.Message, StringComparison.Ordinal);
        Assert.False(whole);
        // The server may notice the connection only after it broke.
        await accepted.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upload-that-fails")]
    public async Task A_stream_that_parallel_calls_share_is_refused_to_all_but_one()
    {
        using var reading = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        await using var server = new RawServer(async connection =>
        {
            reading.Release();
            await go.WaitAsync(connection.End);
            var request = await connection.ReadRequestAsync();
            await connection.SendResponseAsync("200 OK", $$"""{"id":"{{request.Length}}"}""");
        });
        using var pipeline = TestApi.Create(server.Address);
        var file = FilePart.FromStream(new MemoryStream(new byte[20_000_000]), "talk.wav");
        ApiRequest Upload() => new(HttpMethod.Put, "/v0/files") { Body = ApiBody.File(file) };

        var first = pipeline.SendAsync(Upload(), Note.ReadJson);
        await reading.WaitAsync();
        for (var i = 0; i < 7; i++)
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline.SendAsync(Upload()));
            Assert.Contains("'talk.wav' is being sent by another call", error.Message, StringComparison.Ordinal);
        }

        go.Release(2);
        Assert.True(int.Parse((await first).Id, System.Globalization.CultureInfo.InvariantCulture) > 20_000_000);
        Assert.Equal((await first).Id, (await pipeline.SendAsync(Upload(), Note.ReadJson)).Id);
    }

    [Fact]
    public async Task JSON_and_forms_are_written_as_they_should_be()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        using var pipeline = TestApi.Create(handler);
        var form = new FormBody();
        form.Add("a b", "ä&=+");
        form.Add("none", null);

        await pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/x") { Body = ApiBody.Json(new Note("<é>", null)) });
        await pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/x") { Body = ApiBody.Json(w => w.WriteStringValue("x")) });
        await pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/x") { Body = form });
        await pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/x"));

        Assert.Equal(["""{"id":"<é>"}""", "\"x\"", "a+b=%C3%A4%26%3D%2B", ""], handler.Seen.Select(s => s.Body));
        Assert.Equal("application/json", handler.Seen[0].Headers["Content-Type"]);
        Assert.Equal("application/x-www-form-urlencoded", handler.Seen[2].Headers["Content-Type"]);
    }
}
