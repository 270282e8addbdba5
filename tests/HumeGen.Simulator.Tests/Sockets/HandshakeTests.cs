using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace HumeGen.Simulator.Tests.Sockets;

public sealed class HandshakeTests
{
    [Theory]
    [InlineData("/v0/evi/chat")]
    [InlineData("/v0/tts/stream/input")]
    public async Task The_credential_may_stand_in_the_header_or_in_the_query(string path)
    {
        await using var hume = await Hume.StartAsync();
        var token = await TokenAsync(hume);

        foreach (var query in new[] { $"?api_key={hume.Simulator.ApiKey}", $"?access_token={token}", $"?api_key=&access_token={token}" })
        {
            await using var wire = await Wire.OpenAsync(hume, path + query, withKey: false);
            Assert.Equal(WebSocketState.Open, wire.Socket.State);
        }

        foreach (var (name, value) in new[] { ("X-Hume-Api-Key", hume.Simulator.ApiKey), ("Authorization", "Bearer " + token) })
        {
            using var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader(name, value);
            await socket.ConnectAsync(Wire.AddressOf(hume, path), CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("/v0/evi/chat")]
    [InlineData("/v0/evi/chat?api_key=wrong")]
    [InlineData("/v0/evi/chat?access_token=wrong")]
    [InlineData("/v0/evi/chat/795c949a-1510-4a80-9646-7d0863b023ab/connect")]
    [InlineData("/v0/tts/stream/input")]
    [InlineData("/v0/stream/models")]
    public async Task Without_a_valid_credential_the_handshake_is_401(string path)
    {
        await using var hume = await Hume.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await RefusalAsync(hume, path, withKey: false));
        Assert.Empty(hume.Simulator.Sockets);
    }

    [Theory]
    [InlineData("api_key")]
    [InlineData("apiKey")]
    [InlineData("apikey")]
    public async Task S7_measuring_takes_the_key_in_the_query(string name)
    {
        await using var hume = await Hume.StartAsync();

        await using var wire = await Wire.OpenAsync(hume, $"/v0/stream/models?{name}={hume.Simulator.ApiKey}", withKey: false);
        await wire.SendAsync("""{"data":"Hello","raw_text":true,"models":{"language":{}}}""");

        Assert.NotNull((await wire.ReadAsync())["language"]);
        Assert.Equal("***", Assert.Single(Assert.Single(hume.Simulator.Requests).Query).Value);
    }

    [Theory]
    [InlineData("/v0/evi/chat?config_id=795c949a-1510-4a80-9646-7d0863b023ab", "E0709")]
    [InlineData("/v0/evi/chat?resumed_chat_group_id=795c949a-1510-4a80-9646-7d0863b023ab", "E0708")]
    [InlineData("/v0/evi/chat/795c949a-1510-4a80-9646-7d0863b023ab/connect", "E0400")]
    public async Task S9_a_handshake_that_names_something_missing_hears_the_code_as_a_message_and_is_closed(string path, string code)
    {
        await using var hume = await Hume.StartAsync();

        await using var wire = await Wire.OpenAsync(hume, path);

        var error = Assert.Single(await wire.ReadToCloseAsync(1008));
        Assert.Equal(("error", code), ((string?)error["type"], (string?)error["code"]));
        Assert.Contains("795c949a-1510-4a80-9646-7d0863b023ab", (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task S9_the_speech_channel_says_what_is_missing_and_closes()
    {
        await using var hume = await Hume.StartAsync();

        await using var wire = await Wire.OpenAsync(hume, "/v0/tts/stream/input?context_generation_id=795c949a-1510-4a80-9646-7d0863b023ab");

        Assert.Equal("E0400", (string?)Assert.Single(await wire.ReadToCloseAsync(1008))["code"]);
        Assert.StartsWith("E0400: ", wire.Socket.CloseStatusDescription, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v0/evi/chat?config_version=two", "query.config_version")]
    [InlineData("/v0/evi/chat?verbose_transcription=yes", "query.verbose_transcription")]
    [InlineData("/v0/tts/stream/input?format_type=ogg", "query.format_type")]
    [InlineData("/v0/tts/stream/input?include_timestamp_types=word&include_timestamp_types=letter", "query.include_timestamp_types[1]")]
    [InlineData("/v0/tts/stream/input?version=3", "query.version")]
    public async Task Values_that_do_not_fit_the_specs_are_refused_by_name(string path, string place)
    {
        await using var hume = await Hume.StartAsync();

        var (status, body) = await HandshakeAsync(hume, path);

        Assert.Equal(400, status);
        Assert.Contains(place, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_the_specs_lack_are_passed_over_and_empty_values_are_none()
    {
        await using var hume = await Hume.StartAsync();

        const string query = "?fernSdkLanguage=JavaScript&fernSdkVersion=0.16.0&config_id=&config_version=&event_limit=3";
        var (chat, _) = await Wire.OpenChatAsync(hume, query);
        await chat.DisposeAsync();
    }

    [Fact]
    public async Task A_plain_request_to_a_socket_is_told_to_upgrade()
    {
        await using var hume = await Hume.StartAsync();

        (await hume.GetAsync("/v0/evi/chat")).Expect(HttpStatusCode.UpgradeRequired);
        (await hume.PostAsync("/v0/stream/models", "{}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Credentials_of_the_query_are_not_recorded()
    {
        await using var hume = await Hume.StartAsync();
        var query = $"?api_key={hume.Simulator.ApiKey}&session_settings[language_model_api_key]=very-secret";

        await using var wire = await Wire.OpenAsync(hume, "/v0/evi/chat" + query, withKey: false);
        var metadata = await wire.ReadAsync("chat_metadata");
        var settings = await wire.ReadAsync("session_settings");

        Assert.All(Assert.Single(hume.Simulator.Requests).Query, pair => Assert.Equal("***", pair.Value));
        Assert.DoesNotContain("very-secret", settings.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(metadata["chat_id"]);
    }

    [Fact]
    public async Task A_handshake_can_be_made_to_fail()
    {
        await using var hume = await Hume.StartAsync();
        hume.Simulator.FailNext(InjectedFailure.Status(503));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await RefusalAsync(hume, "/v0/evi/chat"));
        await using var wire = await Wire.OpenAsync(hume, "/v0/evi/chat");
    }

    private static async Task<HttpStatusCode> RefusalAsync(Hume hume, string path, bool withKey = true)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (withKey)
            socket.Options.SetRequestHeader("X-Hume-Api-Key", hume.Simulator.ApiKey);

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Wire.AddressOf(hume, path), CancellationToken.None));
        return socket.HttpStatusCode;
    }

    // ClientWebSocket keeps the body of a refusal to itself.
    private static async Task<(int Status, string Body)> HandshakeAsync(Hume hume, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", Convert.ToBase64String(new byte[16]));
        using var response = await hume.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<string> TokenAsync(Hume hume)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth2-cc/token")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]),
        };
        var key = Encoding.UTF8.GetBytes($"{hume.Simulator.ApiKey}:{hume.Simulator.SecretKey}");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(key));
        using var response = await hume.Http.SendAsync(request);
        return (string)(await Answer.OfAsync(response)).Ok()["access_token"]!;
    }
}
