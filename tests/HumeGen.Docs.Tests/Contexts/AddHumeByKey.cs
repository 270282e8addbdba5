var services = new ServiceCollection();
services.AddTransient<Audit>();
services.AddTransient<EuropeanNarrator>();

// The block.

Setup.UseSimulator(services, "eu");
await using var provider = services.BuildServiceProvider();
var speech = await provider.GetRequiredService<EuropeanNarrator>().SayAsync("Hello!");
Console.WriteLine($"{speech.Generations.Count} generation");

internal sealed class Audit : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{request.Method} {request.RequestUri!.AbsolutePath}");
        return base.SendAsync(request, cancellationToken);
    }
}

// Prints:
// POST /v0/tts
// 1 generation
