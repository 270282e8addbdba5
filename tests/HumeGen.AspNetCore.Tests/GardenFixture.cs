using HumeGen.AspNetCore.Tests.App;
using Microsoft.AspNetCore.Builder;

namespace HumeGen.AspNetCore.Tests;

/// <summary>The application, which all tests of a class call.</summary>
public sealed class GardenFixture : IAsyncLifetime
{
    private WebApplication? _app;

    public Uri Address => new(_app!.Urls.Single());

    public async Task InitializeAsync() => _app = await GardenApp.StartAsync();

    public async Task DisposeAsync() => await _app!.DisposeAsync();
}
