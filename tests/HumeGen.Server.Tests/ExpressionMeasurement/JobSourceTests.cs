using System.IO.Compression;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Tests.ExpressionMeasurement;

/// <summary>URLs that a job names, and archives that it brings.</summary>
public class JobSourceTests
{
    private const string Picture = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\nHow lovely !";

    private readonly ScriptedEngines _engines = new();

    [Fact]
    public async Task A_url_is_not_fetched_unless_its_host_is_allowed()
    {
        await using var trap = new RawServer(static connection => connection.HangAsync());
        await using var host = await StartAsync();

        var results = await host.ResultsAsync(await host.StartAsync($$"""{"urls":["{{trap.Address}}a.txt"],"text":["Fine"],"models":{"language":{} } }"""));

        Assert.Equal(0, trap.Connections);
        Assert.StartsWith($"E0207: {trap.Address}a.txt cannot be downloaded: 127.0.0.1 with port {trap.Address.Port} is not an allowed address", (string?)results[0]!["error"], StringComparison.Ordinal);
        Assert.Equal([(string)results[0]!["error"]!], results[0]!.Errors());
        Assert.Single(results[1]!.Predictions("language"));
    }

    [Fact]
    public async Task A_url_of_an_allowed_host_is_fetched_and_measured()
    {
        await using var server = RawServer.Sending(Picture);
        await using var host = await StartAsync(allowed: server.Address.Authority);

        var results = await host.ResultsAsync(await host.StartAsync($$"""{"urls":["{{server.Address}}a.txt"],"models":{"language":{} } }"""));

        Assert.Equal(["How", "lovely", "!"], results[0]!.Predictions("language").Select(prediction => (string?)prediction["text"]));
        Assert.Equal(["a.txt"], results[0]!.Files());
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: TRAP\r\nContent-Length: 0\r\n\r\n", "status 302, and redirects are not followed")]
    [InlineData("HTTP/1.1 308 Permanent Redirect\r\nLocation: TRAP\r\nContent-Length: 0\r\n\r\n", "status 308, and redirects are not followed")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "status 404")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\nLARGE", "more than 1000 bytes")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\nLARGE", "more than 1000 bytes")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nshort", "cannot be downloaded")]
    public async Task A_url_that_cannot_be_fetched_is_an_error(string answer, string reason)
    {
        await using var trap = new RawServer(static connection => connection.HangAsync());
        await using var server = RawServer.Sending(answer.Replace("TRAP", trap.Address.ToString(), StringComparison.Ordinal).Replace("LARGE", new string('x', 2000), StringComparison.Ordinal));
        await using var host = await StartAsync(new() { RequestBodyBytes = 1_000 }, server.Address.Authority);

        var state = await host.EndAsync(await host.StartAsync($$"""{"urls":["{{server.Address}}a.txt"],"models":{"language":{} } }"""));

        Assert.Equal("FAILED", (string?)state["status"]);
        Assert.StartsWith("E0207: ", (string?)state["message"], StringComparison.Ordinal);
        Assert.Contains(reason, (string?)state["message"], StringComparison.Ordinal);
        Assert.Equal(0, trap.Connections);
    }

