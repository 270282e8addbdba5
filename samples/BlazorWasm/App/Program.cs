// The app in the browser. HumeGen.Client calls the voice server from here; the host gives the tokens.
using BlazorWasm.App;
using HumeGen;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<Assistant>("#app");

var host = new AppHost(new HttpClient { BaseAddress = new Uri(builder.HostEnvironment.BaseAddress) });
var settings = await host.GetSettingsAsync();
builder.Services.AddSingleton(settings);
builder.Services.AddSingleton<Sound>();
builder.Services.AddHume(options =>
{
    options.BaseAddress = settings.Server;
    options.Credential = ApiCredential.FromTokenProvider(host.GetTokenAsync);
});

await builder.Build().RunAsync();
