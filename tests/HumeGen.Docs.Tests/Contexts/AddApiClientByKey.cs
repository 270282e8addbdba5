await using var server = await OtherApi.ParrotServer.StartAsync();
var address = server.Address;
var services = new ServiceCollection();
services.AddTransient<Audit>();
services.AddTransient<European>();
services.Configure<ParrotClientOptions>("eu", options => options.ApiKey = OtherApi.ParrotServer.Key);

// The block.

await using var provider = services.BuildServiceProvider();
Console.WriteLine((await provider.GetRequiredService<European>().Parrot.Voices.ListAsync()).Voices.Count);

internal sealed class Audit : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{request.Method} {request.RequestUri!.AbsolutePath}");
        return base.SendAsync(request, cancellationToken);
    }
}

// Prints:
// GET /v1/voices
// 2
