using System.Text;
using HumeGen.Server.Tool;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tests;

/// <summary>The program sends its traces and metrics to the collector that the environment names.</summary>
public sealed class ExportingTests
{
    [Fact]
    public async Task Traces_and_metrics_go_to_the_collector_without_keys_and_queries()
    {
        const string canary = "canaryplumage";
        await using var collector = await Collector.StartAsync();
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "the-server-of-a-test",
        };
        await using (var program = await RunningProgram.StartAsync(TextReader.Null, environment, "--key", "a-canary-key"))
        {
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Add("X-Hume-Api-Key", "a-canary-key");
            await http.GetStringAsync(program.Address + $"v0/evi/prompts?name={canary}");
            await program.StopAsync();
        }

        var received = collector.Received();
        Assert.Contains("/v1/traces", received, StringComparison.Ordinal);
        Assert.Contains("/v1/metrics", received, StringComparison.Ordinal);
        Assert.Contains("GET /v0/evi/prompts", received, StringComparison.Ordinal);
        Assert.Contains("humegen.server.request.duration", received, StringComparison.Ordinal);
        Assert.Contains("the-server-of-a-test", received, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_no_address_is_a_mistake()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        var exitCode = await CommandLine.RunAsync(
            ["--no-data"], new Terminal(output, error, TextReader.Null, name => name == "OTEL_EXPORTER_OTLP_ENDPOINT" ? "localhost:4317" : null), limit.Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT is not the address of a collector, such as http://localhost:4317.", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Takes what is sent, and keeps it as text.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly StringBuilder _received = new();
        private readonly object _gate = new();
        private WebApplication? _app;

        public string Address => _app!.Urls.First();

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            var builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            collector._app = builder.Build();
            collector._app.Urls.Add("http://127.0.0.1:0");
            collector._app.Run(collector.TakeAsync);
            await collector._app.StartAsync();
            return collector;
        }

        public string Received()
        {
            lock (_gate)
                return _received.ToString();
        }

        public ValueTask DisposeAsync() => _app!.DisposeAsync();

        private async Task TakeAsync(HttpContext http)
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            lock (_gate)
                _received.Append(http.Request.Path).Append(Encoding.Latin1.GetString(body.ToArray()));
        }
    }
}
