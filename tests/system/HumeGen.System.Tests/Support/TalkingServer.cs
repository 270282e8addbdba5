using HumeGen.Server;
using HumeGen.Server.Engines;
using HumeGen.Server.Flite;
using HumeGen.Server.PocketSphinx;
using HumeGen.Server.RuleBased;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace HumeGen.SystemTests.Support;

/// <summary>A server that hears by PocketSphinx, answers by rules and speaks by flite.</summary>
internal sealed class TalkingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HumeServerEngines _engines;

    private TalkingServer(WebApplication app, HumeServerEngines engines) => (_app, _engines) = (app, engines);

    /// <summary>The API key.</summary>
    public static string Key => "the key of the tests";

    public Uri Address => new(_app.Urls.First());

    public static async Task<TalkingServer> StartAsync()
    {
        var engines = new HumeServerEngines().AddPocketSphinx().AddRuleBased().AddFlite();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHumeServer((_, options) => (options.ApiKey, options.Engines) = (Key, engines));
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapHumeServer();
        await app.StartAsync();
        return new TalkingServer(app, engines);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _engines.SpeechToText!.Dispose();
    }
}
