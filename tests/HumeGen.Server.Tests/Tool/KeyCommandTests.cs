using System.Text.RegularExpressions;
using HumeGen.Server.Tool;

namespace HumeGen.Server.Tests;

/// <summary><c>humegen-server keys</c>, beside a server that runs on the same data.</summary>
public sealed class KeyCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humegen-keys-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_key_that_is_added_works_at_once_and_one_that_is_revoked_does_not()
    {
        await using var program = await RunningProgram.StartAsync("--data", _folder.FullName);
        var (key, id) = await AddAsync("my app", "--requests-per-minute", "2");
        var (other, _) = await AddAsync("other");

        Assert.Equal((200, 200, 429), (await StatusAsync(program, key), await StatusAsync(program, key), await StatusAsync(program, key)));
        Assert.Equal($"The key {id} is revoked.\n", await RunAsync(0, "keys", "revoke", id));

        Assert.Equal((401, 200), (await StatusAsync(program, key), await StatusAsync(program, other)));
        var list = await RunAsync(0, "keys", "list");
        Assert.Matches($@"(?m)^{id}  my app  \d{{4}}-\d\d-\d\d  revoked \d{{4}}-\d\d-\d\d  0 s +2 requests a minute$", list);
        Assert.Matches(@"(?m)^[0-9a-f]{16}  other   \d{4}-\d\d-\d\d  active +0 s +none$", list);
        Assert.DoesNotContain(key[17..], list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_data_has_keys_prints_none_of_its_own()
    {
        await AddAsync("my app");

        await using var program = await RunningProgram.StartAsync("--data", _folder.FullName);

        Assert.Contains("# The keys are those of: humegen-server keys list\n", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("HUME_API_KEY=", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("#code=", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_of_the_server_are_those_of_every_key()
    {
        await using var program = await RunningProgram.StartAsync("--requests-per-minute", "1");

        Assert.Equal((200, 429), (await StatusAsync(program, program.Key), await StatusAsync(program, program.Key)));
    }

    [Theory]
    [InlineData("keys revoke nobody", "No key that is not revoked has the id 'nobody'. The list of keys: humegen-server keys list")]
    [InlineData("keys add app --chats 0", "--chats 0 is no limit. Give a number above 0, or leave it out for none.")]
    [InlineData("keys add app --credits -1.5", "--credits -1.5 is no limit.")]
    [InlineData("keys add app --credit-per-month 1", "Unrecognized command or argument '--credit-per-month'. Did you mean '--credits-per-month'?")]
    [InlineData("keys", "Required command was not provided.")]
    public async Task A_mistake_is_one_line(string arguments, string expected)
    {
        var error = await RunAsync(1, arguments.Split(' '));

        Assert.StartsWith("humegen-server: error: " + expected, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once_with_the_nearest_names()
    {
        var configuration = Path.Combine(_folder.FullName, "engines.json");
        await File.WriteAllTextAsync(configuration, """
            { "chats": {}, "chat": { "kind": "opneai" }, "hearing": { "kind": "whisper", "modle": "a", "treads": 1 } }
            """);

        var options = await RunAsync(1, "--prot", "80", "--no-pgae", "--log-level", "Loud");
        var values = await RunAsync(1, "--key", "", "--path-base", "/a b", "--chats", "0", "--cors-origin", "app", "--keep-chats", "-1");
        var engines = await RunAsync(1, "--configuration", configuration);

        Assert.Equal(
            ["'--prot'. Did you mean '--port'?", "'--no-pgae'. Did you mean '--no-page'?"],
            Lines(options).Take(2).Select(line => line.Replace("Unrecognized command or argument ", "", StringComparison.Ordinal)));
        Assert.Contains("Loud", Lines(options)[2], StringComparison.Ordinal);
        Assert.Equal(5, Lines(values).Length);
        Assert.Equal(4, Lines(engines).Length);
        Assert.All(new[] { "'chats' is no role. Did you mean 'chat'?", "Did you mean 'openai'?", "Did you mean 'model'?", "Did you mean 'threads'?" }, hint =>
            Assert.Contains(hint, engines, StringComparison.Ordinal));
    }

    private static string[] Lines(string error) => [.. error.Trim().Split('\n').Select(line => line["humegen-server: error: ".Length..])];

    private static async Task<int> StatusAsync(RunningProgram program, string key)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", key);
        using var response = await http.GetAsync(program.Address + "v0/evi/tools");
        return (int)response.StatusCode;
    }

    private async Task<(string Key, string Id)> AddAsync(string name, params string[] limits)
    {
        var output = await RunAsync(0, ["keys", "add", name, .. limits]);
        var key = Regex.Match(output, "^HUME_API_KEY=(.*)$", RegexOptions.Multiline).Groups[1].Value;
        Assert.Matches("^HUME_SECRET_KEY=[0-9a-f]{64}$", output.Trim().Split('\n')[^1]);
        return (key, key.Split('_')[0]);
    }

    /// <summary>Runs the program to its end, and gives what it printed where it should.</summary>
    private async Task<string> RunAsync(int expected, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] data = arguments[0] == "keys" ? ["--data", _folder.FullName] : [];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var exitCode = await CommandLine.RunAsync([.. arguments, .. data], new Terminal(output, error, TextReader.Null, _ => null), limit.Token);
        Assert.True(exitCode == expected, error.ToString());
        return (expected == 0 ? output : error).ToString().ReplaceLineEndings("\n");
    }
}
