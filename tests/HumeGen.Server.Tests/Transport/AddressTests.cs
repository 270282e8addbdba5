namespace HumeGen.Server.Tests.Transport;

/// <summary>Clients join base address and path in their own ways.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData(Served.Server, "//v0/evi/configs")]
    [InlineData(Served.Simulator, "//v0/evi/configs")]
    [InlineData(Served.Server, "/v0/evi/configs/")]
    [InlineData(Served.Simulator, "/v0/evi/configs/")]
    [InlineData(Served.Server, "/v0//evi///configs//")]
    [InlineData(Served.Server, "//v0/evi/configs/?page_size=5")]
    public async Task S13_W2_doubled_and_trailing_slashes_are_the_same_address(Served form, string path)
    {
        await using var hume = await HumeHost.StartAsync(form);

        var answer = await hume.GetAsync(path);

        Assert.Equal(200, answer.Status);
        Assert.NotNull(answer.Json["configs_page"]);
    }

    [Theory]
    [InlineData(Served.Server, "//v0/evi/chat")]
    [InlineData(Served.Simulator, "//v0/evi/chat")]
    [InlineData(Served.Server, "/v0/evi/chat/")]
    [InlineData(Served.Simulator, "//v0/evi/chat/")]
    public async Task W2_so_are_those_of_sockets(Served form, string path)
    {
        await using var hume = await HumeHost.StartAsync(form);

        await using var socket = await HumeSocket.OpenAsync(hume, path);

        Assert.Equal("chat_metadata", (string?)(await socket.ReadAsync())!["type"]);
    }

    [Theory]
    [InlineData("//oauth2-cc/token", 401)]
    [InlineData("/oauth2-cc/token/", 401)]
    public async Task W2_so_is_that_of_tokens(string path, int status)
    {
        await using var hume = await HumeHost.StartAsync(Served.Server);
        using var http = hume.Client();

        using var response = await http.PostAsync(hume.Address.GetLeftPart(UriPartial.Authority) + path, null);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains("base64 of apiKey:secretKey", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slash_in_an_id_stays_within_the_id()
    {
        await using var hume = await HumeHost.StartAsync(Served.Server);

        var answer = await hume.GetAsync("/v0/evi/configs/a%2F%2Fb");

        Assert.Equal(400, answer.Status);
        Assert.Contains("path.id", (string?)answer.Json["message"], StringComparison.Ordinal);
    }
}