    [Fact]
    public async Task The_files_of_an_archive_are_measured_one_by_one_without_the_hidden_ones()
    {
        _engines.Faces = static (_, _) => Task.FromResult<IReadOnlyList<FaceExpression>>([ScriptedEngines.Face()]);
        await using var host = await StartAsync();
        var archive = Jobs.Zip(
            ("faces/1.png", Jobs.Png()), ("faces/2.png", Jobs.Png()), ("__MACOSX/1.png", Jobs.Png()), (".hidden", Jobs.Png()), ("notes.doc", [1, 2, 3]), ("inner.zip", Jobs.Zip()));

        var results = await host.ResultsAsync(await host.StartFilesAsync("""{"models":{"face":{} } }""", ("faces.zip", archive)));

        Assert.Equal(["faces/1.png", "faces/2.png"], results[0]!.Files());
        Assert.Equal(2, results[0]!.Errors().Count);
        Assert.Contains("notes.doc", results[0]!.Errors()[0], StringComparison.Ordinal);
        Assert.Contains("inner.zip is an archive within an archive", results[0]!.Errors()[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_unpacks_to_no_more_bytes_than_the_limit()
    {
        await using var host = await StartAsync(new() { ArchiveBytes = 1_000_000 });
        var bomb = Jobs.Zip(("a.png", Jobs.Png()), ("zeros.txt", new byte[10_000_000]), ("b.png", Jobs.Png()));

        var results = await host.ResultsAsync(await host.StartFilesAsync("""{"models":{"face":{} } }""", ("bomb.zip", bomb)));

        Assert.True(bomb.Length < 100_000);
        Assert.Equal(["a.png"], results[0]!.Files());
        Assert.Equal(["bomb.zip cannot be unpacked: the archives of a job unpack to 1000000 bytes at most."], results[0]!.Errors());
    }

    [Fact]
    public async Task An_archive_of_very_many_files_ends_at_the_thousandth()
    {
        await using var host = await StartAsync();
        var many = Jobs.Zip([.. Enumerable.Range(0, 1_500).Select(i => ($"{i}.png", Jobs.Png()))]);

        var results = await host.ResultsAsync(await host.StartFilesAsync("""{"models":{"face":{} } }""", ("many.zip", many)));

        Assert.Equal(1_000, results[0]!.Files().Count);
        Assert.Equal(["many.zip cannot be unpacked: the archives of a job hold 1000 files at most."], results[0]!.Errors());
    }

    [Fact]
    public async Task The_names_in_an_archive_lead_nowhere()
    {
        await using var host = await StartAsync();
        var outside = $"outside-{Guid.NewGuid():N}.txt";
        string[] names = [$"../../{outside}", $"a/../../{outside}", $"/tmp/{outside}", $"..\\..\\{outside}", $"C:\\{outside}"];
        var archive = Jobs.Zip([.. names.Select(name => (name, "How lovely"u8.ToArray()))]);

        var id = await host.StartFilesAsync("""{"models":{"language":{} } }""", ("a.zip", archive));
        var results = await host.ResultsAsync(id);
        using var http = host.Client(("X-Hume-Api-Key", HumeHost.Key));
        using var artifacts = new ZipArchive(new MemoryStream(await http.GetByteArrayAsync($"/v0/batch/jobs/{id}/artifacts")));

        // Hidden files are left out, and those that begin with dots are such.
        Assert.Equal([names[2], names[4]], results[0]!.Files());
        Assert.False(File.Exists($"/tmp/{outside}"));
        Assert.NotEmpty(artifacts.Entries);
        Assert.All(artifacts.Entries, entry => Assert.Matches("^[0-9]+-[^./\\\\][^/\\\\]*/csv/language[.]csv$", entry.FullName));
    }

    [Theory]
    [InlineData("broken.zip")]
    [InlineData("cut.zip")]
    public async Task A_broken_archive_is_an_error(string name)
    {
        await using var host = await StartAsync();
        var whole = Jobs.Zip(("a.png", Jobs.Png()));

        var state = await host.EndAsync(await host.StartFilesAsync("""{"models":{"face":{} } }""", (name, name == "cut.zip" ? whole[..^10] : [1, 2, 3])));

        Assert.Equal("FAILED", (string?)state["status"]);
        Assert.Contains($"{name} cannot be unpacked", (string?)state["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_whose_directory_is_damaged_is_an_error_and_other_files_are_measured()
    {
        _engines.Faces = static (_, _) => Task.FromResult<IReadOnlyList<FaceExpression>>([ScriptedEngines.Face()]);
        await using var host = await StartAsync();
        var archive = Jobs.Zip(("a.png", Jobs.Png()));
        archive[^12] = archive[^14] = 9;

        var results = await host.ResultsAsync(await host.StartFilesAsync("""{"models":{"face":{} } }""", ("a.zip", archive), ("b.png", Jobs.Png())));

        Assert.StartsWith("E0200: a.zip cannot be unpacked: ", Assert.Single(results[0]!.Errors()), StringComparison.Ordinal);
        Assert.Equal(["b.png"], results[1]!.Files());
    }

    [Fact]
    public async Task An_archive_whose_directory_alone_would_fill_the_memory_is_not_opened()
    {
        await using var host = await StartAsync();
        var folders = Jobs.Zip([("a.png", Jobs.Png()), .. Enumerable.Range(0, 10_000).Select(i => ($"{i}/", Array.Empty<byte>()))]);

        var results = await host.ResultsAsync(await host.StartFilesAsync("""{"models":{"face":{} } }""", ("many.zip", folders)));

        Assert.Equal(["many.zip cannot be unpacked: the archives of a job hold 1000 files at most."], results[0]!.Errors());
    }

    [Fact]
    public async Task A_video_in_an_archive_that_claims_to_last_for_days_reaches_no_engine()
    {
        var asked = 0;
        _engines.Faces = (_, _) =>
        {
            asked++;
            return Task.FromResult<IReadOnlyList<FaceExpression>>([]);
        };
        await using var host = await StartAsync();
        byte[] video = [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 0, 0, 0, 0, 0, 116, .. "moov"u8, 0, 0, 0, 108, .. "mvhd"u8, .. new byte[100]];
        (video[47], video[50]) = (1, 100);

        var state = await host.EndAsync(await host.StartFilesAsync("""{"models":{"face":{"fps_pred":60} } }""", ("a.zip", Jobs.Zip(("a.mp4", video)))));

        Assert.Equal("FAILED", (string?)state["status"]);
        Assert.Contains("more than 10000 predictions", (string?)state["message"], StringComparison.Ordinal);
        Assert.Equal(0, asked);
    }

    private Task<HumeHost> StartAsync(ServerLimits? limits = null, string? allowed = null) => HumeHost.StartServerAsync(options =>
    {
        (options.Engines, options.Limits) = (_engines.All(), limits ?? new());
        if (allowed is not null)
            options.AllowedAddresses.Add(allowed);
    });
}
