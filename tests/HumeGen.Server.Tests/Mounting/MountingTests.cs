using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HumeGen.Server.Tests;

/// <summary>A server within somebody's own application.</summary>
public class MountingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/hume")]
    public async Task A_server_answers_below_its_path_beside_the_other_endpoints_of_the_application(string prefix)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddHumeServer((_, options) => options.ApiKey = "key of the app");
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/own", () => "mine");
        app.MapHumeServer(prefix);
        await app.StartAsync(patience.Token);
        var address = app.Urls.First();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", "key of the app");

        Assert.Equal("mine", await http.GetStringAsync($"{address}/own", patience.Token));
        using var voices = await http.GetAsync($"{address}{prefix}/v0/tts/voices?provider=HUME_AI", patience.Token);
        Assert.Equal(HttpStatusCode.OK, voices.StatusCode);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"{address}{prefix}/v0/evi/chat?api_key=key%20of%20the%20app".Replace("http", "ws", StringComparison.Ordinal)), patience.Token);
        var buffer = new byte[4096];
        var first = await socket.ReceiveAsync(buffer, patience.Token);
        Assert.Contains("chat_metadata", Encoding.UTF8.GetString(buffer, 0, first.Count), StringComparison.Ordinal);
    }
}
