namespace HumeGen.OtherApis.Tests;

/// <summary>Two APIs in one project know nothing of each other.</summary>
public sealed class SideBySideTests
{
    [Fact]
    public async Task Each_client_has_its_own_host_and_credential()
    {
        await using var weather = await Server.StartAsync(_ => Answer.Json("[]"));
        await using var lights = await Server.StartAsync(_ => Answer.Json("{}"));
        using var stations = new Weather.WeatherClient(new Weather.WeatherClientOptions { Credential = ApiCredential.FromAccessToken("token-of-a-test"), BaseAddress = weather.Address });
        using var lamps = new MusicLights.LightsClient(new MusicLights.LightsClientOptions { ApiKey = "key-of-a-test", BaseAddress = lights.Address });

        await stations.Stations.ListStationsAsync();
        await lamps.ListLampsAsync(["a"]);

        Assert.Equal(("GET /stations", "Bearer token-of-a-test"), (Assert.Single(weather.Requests).Line, weather.Requests[0].Header("Authorization")));
        Assert.Equal(("GET /lamps/.a?appid=key-of-a-test", null), (Assert.Single(lights.Requests).Line, lights.Requests[0].Header("Authorization")));
    }

    [Fact]
    public async Task Without_an_address_of_the_options_each_goes_to_its_own()
    {
        using var handler = new Recorder();
        using var stations = new Weather.WeatherClient(new Weather.WeatherClientOptions { Credential = ApiCredential.FromAccessToken("token-of-a-test"), HttpMessageHandler = handler });
        using var lamps = new MusicLights.LightsClient(new MusicLights.LightsClientOptions { ApiKey = "key-of-a-test", HttpMessageHandler = handler });

        await stations.Stations.FindStationAsync("s1");
        await stations.SendPictureAsync(new Weather.SendPictureRequest { Picture = FilePart.FromBytes(new byte[1], "a.png"), About = new Weather.Filter() });
        await lamps.PlaySceneAsync(new MusicLights.PlaySceneRequest { Scene = "s" });

        Assert.Equal(["https://eu.weather.example/api/v7/stations/s1", "https://uploads.weather.example/sky/pictures", "https://lights.example/scenes?appid=key-of-a-test"], handler.Addresses);
    }

    [Fact]
    public void All_types_are_in_the_namespaces_of_their_APIs()
    {
        var types = typeof(Weather.WeatherClient).Assembly.GetTypes().Where(t => t.IsPublic && t.Namespace != typeof(SideBySideTests).Namespace).ToArray();

        Assert.Equal(
            ["Door", "Ears", "Harbour", "Lighthouse", "Mouth", "MusicLights", "Parrot", "TodoApi", "Weather"],
            types.Select(t => t.Namespace!).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(types, t => t.Name.Contains("Hume", StringComparison.Ordinal));
    }

    private sealed class Recorder : HttpMessageHandler
    {
        public List<string> Addresses { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add(request.RequestUri!.AbsoluteUri);
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NoContent) { Content = new StringContent("") });
        }
    }
}
