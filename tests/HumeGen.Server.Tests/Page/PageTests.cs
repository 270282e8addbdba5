using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HumeGen.Server.Page;
using HumeGen.Simulator.Engines;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tests.Page;

/// <summary>The page to talk with the assistant: who is let in, and what a browser may do there.</summary>
public sealed partial class PageTests
{
    private const string Key = "the key of the page tests";

    private readonly HumePage _page = new() { Notes = ["Hearing: invented"] };

    [Theory]
    [InlineData("/")]
    [InlineData("/hume/")]
    public async Task The_page_and_all_that_it_needs_is_served_without_a_key_and_from_one_origin(string path)
    {
        await using var host = await StartAsync(path.TrimEnd('/'));
        using var page = await host.Http.GetAsync(path);
        var html = await page.Content.ReadAsStringAsync();

        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType!.ToString());
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(InlineCode(), html);
        var files = new Queue<string>(Addresses().Matches(html).Select(match => path + match.Groups[1].Value).Where(address => !address.Contains('#', StringComparison.Ordinal)));
        var seen = new HashSet<string>(files);
        while (files.TryDequeue(out var address))
        {
            using var file = await host.Http.GetAsync(address);
            Assert.True(file.IsSuccessStatusCode, address);
            Assert.Equal("nosniff", Assert.Single(file.Headers.GetValues("X-Content-Type-Options")));
            var text = await file.Content.ReadAsStringAsync();
            Assert.DoesNotContain(Key, text, StringComparison.Ordinal);
            foreach (var import in Imports().Matches(text).Select(match => $"{path}page/{match.Groups[1].Value}").Where(seen.Add))
                files.Enqueue(import);
        }

        Assert.Contains(path + "page/microphone-worklet.js", seen);
        Assert.True(seen.Count > 10);
    }

    [Fact]
    public async Task The_address_without_its_slash_leads_to_the_page_and_other_addresses_stay_the_servers()
    {
        await using var host = await StartAsync("/hume");

        using var page = await host.Http.GetAsync("/hume");
        using var health = await host.Http.GetAsync("/hume/health");
        using var nothing = await host.Http.GetAsync("/hume/page/nothing.js");
        using var refused = await host.Http.GetAsync("/hume/v0/evi/configs");

        Assert.Equal((HttpStatusCode.TemporaryRedirect, "/hume/"), (page.StatusCode, page.Headers.Location!.OriginalString));
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Unauthorized], new[] { health, nothing, refused }.Select(answer => answer.StatusCode));
    }

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        await using var host = await StartAsync();
        using var first = await host.Http.GetAsync("/page/app.js");

        using var request = new HttpRequestMessage(HttpMethod.Get, "/page/app.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task A_link_lets_one_in_once_and_its_token_opens_the_api()
    {
        await using var host = await StartAsync();
        var link = _page.CreateLink(new Uri(host.Address));
        Assert.Equal("/", link.PathAndQuery);
        var code = link.Fragment["#code=".Length..];

        var (status, answer) = await host.AskAsync(("X-Page-Code", code));
        var (again, refusal) = await host.AskAsync(("X-Page-Code", code));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (status, again));
        Assert.Equal("Hearing: invented", (string?)answer["notes"]![0]);
        Assert.Contains("API key", (string?)refusal["message"], StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v0/evi/configs");
        request.Headers.Add("Authorization", $"Bearer {answer["access_token"]}");
        using var configs = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, configs.StatusCode);
    }

    [Fact]
    public async Task The_key_lets_one_in_and_a_token_is_renewed_while_it_is_valid()
    {
        await using var host = await StartAsync();

        var (_, first) = await host.AskAsync(("X-Hume-Api-Key", Key));
        var (status, renewed) = await host.AskAsync(("Authorization", $"Bearer {first["access_token"]}"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual((string?)first["access_token"], (string?)renewed["access_token"]);
        foreach (var wrong in new[] { ("X-Hume-Api-Key", "wrong"), ("Authorization", "Bearer wrong"), ("X-Page-Code", "00"), ("Accept", "*/*") })
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.AskAsync(wrong)).Status);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Another_page_gets_no_token_even_with_the_code(string header, string value)
    {
        await using var host = await StartAsync();
        var code = _page.CreateLink(new Uri(host.Address)).Fragment["#code=".Length..];

        Assert.Equal(HttpStatusCode.Forbidden, (await host.AskAsync(("X-Page-Code", code), (header, value))).Status);

        Assert.Equal(HttpStatusCode.OK, (await host.AskAsync(("X-Page-Code", code), ("Origin", host.Address), ("Sec-Fetch-Site", "same-origin"))).Status);
    }

    [Fact]
    public async Task The_page_is_let_in_where_the_server_names_other_origins()
    {
        await using var host = await StartAsync(configure: options => options.AllowedOrigins.Add("https://app.example"));
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", host.Address);

        await socket.ConnectAsync(new Uri(host.Address.Replace("http", "ws", StringComparison.Ordinal) + $"/v0/evi/chat?api_key={Uri.EscapeDataString(Key)}"), default);

        Assert.Equal(System.Net.WebSockets.WebSocketState.Open, socket.State);
    }

    [Fact]
    public void Links_that_nobody_opens_do_not_pile_up()
    {
        for (var i = 0; i < 100; i++)
            _page.CreateLink(new Uri("http://localhost"));

        Assert.Throws<InvalidOperationException>(() => _page.CreateLink(new Uri("http://localhost")));
    }

    [GeneratedRegex("<script(?![^>]*src=)|\\son\\w+=|style=|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex InlineCode();

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Addresses();

    [GeneratedRegex("\"(?:\\./)?([a-z-]+\\.js)\"")]
    private static partial Regex Imports();

    private async Task<PageHost> StartAsync(string prefix = "", Action<HumeServerOptions>? configure = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHumeServer((_, options) =>
        {
            (options.ApiKey, options.Engines) = (Key, DeterministicEngines.Create());
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapHumeServer(prefix);
        app.MapHumePage(prefix, _page);
        await app.StartAsync();
        return new PageHost(app);
    }

    /// <summary>An application with the page, and a client that follows no redirects.</summary>
    private sealed class PageHost(WebApplication app) : IAsyncDisposable
    {
        public string Address { get; } = app.Urls.First();

        public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };

        public async Task<(HttpStatusCode Status, JsonNode Answer)> AskAsync(params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/page/token");
            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, value);

            using var response = await Http.SendAsync(request);
            Assert.True(response.Headers.CacheControl!.NoStore);
            return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await app.DisposeAsync();
        }
    }
}
