namespace HumeGen.Server.Tests.Transport;

/// <summary>The places where clients of all ages put their key, and the answer to a wrong one.</summary>
public sealed class CredentialTests
{
    private const string Tools = "/v0/evi/tools";

    public static TheoryData<Served, string, string> Sockets()
    {
        var rows = new TheoryData<Served, string, string>();
        foreach (var form in Enum.GetValues<Served>())
        {
            foreach (var path in new[] { "/v0/evi/chat", "/v0/tts/stream/input", "/v0/stream/models" })
            {
                foreach (var name in new[] { "api_key", "apiKey", "apikey", "access_token", "accessToken" })
                    rows.Add(form, path, name);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Sockets))]
    public async Task W3_S7_every_socket_takes_the_names_of_older_clients_in_its_query(Served form, string path, string name)
    {
        await using var hume = await HumeHost.StartAsync(form);
        var credential = name.StartsWith("access", StringComparison.Ordinal) ? await hume.TokenAsync() : HumeHost.Key;

        await using var socket = await HumeSocket.OpenAsync(hume, $"{path}?{name}={Uri.EscapeDataString(credential)}", ("Origin", "https://page.example"));

        Assert.Equal(401, await HumeSocket.RefusalAsync(hume, $"{path}?{name}=wrong"));
        Assert.Equal(401, await HumeSocket.RefusalAsync(hume, $"{path}?{name}="));
    }

    [Theory]
    [InlineData("apikey")]
    [InlineData("apiKey")]
    [InlineData("api_key")]
    public async Task W3_calls_take_the_key_in_the_query_as_the_first_python_client_sends_it(string name)
    {
        await using var hume = await HumeHost.StartAsync(Served.Server);
        using var http = hume.Client();

        using var good = await http.GetAsync($"/v0/batch/jobs?{name}={Uri.EscapeDataString(HumeHost.Key)}&limit=3");
        using var wrong = await http.GetAsync($"/v0/batch/jobs?{name}=wrong");

        Assert.Equal((200, 401), ((int)good.StatusCode, (int)wrong.StatusCode));
    }

    [Theory]
    [InlineData(Served.Server, null, null, "steps.oauth.v2.FailedToResolveAPIKey")]
    [InlineData(Served.Simulator, null, null, "steps.oauth.v2.FailedToResolveAPIKey")]
    [InlineData(Served.Server, "X-Hume-Api-Key", "wrong", "oauth.v2.InvalidApiKey")]
    [InlineData(Served.Simulator, "X-Hume-Api-Key", "wrong", "oauth.v2.InvalidApiKey")]
    [InlineData(Served.Server, "X-Hume-Api-Key", "", "steps.oauth.v2.FailedToResolveAPIKey")]
    [InlineData(Served.Server, "Authorization", "Bearer wrong", "oauth.v2.InvalidAccessToken")]
    [InlineData(Served.Server, "Authorization", "Basic wrong", "steps.oauth.v2.FailedToResolveAPIKey")]
    public async Task S8_a_wrong_or_missing_key_has_the_fault_body_of_the_gateway(Served form, string? name, string? value, string code)
    {
        await using var hume = await HumeHost.StartAsync(form);
        using var http = name is null ? hume.Client() : hume.Client((name, value!));

        foreach (var path in new[] { Tools, "/v0/batch/jobs", "/v0/tts/voices", "/v0/stream/models", "/nowhere" })
        {
            using var response = await http.GetAsync(path);
            var refused = await Reply.OfAsync(response);

            if (path == "/v0/stream/models")
            {
                Assert.Equal(426, refused.Status);
                continue;
            }

            Assert.Equal(401, refused.Status);
            Assert.Equal(code, (string?)refused.Json["fault"]!["detail"]!["errorcode"]);
            Assert.NotEqual("", (string?)refused.Json["fault"]!["faultstring"]);
            Assert.Equal("Bearer", refused.Header("WWW-Authenticate"));
        }
    }

    [Fact]
    public async Task S8_the_words_of_a_wrong_key_are_those_that_clients_compare()
    {
        await using var hume = await HumeHost.StartAsync(Served.Server);
        using var http = hume.Client(("X-Hume-Api-Key", "wrong"));

        using var response = await http.PostAsync("/v0/batch/jobs", null);

        Assert.Equal("Invalid ApiKey", (string?)(await Reply.OfAsync(response)).Json["fault"]!["faultstring"]);
    }

    [Fact]
    public async Task S8_too_many_of_something_has_a_fault_body_too()
    {
        await using var hume = await HumeHost.StartServerAsync(options => options.KeyLimits = new() { RequestsPerMinute = 1 });
        await hume.GetAsync(Tools);

        var refused = await hume.GetAsync(Tools);

        Assert.Equal(429, refused.Status);
        Assert.Equal("policies.ratelimit.QuotaViolation", (string?)refused.Json["fault"]!["detail"]!["errorcode"]);
    }
}
