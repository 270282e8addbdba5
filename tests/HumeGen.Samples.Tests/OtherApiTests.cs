namespace HumeGen.Samples.Tests;

public sealed class OtherApiTests
{
    [Fact]
    public async Task Another_vendors_API_speaks_hears_and_converses() => Assert.Equal(
        """
        Ara speaks en since 2025-06-01.
        Kea speaks nl since 2025-07-01.
        Speech: 3,884 bytes of audio/wav
        Streamed speech: 16,000 bytes, which play for 500 ms.
        Heard: 25 characters
        Connected: session of weather
        The agent calls get_weather for Oslo.
        Agent: In Oslo: Snow, -3 degrees.
        The agent speaks: 16,640 bytes.
        Refused: Parrot answered 401 Unauthorized to GET /v1/voices. invalid_key: This key is not known. Check the API key or access token that the client was made with.

        """,
        (await SampleProgram.RunAsync("OtherApi")).Succeeded().Output);

    [Fact]
    public async Task The_server_alone_runs_until_it_is_stopped()
    {
        using var folder = new TemporaryFolder();
        await using var sample = SampleProgram.Start("OtherApi", folder, ["serve"]);

        var line = await sample.WaitForLineAsync("export PARROT_BASE_URL=");
        await sample.WaitForLineAsync("export PARROT_API_KEY=");
        using var http = new HttpClient();

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await http.GetAsync(new Uri(new Uri(line.Split('=')[1]), "v1/voices"))).StatusCode);
        await sample.StopAsync();
    }

    [Fact]
    public async Task An_argument_is_refused() =>
        Assert.StartsWith("Unknown argument 'x'.", (await SampleProgram.RunAsync("OtherApi", ["x"])).Refused(), StringComparison.Ordinal);
}
