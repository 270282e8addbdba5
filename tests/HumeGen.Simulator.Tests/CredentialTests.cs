using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests;

public sealed class CredentialTests
{
    private const string Path = "/v0/evi/tools";

    [Fact]
    public async Task The_given_key_is_the_one_that_counts()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { ApiKey = "my key", SecretKey = "my secret" });

        Assert.Equal("my key", hume.Simulator.ApiKey);
        Assert.Equal("my secret", hume.Simulator.SecretKey);
        (await hume.GetAsync(Path)).Ok();
    }

    [Theory]
    [InlineData(null, null, "X-Hume-Api-Key")]
    [InlineData("X-Hume-Api-Key", "wrong", "not an API key")]
    [InlineData("X-Hume-Api-Key", "", "Send the API key in the header")]
    [InlineData("Authorization", "Bearer nonsense", "unknown")]
    [InlineData("Authorization", "Basic bm9uc2Vuc2U=", "X-Hume-Api-Key")]
    public async Task Without_a_good_credential_nothing_is_answered(string? header, string? value, string message)
    {
        await using var hume = await Hume.StartAsync();
        using var http = new HttpClient { BaseAddress = hume.Simulator.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        if (header is not null)
            request.Headers.TryAddWithoutValidation(header, value);

        using var response = await http.SendAsync(request);
        var answer = await Answer.OfAsync(response);

        var body = answer.Expect(HttpStatusCode.Unauthorized);
        Assert.NotEqual("", (string?)body["fault"]!["faultstring"]);
        Assert.Contains(message, (string?)body["message"], StringComparison.Ordinal);
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
        Assert.DoesNotContain(hume.Simulator.ApiKey, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_keys_differ_between_simulators()
    {
        await using var one = await Hume.StartAsync();
        await using var two = await Hume.StartAsync();

        Assert.NotEqual(one.Simulator.ApiKey, two.Simulator.ApiKey);
        Assert.NotEqual(one.Simulator.SecretKey, two.Simulator.SecretKey);
    }

    [Fact]
    public async Task A_token_opens_the_api_for_thirty_minutes()
    {
        var time = new ManualTime();
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = time });
        var token = await AskForTokenAsync(hume, $"{hume.Simulator.ApiKey}:{hume.Simulator.SecretKey}", "client_credentials");
        var body = token.Ok();
        Assert.Equal("bearer", (string?)body["token_type"]);
        Assert.Equal(1800, (int?)body["expires_in"]);

        using var http = new HttpClient { BaseAddress = hume.Simulator.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)body["access_token"]);
        time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(Path)).StatusCode);
        time.Advance(TimeSpan.FromMinutes(1));
        using var late = await http.GetAsync(Path);
        Assert.Contains("expired", (string?)(await Answer.OfAsync(late)).Expect(HttpStatusCode.Unauthorized)["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_needs_the_secret()
    {
        await using var hume = await Hume.StartAsync();

        (await AskForTokenAsync(hume, $"{hume.Simulator.ApiKey}:wrong", "client_credentials")).Expect(HttpStatusCode.Unauthorized);
        (await AskForTokenAsync(hume, $"wrong:{hume.Simulator.SecretKey}", "client_credentials")).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_is_given_for_client_credentials_only()
    {
        await using var hume = await Hume.StartAsync();

        var answer = await AskForTokenAsync(hume, $"{hume.Simulator.ApiKey}:{hume.Simulator.SecretKey}", "password");

        Assert.Equal("unsupported_grant_type", (string?)answer.Expect(HttpStatusCode.BadRequest)["error"]);
    }

    [Fact]
    public async Task No_credential_is_kept_in_the_log_of_requests()
    {
        await using var hume = await Hume.StartAsync();
        var token = (await AskForTokenAsync(hume, $"{hume.Simulator.ApiKey}:{hume.Simulator.SecretKey}", "client_credentials")).Ok()["access_token"]!.GetValue<string>();
        await hume.GetAsync($"{Path}?api_key={hume.Simulator.ApiKey}&access_token={token}");

        var log = new JsonArray([.. hume.Simulator.Requests.SelectMany(request =>
            request.Headers.Values.Concat(request.Query.Select(pair => pair.Value)).Append(request.BodyText).Append(request.ToString()))
                .Select(text => (JsonNode)text)]).ToJsonString();
        Assert.Contains("***", log, StringComparison.Ordinal);
        Assert.DoesNotContain(hume.Simulator.ApiKey, log, StringComparison.Ordinal);
        Assert.DoesNotContain(hume.Simulator.SecretKey, log, StringComparison.Ordinal);
        Assert.DoesNotContain(token, log, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{hume.Simulator.ApiKey}:{hume.Simulator.SecretKey}")), log, StringComparison.Ordinal);
    }

    private static async Task<Answer> AskForTokenAsync(Hume hume, string credential, string grantType)
    {
        using var http = new HttpClient { BaseAddress = hume.Simulator.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth2-cc/token");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credential)));
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", grantType)]);
        using var response = await http.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}
