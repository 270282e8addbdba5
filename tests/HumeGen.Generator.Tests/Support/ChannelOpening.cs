using System.Net;

namespace HumeGen.Generator.Tests;

/// <summary>The request with which a generated client opens a channel, compiled and run against a server that refuses it.</summary>
/// <param name="Address">The whole address.</param>
/// <param name="Headers">The headers by their names.</param>
internal sealed record ChannelOpening(string Address, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Opens a channel.</summary>
    /// <param name="spec">A document with the title "Sample".</param>
    /// <param name="call">The call, such as <c>client.Chat.ConnectAsync("room")</c>.</param>
    /// <param name="expectDiagnostics">Whether the generator may report something.</param>
    public static async Task<ChannelOpening> Of(string spec, string call, bool expectDiagnostics = false)
    {
        var address = spec.Contains("servers", StringComparison.Ordinal) ? "" : "BaseAddress = new Uri(\"https://localhost\"), ";
        var run = GeneratorRun.Of(spec, expectDiagnostics, $$"""
            using System;
            using System.Threading.Tasks;
            using HumeGen;
            using Sample;

            public static class Usage
            {
                public static object? Run() => new Func<System.Net.Http.HttpMessageHandler, Task>(async handler =>
                {
                    using var client = new SampleClient(new SampleClientOptions { {{address}}ApiKey = "secret", HttpMessageHandler = handler });
                    try
                    {
                        await using var connection = await {{call}};
                    }
                    catch (ApiErrorException)
                    {
                    }
                });
            }
            """);
        using var output = new LoadedOutput(run);
        using var handler = new Refusal();
        await ((Func<HttpMessageHandler, Task>)output.Run()!)(handler);
        return handler.Opening!;
    }

    private sealed class Refusal : HttpMessageHandler
    {
        public ChannelOpening? Opening { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Opening = new ChannelOpening(
                request.RequestUri!.AbsoluteUri,
                request.Headers.NonValidated.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest));
        }
    }
}
