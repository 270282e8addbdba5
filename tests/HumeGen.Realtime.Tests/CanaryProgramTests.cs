using System.Text;
using System.Text.Json;

namespace HumeGen.Tests;

/// <summary>A key goes through the faults that begin in a program itself: its hooks, its streams, its addresses and the fetching of its tokens.</summary>
public sealed class CanaryProgramTests : CanaryTest
{
    private static ApiRequest Get => new(HttpMethod.Get, "/v0/notes");

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Fault", "docs/reliability.md#echoed-secrets")]
    public async Task No_spelling_of_a_key_comes_out_of_what_a_program_does(string spelling)
    {
        var echo = Echoes[spelling];
        using var texts = new CanaryTexts();
        foreach (var credential in (ApiCredential[])[ApiCredential.FromApiKey(Canary), ApiCredential.FromAccessToken(Canary), ApiCredential.FromBasic("ann", Canary)])
        {
            await FailAsync(credential, texts, HearAsync, p => p.SendAsync(Upload(echo)));
            await FailAsync(credential, texts, w => w.SendAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 400 {echo}\r\n\r\n{echo}")), p => p.SendAsync(Get), isSecure: true);
            await FailAsync(credential, texts, AnswerEventAsync, p => ReadAsync(p, new ApiCallOptions { OnEvent = _ => throw Telling(echo) }));
            await FailAsync(credential, texts, AnswerEventAsync, p => ReadAsync(p), o => o.OnMissing = _ => throw Telling(echo));
            await FailAsync(
                credential, texts, w => w.AnswerAsync("200 OK", """{"seq":1}""", Json), p => p.SendAsync(Get, Sound.ReadJson), o => o.OnMissing = _ => throw Telling(echo));
            await FailAsync(credential, texts, BreakEventsAsync, p => ReadAsync(p, new ApiCallOptions { MaxResumes = 2 }), o => o.OnRetry = _ => throw Telling(echo));
            await FailAsync(credential, texts, w => w.AnswerAsync("200 OK"), p => p.SendAsync(Get, new ApiCallOptions { OnResponse = _ => throw Telling(echo) }));
            await FailAsync(credential, texts, w => w.AnswerAsync("200 OK"), p => p.SendAsync(Get), o => o.OnResponse = _ => throw Telling(echo));
            await FailAsync(credential, texts, w => w.AnswerAsync($"500 {echo}", echo), p => p.SendAsync(Get), o => (o.MaxRetries, o.OnRetry) = (1, _ => throw Telling(echo)));
            await FailAsync(credential, texts, w => w.AnswerAsync($"500 {echo}", echo), p => p.SendAsync(Get), o => (o.MaxRetries, o.OnRetry) = (2, texts.AddObject));
        }

        AssertSilent(texts, echo, 300);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Fault", "docs/reliability.md#echoed-secrets")]
    public async Task No_spelling_of_a_client_secret_comes_out_of_the_fetching_of_a_token(string spelling)
    {
        var echo = Echoes[spelling];
        using var texts = new CanaryTexts();
        foreach (var answer in Answers.Values.Append((w, e) => w.AnswerAsync("200 OK", $$"""{"access_token":{{Quote(e + "\r\n")}}}""", Json)))
            await FailAsync(ApiCredential.FromClientCredentials("ann", Canary), texts, w => answer(w, echo), p => p.SendAsync(Get));

        AssertSilent(texts, echo, 100);
    }

    private static async Task FailAsync(
        ApiCredential credential, CanaryTexts texts, Func<Wire, Task> answer, Func<ApiPipeline, Task> call, Action<ApiClientOptions>? configure = null, bool isSecure = false)
    {
        await using var server = new WireServer(answer);
        var options = Options(isSecure ? new UriBuilder(server.Address) { Scheme = "https" }.Uri : server.Address, credential, texts);
        configure?.Invoke(options);
        using var pipeline = new ApiPipeline(WithTokens, options);
        var error = await Record.ExceptionAsync(() => call(pipeline).WaitAsync(Guard));
        Assert.NotNull(error);
        texts.AddError(error);
    }

    private static ApiDescription WithTokens { get; } = new()
    {
        Name = "Hume",
        BaseAddress = new Uri("https://api.example.test"),
        ApiKeyHeader = "X-Hume-Api-Key",
        TokenPath = "/oauth2-cc/token",
    };

    private static ApiRequest Upload(string echo) =>
        new(HttpMethod.Post, "/v0/files") { Body = ApiBody.File(FilePart.FromStream(new TellingStream(echo), $"{Uri.EscapeDataString(echo)}.bin")) };

    private static async Task HearAsync(Wire wire)
    {
        await wire.ReadRequestAsync();
        await wire.HangAsync();
    }

    private static Task AnswerEventAsync(Wire wire) => wire.AnswerAsync("200 OK", "id: 1\ndata: {\"seq\":1}\n\n", "Content-Type: text/event-stream\r\n");

    private static async Task BreakEventsAsync(Wire wire)
    {
        await wire.ReadRequestAsync();
        await wire.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 1000\r\n\r\nid: 1\ndata: {\"seq\":1,\"data\":\"\"}\n\n"u8.ToArray());
    }

    private static async Task ReadAsync(ApiPipeline pipeline, ApiCallOptions? options = null)
    {
        await foreach (var item in pipeline.SendForItemsAsync(Get, Sound.ReadJson, options))
            Assert.Equal(1, item.Seq);
    }

    /// <summary>Fails and tells a key in its error.</summary>
    private sealed class TellingStream(string echo) : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            throw new IOException($"disk {echo}", Telling(echo));
        }
    }
}
