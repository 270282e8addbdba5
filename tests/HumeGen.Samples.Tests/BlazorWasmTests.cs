using System.Net;
using System.Text.Json.Nodes;
using HumeGen.Simulator;

namespace HumeGen.Samples.Tests;

/// <summary>The host of the app. <c>tests/system/run</c> uses the app itself in Chromium.</summary>
public sealed class BlazorWasmTests : IDisposable
{
    private const string Key = "a-key-that-no-page-may-see";
    private const string Secret = "a-secret-that-no-page-may-see";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_host_serves_the_app_and_gives_tokens_that_the_voice_server_takes_to_its_own_pages_only()
    {
        await using var hume = await HumeSimulator.StartAsync(new() { ApiKey = Key, SecretKey = Secret });
        await using var host = SampleProgram.Start("BlazorWasm", _folder, ["--urls", "http://127.0.0.1:0"], new Dictionary<string, string>
        {
            ["HUME_BASE_URL"] = hume.BaseAddress.ToString(),
            ["HUME_API_KEY"] = Key,
            ["HUME_SECRET_KEY"] = Secret,
        });
        var address = new Uri((await host.WaitForLineAsync("Open http://")).Split(' ')[1].TrimEnd('.'));
        using var http = new HttpClient { BaseAddress = address };

        Assert.Contains("_framework/blazor.webassembly.js", await http.GetStringAsync("/"), StringComparison.Ordinal);
        foreach (var file in new[] { "_framework/blazor.webassembly.js", "_framework/dotnet.js", "app.css", "sound.js", "settings", "/" })
        {
            using var response = await http.GetAsync(file);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            var content = await response.Content.ReadAsStringAsync();
            Assert.DoesNotContain(Key, content, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, content, StringComparison.Ordinal);
        }

        Assert.Equal(hume.BaseAddress.ToString(), (string?)JsonNode.Parse(await http.GetStringAsync("settings"))!["server"]);
        using var strange = await http.SendAsync(TokenRequest("https://elsewhere.example"));
        Assert.Equal(HttpStatusCode.Forbidden, strange.StatusCode);
        using var answer = await http.SendAsync(TokenRequest(address.GetLeftPart(UriPartial.Authority)));
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(1800, (int?)token["expires_in"]);

        using var voices = new HttpRequestMessage(HttpMethod.Get, new Uri(hume.BaseAddress, "v0/tts/voices?provider=HUME_AI"));
        voices.Headers.Authorization = new("Bearer", (string?)token["access_token"]);
        using var listed = await http.SendAsync(voices);
        Assert.Equal(HttpStatusCode.OK, listed.StatusCode);
    }

    [Fact]
    public async Task Without_its_voice_server_the_host_gives_no_token_and_says_why()
    {
        await using var host = SampleProgram.Start("BlazorWasm", _folder, ["--urls", "http://127.0.0.1:0"], new Dictionary<string, string>
        {
            ["HUME_BASE_URL"] = "http://127.0.0.1:9",
            ["HUME_API_KEY"] = Key,
            ["HUME_SECRET_KEY"] = Secret,
        });
        var address = new Uri((await host.WaitForLineAsync("Open http://")).Split(' ')[1].TrimEnd('.'));
        using var http = new HttpClient { BaseAddress = address };

        using var answer = await http.SendAsync(TokenRequest(address.GetLeftPart(UriPartial.Authority)));

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        await host.WaitForLineAsync("The voice server gave no token: ");
        Assert.DoesNotContain(Secret, host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HUME_API_KEY and HUME_SECRET_KEY are not set.", "HUME_BASE_URL")]
    [InlineData("HUME_SECRET_KEY is not set.", "HUME_BASE_URL", "HUME_API_KEY")]
    public async Task A_part_of_a_server_is_refused(string problem, params string[] given)
    {
        var run = await SampleProgram.RunAsync("BlazorWasm", environment: given.ToDictionary(name => name, _ => "http://127.0.0.1:9"));

        Assert.StartsWith(problem, run.Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown arguments", "--port", "80")]
    [InlineData("The app cannot listen", "--urls", "nonsense")]
    public async Task Wrong_arguments_are_one_line(string problem, params string[] arguments) =>
        Assert.StartsWith(problem, (await SampleProgram.RunAsync("BlazorWasm", arguments)).Refused(), StringComparison.Ordinal);

    private static HttpRequestMessage TokenRequest(string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "token");
        request.Headers.Add("Origin", origin);
        return request;
    }
}
