using System.Net;
using System.Text.Json.Nodes;

namespace HumeGen.Server.Tests.Clients;

/// <summary>Requests as pages in browsers send them: no headers on WebSockets, preflights, older names.</summary>
public class BrowserClientTests
{
    private const string Page = "https://page.example";

    [Theory]
    [SimulatorAndServer("api_key")]
    [SimulatorAndServer("apiKey")]
    [SimulatorAndServer("apikey")]
    public async Task S7_the_expression_stream_takes_the_key_in_its_query(string kind, string name)
    {
        await using var service = await Service.StartAsync(kind);
        await using var stream = await service.OpenAsync($"/v0/stream/models?{name}={service.Key}");

        await stream.SendAsync("""{"models":{"language":{}},"raw_text":true,"data":"I am so glad you came!"}""");

        Assert.NotEmpty((await stream.ReadAsync())!["language"]!["predictions"]!.AsArray());
    }

    [Theory]
    [SimulatorAndServer("//v0/evi/chat")]
    [SimulatorAndServer("/v0//evi/chat")]
    [SimulatorAndServer("/v0/evi/chat/")]
    public async Task W2_a_chat_opens_where_an_address_that_ends_in_a_slash_was_joined_with_its_path(string kind, string path)
    {
        await using var service = await Service.StartAsync(kind);
        await using var chat = await service.OpenAsync($"{path}?api_key={service.Key}");

        Assert.NotEmpty((string)(await chat.UntilAsync("chat_metadata"))["chat_id"]!);
    }

    [Theory]
    [SimulatorAndServer("//v0/tts/voices?provider=HUME_AI")]
    [SimulatorAndServer("//v0/tts/voices/?provider=HUME_AI")]
    public async Task W2_a_call_is_answered_where_an_address_that_ends_in_a_slash_was_joined_with_its_path(string kind, string path)
    {
        await using var service = await Service.StartAsync(kind);

        Assert.NotEmpty((await service.GetAsync(path))["voices_page"]!.AsArray());
    }

    [Theory]
    [SimulatorAndServer("apiKey")]
    [SimulatorAndServer("accessToken")]
    public async Task W3_a_chat_takes_the_older_names_of_its_credentials(string kind, string name)
    {
        await using var service = await Service.StartAsync(kind);
        await using var chat = await service.OpenAsync($"/v0/evi/chat?{name}={(name == "apiKey" ? service.Key : await service.TokenAsync())}");

        Assert.NotEmpty((string)(await chat.UntilAsync("chat_metadata"))["chat_id"]!);
    }

    [Theory]
    [SimulatorAndServer("/v0/tts", "POST")]
    [SimulatorAndServer("/v0/evi/configs/00000000-0000-4000-8000-000000000000", "DELETE")]
    [SimulatorAndServer("/oauth2-cc/token", "POST")]
    public async Task W4_a_page_asks_first_and_without_a_credential(string kind, string path, string method)
    {
        await using var service = await Service.StartAsync(kind);
        using var stranger = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, service.Address + path)
        {
            Headers =
            {
                { "Origin", Page },
                { "Access-Control-Request-Method", method },
                {
                    "Access-Control-Request-Headers",
                    "authorization,content-type,x-fern-language,x-fern-runtime,x-fern-sdk-name,x-hume-api-key,x-hume-client-name,x-hume-client-version"
                },
            },
        };

        using var response = await stranger.SendAsync(request);

        Assert.True(response.IsSuccessStatusCode, response.StatusCode.ToString());
        Assert.Contains(Allowed(response), (string[])["*", Page]);
        Assert.Contains(method, response.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
        Assert.Contains("x-hume-api-key", response.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [SimulatorAndServer("/v0/tts/voices?provider=HUME_AI", "wrong", HttpStatusCode.Unauthorized)]
    [SimulatorAndServer("/v0/nowhere", "", HttpStatusCode.NotFound)]
    [SimulatorAndServer("/v0/tts/voices", "", HttpStatusCode.BadRequest)]
    public async Task W4_a_page_can_read_why_it_was_refused(string kind, string path, string key, HttpStatusCode status)
    {
        await using var service = await Service.StartAsync(kind);
        using var stranger = new HttpClient();
        stranger.DefaultRequestHeaders.Add("X-Hume-Api-Key", key is "" ? service.Key : key);
        stranger.DefaultRequestHeaders.Add("Origin", Page);

        using var response = await stranger.GetAsync(service.Address + path);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(Allowed(response), (string[])["*", Page]);
    }

    [Theory]
    [SimulatorAndServer]
    public async Task W5_interim_messages_come_before_the_final_one_and_the_text_of_a_clip_before_its_sound(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        var (chat, _) = await service.OpenChatAsync("&verbose_transcription=true");
        await using var chatting = chat;
        await chat.SendAsync("""{"type":"session_settings","audio":{"encoding":"linear16","sample_rate":16000,"channels":1}}""");
        foreach (var piece in Recording.Pieces(Recording.Turn()))
            await chat.SendAsync(new JsonObject { ["type"] = "audio_input", ["data"] = Convert.ToBase64String(piece) }.ToJsonString());

        var all = await chat.AllUntilAsync(m => (string?)m["type"] == "assistant_end", "the end of the answer");

        var heard = all.Where(m => (string?)m["type"] == "user_message").Select(m => (bool)m["interim"]!).ToList();
        Assert.Equal([.. Enumerable.Repeat(true, heard.Count - 1), false], heard);
        Assert.True(heard.Count > 1);
        var types = all.Select(m => $"{m["type"]} {m["id"]}").ToList();
        var clip = all.First(m => (string?)m["type"] == "audio_output");
        Assert.Equal(0, (int?)clip["index"]);
        Assert.InRange(types.IndexOf($"assistant_message {clip["id"]}"), 0, types.IndexOf($"audio_output {clip["id"]}") - 1);
    }

    private static string Allowed(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : "none";
}
