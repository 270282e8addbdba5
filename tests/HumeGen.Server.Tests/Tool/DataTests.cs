using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Tool;

namespace HumeGen.Server.Tests;

/// <summary>The program keeps its state, where it is told to.</summary>
public sealed class DataTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humegen-data-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_created_is_there_after_a_restart()
    {
        await using (var first = await RunningProgram.StartAsync("--data", _folder.FullName))
        {
            Assert.Contains($"# data: {_folder.FullName}\n", first.Output, StringComparison.Ordinal);
            using var http = Client(first);
            using var created = await http.PostAsJsonAsync("v0/evi/prompts", new JsonObject { ["name"] = "kept", ["text"] = "Be brief." });
            created.EnsureSuccessStatusCode();
        }

        await using var second = await RunningProgram.StartAsync("--data", _folder.FullName);
        using var later = Client(second);

        Assert.Equal("kept", (string?)JsonNode.Parse(await later.GetStringAsync("v0/evi/prompts"))!["prompts_page"]![0]!["name"]);
    }

    [Theory]
    [InlineData("--no-data --keep-chats 3", "--no-data keeps nothing: leave out --keep-chats, or --no-data.")]
    [InlineData("--data FOLDER --keep-jobs 0", "--keep-jobs 0 is not a number of days. Give one above 0, such as 30.")]
    [InlineData("--data FOLDER --node-address 10.0.0.2:5080", "--node-address '10.0.0.2:5080' is not an address of this server. One is http://10.0.0.2:5080")]
    [InlineData("--data FOLDER/file", "The folder FOLDER/file cannot hold the data: ")]
    [InlineData("--data FOLDER --database nonsense", "The connection string of the database is not one: write it as Host=")]
    public async Task A_place_that_makes_no_sense_is_one_line(string arguments, string line)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "file"), "");
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exitCode = await CommandLine.RunAsync(
            ["--port", "0", "--log-level", "None", "--engines", "deterministic", .. arguments.Replace("FOLDER", _folder.FullName, StringComparison.Ordinal).Split(' ')],
            new Terminal(output, error, TextReader.Null, _ => null));

        Assert.Equal((1, ""), (exitCode, output.ToString()));
        Assert.StartsWith("humegen-server: error: " + line.Replace("FOLDER", _folder.FullName, StringComparison.Ordinal), Assert.Single(error.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static HttpClient Client(RunningProgram program)
    {
        var http = new HttpClient { BaseAddress = program.Address };
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", program.Key);
        return http;
    }
}
