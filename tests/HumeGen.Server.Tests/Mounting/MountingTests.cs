using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HumeGen.Simulator.Engines;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

namespace HumeGen.Server.Tests.Mounting;

/// <summary>A server within somebody's own application.</summary>
public sealed class MountingTests
{
    private const string Key = "key of the app";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("")]
    [InlineData("/hume")]
    [InlineData("/api/hume/")]
    public async Task A_server_answers_below_its_path_beside_the_other_endpoints_of_the_application(string prefix)
    {
        await using var app = Application();
        app.MapGet("/own", () => "mine");
        app.MapHumeServer(prefix);
        var address = await StartAsync(app);
        using var http = Client();

        Assert.Equal("mine", await http.GetStringAsync($"{address}/own"));
        foreach (var slash in new[] { "", "/", "//" })
        {
            using var voices = await http.GetAsync($"{address}{prefix.TrimEnd('/')}{slash}/v0/tts/voices?provider=HUME_AI");
            Assert.Equal(HttpStatusCode.OK, voices.StatusCode);
            Assert.Contains("chat_metadata", await FirstMessageAsync($"{address}{prefix.TrimEnd('/')}{slash}/v0/evi/chat"), StringComparison.Ordinal);
        }

        Assert.Contains("\"ok\"", await http.GetStringAsync($"{address}{prefix.TrimEnd('/')}/health"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_of_its_path_the_server_answers_nothing()
    {
        await using var app = Application();
        app.MapHumeServer("/hume");
        var address = await StartAsync(app);
        using var http = Client();

        using var voices = await http.GetAsync($"{address}/v0/tts/voices?provider=HUME_AI");

        Assert.Equal(HttpStatusCode.NotFound, voices.StatusCode);
        Assert.False(voices.Headers.Contains("x-request-id"));
    }

    [Fact]
    public async Task Behind_a_proxy_addresses_that_the_server_gives_are_those_of_the_proxy()
    {
        await using var app = Application();
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All });
        app.MapHumeServer("/hume");
        var address = await StartAsync(app);
        using var http = Client(("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "voice.example"), ("X-Forwarded-For", "203.0.113.7"));
        var metadata = System.Text.Json.Nodes.JsonNode.Parse(await FirstMessageAsync($"{address}/hume/v0/evi/chat"))!;

        string audio;
        using var bound = new CancellationTokenSource(Bound);
        while ((audio = await http.GetStringAsync($"{address}/hume/v0/evi/chats/{metadata["chat_id"]}/audio")).Contains("QUEUED", StringComparison.Ordinal))
            await Task.Delay(5, bound.Token);

        var signed = (string)System.Text.Json.Nodes.JsonNode.Parse(audio)!["signed_audio_url"]!;
        Assert.StartsWith("https://voice.example/hume/signed/", signed, StringComparison.Ordinal);
        using var stranger = new HttpClient();
        Assert.StartsWith("RIFF", Encoding.ASCII.GetString(await stranger.GetByteArrayAsync(signed.Replace("https://voice.example", address, StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Over_https_calls_and_sockets_work_in_http_1_and_2(string version)
    {
        using var certificate = Certificate();
        await using var app = Application(web => web.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate))));
        app.MapHumeServer();
        var address = await StartAsync(app, listens: true);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, given, _, _) => given?.GetCertHashString() == certificate.GetCertHashString();
        using var http = new HttpClient(handler) { DefaultRequestVersion = new Version(version), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", Key);

        using var voices = await http.GetAsync($"{address}/v0/tts/voices?provider=HUME_AI");
        using var socket = new ClientWebSocket { Options = { HttpVersion = new Version(version), HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact } };
        await socket.ConnectAsync(AddressOf($"{address}/v0/evi/chat"), http, default).WaitAsync(Bound);

        Assert.Equal((HttpStatusCode.OK, new Version(version)), (voices.StatusCode, voices.Version));
        Assert.Contains("chat_metadata", await ReadAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_applications_own_authorization_stands_around_the_server_or_lets_its_clients_through()
    {
        await using var closed = Application(services: Authorized);
        closed.UseAuthentication();
        closed.UseAuthorization();
        closed.MapHumeServer("/closed").RequireAuthorization();
        closed.MapHumeServer("/open").AllowAnonymous();
        var address = await StartAsync(closed);
        using var http = Client();

        using var refused = await http.GetAsync($"{address}/closed/v0/tts/voices?provider=HUME_AI");
        using var answered = await http.GetAsync($"{address}/open/v0/tts/voices?provider=HUME_AI");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (refused.StatusCode, answered.StatusCode));
        Assert.DoesNotContain("fault", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        static void Authorized(IServiceCollection services)
        {
            services.AddAuthentication().AddBearerToken();
            services.AddAuthorization(options => options.FallbackPolicy = new AuthorizationPolicyBuilder("BearerToken").RequireAuthenticatedUser().Build());
        }
    }

    [Fact]
    public async Task The_applications_own_rate_limit_and_cors_stand_around_the_server()
    {
        await using var app = Application(services: services =>
        {
            services.AddCors(cors => cors.AddPolicy("pages", policy => policy.WithOrigins("https://app.example").AllowAnyHeader()));
            services.AddRateLimiter(limiter =>
            {
                limiter.RejectionStatusCode = 429;
                limiter.AddPolicy("three", _ => System.Threading.RateLimiting.RateLimitPartition.GetFixedWindowLimiter("all", _ => new() { PermitLimit = 3, Window = TimeSpan.FromHours(1) }));
            });
        });
        app.UseCors();
        app.UseRateLimiter();
        app.MapHumeServer().RequireCors("pages").RequireRateLimiting("three");
        var address = await StartAsync(app);
        using var http = Client(("Origin", "https://app.example"));

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await http.GetAsync($"{address}/v0/evi/configs");
            statuses.Add(answer.StatusCode);
            Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin"));
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task Two_servers_in_one_application_share_nothing()
    {
        await using var first = new HumeServer(new() { ApiKey = Key });
        await using var second = new HumeServer(new() { ApiKey = "another" });
        await using var app = WebApplication.CreateBuilder().Build();
        app.MapHumeServer("/first", first);
        app.MapHumeServer("/second", second);
        var address = await StartAsync(app);
        using var http = Client();
        using var tool = new StringContent("""{"name":"clock","parameters":"{}"}""", Encoding.UTF8, "application/json");

        using var created = await http.PostAsync($"{address}/first/v0/evi/tools", tool);
        using var refused = await http.GetAsync($"{address}/second/v0/evi/tools");
        using var other = new HttpClient();
        other.DefaultRequestHeaders.Add("X-Hume-Api-Key", "another");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Unauthorized), (created.StatusCode, refused.StatusCode));
        Assert.Contains("\"tools_page\":[]", await other.GetStringAsync($"{address}/second/v0/evi/tools"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_of_the_application_gets_the_server_and_gives_its_key_to_whom_it_likes()
    {
        await using var app = Application();
        app.MapGet("/key", (HumeServer server) => server.ApiKey);
        app.MapHumeServer();
        var address = await StartAsync(app);
        using var http = new HttpClient();

        Assert.Equal(Key, await http.GetStringAsync($"{address}/key"));
    }

    [Fact]
    public void Options_that_make_no_sense_stop_the_application_before_it_starts()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddHumeServer((_, options) => options.Limits = new() { AudioSeconds = 0 });
        var app = builder.Build();

        var error = Assert.Throws<ArgumentException>(() => app.MapHumeServer());

        Assert.Contains("Limits.AudioSeconds must be more than 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_was_not_added_is_missed_by_name()
    {
        var app = WebApplication.CreateBuilder().Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.MapHumeServer());

        Assert.Contains("AddHumeServer", error.Message, StringComparison.Ordinal);
    }

    private static WebApplication Application(Action<IWebHostBuilder>? web = null, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddHumeServer((_, options) => (options.ApiKey, options.Engines) = (Key, DeterministicEngines.Create()));
        web?.Invoke(builder.WebHost);
        services?.Invoke(builder.Services);
        return builder.Build();
    }

    private static async Task<string> StartAsync(WebApplication app, bool listens = false)
    {
        if (!listens)
            app.Urls.Add("http://127.0.0.1:0");

        await app.StartAsync();
        return app.Urls.First();
    }

    private static HttpClient Client(params (string Name, string Value)[] headers)
    {
        var http = new HttpClient();
        foreach (var (name, value) in headers.Append(("X-Hume-Api-Key", Key)))
            http.DefaultRequestHeaders.Add(name, value);

        return http;
    }

    private static Uri AddressOf(string address) => new($"{address.Replace("http", "ws", StringComparison.Ordinal)}?api_key={Uri.EscapeDataString(Key)}");

    private static async Task<string> FirstMessageAsync(string address)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(AddressOf(address), CancellationToken.None).WaitAsync(Bound);
        var message = await ReadAsync(socket);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Bound);
        return message;
    }

    private static async Task<string> ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        var first = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Bound);
        return Encoding.UTF8.GetString(buffer, 0, first.Count);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

        // Windows serves only keys that have been loaded from a file.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
