using System.Net;
using System.Text;

namespace HumeGen.Tests.Http;

/// <summary>A server repeats a credential: in any place, in any spelling. Nobody who reads errors, hooks or logs may learn it.</summary>
public sealed class EchoTests
{
    private const string Key = "Canary+Key/0a1b=='&\"<2c>\\3d";
    private const string Secret = "Canary+Secret/4e5f==%41~6a";
    private const string Token = "Canary.Token+7b8c/9d0e-_==";
    private const string Password = "Canary pass+wörd/€😀 1f2e";
    private static readonly string Login = Base64($"ann:{Password}");
    private static readonly string Both = Base64($"{Key}:{Secret}");

    private static readonly Dictionary<string, (string[] Secrets, Action<ApiClientOptions> Give)> Ways = new()
    {
        ["key"] = ([Key], o => o.ApiKey = Key),
        ["token"] = ([Token], o => o.Credential = ApiCredential.FromAccessToken(Token)),
        ["provider"] = ([Token], o => o.Credential = ApiCredential.FromTokenProvider(_ => new(new ApiAccessToken(Token)))),
        ["basic"] = ([Password, Login, $"ann:{Password}"], o => o.Credential = ApiCredential.FromBasic("ann", Password)),
        ["client"] = ([Key, Secret, Token, Both], o => o.Credential = ApiCredential.FromClientCredentials(Key, Secret)),
        ["hook"] = ([Token, Login, Password], o => o.OnRequest = a =>
        {
            a.SetHeader("Authorization", $"Bearer {Token}");
            a.SetHeader("Proxy-Authorization", $"Basic {Login}");
        }
        ),
    };

    private static readonly Dictionary<string, Func<string, HttpResponseMessage>> Places = new()
    {
        ["message"] = echo => Answer(400, $$"""{"message":"Bad credential {{echo}}.","code":"{{echo}}"}"""),
        ["details"] = echo => Answer(422, $$"""{"detail":[{"loc":["{{echo}}"],"msg":"{{echo}}","type":"{{echo}}"}]}"""),
        ["request id of a body"] = echo => Answer(500, $$"""{"request_id":"{{echo}}","error":"{{echo}}"}"""),
        ["page"] = echo => Answer(403, $"<html>{echo}</html>", "text/html"),
        ["long page"] = echo => Answer(403, new string('x', (32 * 1024) - 15) + echo, "text/html"),
        ["headers"] = echo => Answer(400, "", "text/plain", ("X-Request-Id", echo), ("X-Echo", $"a={echo}")),
        ["request id"] = echo => Answer(200, "no JSON", "application/json", ("X-Request-Id", echo)),
        ["redirect"] = echo => Answer(302, "", "text/plain", ("Location", $"https://login.example.test/sign-in/{echo}")),
        ["JSON name"] = echo => Answer(200, $$"""{"id":"n1","{{echo}}":[}"""),
        ["JSON literal"] = echo => Answer(200, $$"""{"id":n{{echo}}}"""),
        ["media type"] = echo => Answer(200, "text", "text/plain", ("Content-Type", $"text/{echo}")),
    };

    public static TheoryData<string, string> Cases() => Pairs.Of(Ways.Keys, Places.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task No_echo_of_a_credential_comes_out(string way, string place)
    {
        foreach (var (spelling, spell) in Spellings.All)
        {
            foreach (var secret in Ways[way].Secrets)
            {
                var echo = spell(secret);
                foreach (var text in await TextsAsync(way, () => Places[place](echo)))
                    Assert.False(Spellings.Tell(text, secret), $"{secret} {spelling} ({echo}) came out: {text}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_broken_item_of_a_stream_tells_no_credential(string way, string place)
    {
        foreach (var secret in Ways[way].Secrets)
        {
            foreach (var spell in Spellings.All.Values)
            {
                using var handler = new StubHandler((request, _) => Task.FromResult(TokenFor(request) ?? Places[place](spell(secret))));
                using var pipeline = Pipeline(handler, Ways[way].Give);

                var error = await Assert.ThrowsAnyAsync<ApiClientException>(
                    async () => await pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).ToListAsync());

                Assert.False(Spellings.Tell(error.ToString(), secret), error.ToString());
            }
        }
    }

    [Fact]
    public async Task A_token_that_was_fetched_is_not_shown_to_hooks()
    {
        var texts = await TextsAsync("client", () => Answer(200, """{"id":"n1"}"""));

        Assert.DoesNotContain(texts, text => Spellings.Tell(text, Token));
        Assert.Contains(texts, text => text.Contains("\"n1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_holds_no_credential_is_shown_as_it_came()
    {
        byte[] noise = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7919 >> 3))];
        ApiResponse? shown = null;
        using var handler = new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(noise) }));
        using var pipeline = Pipeline(handler, Ways["key"].Give);

        await pipeline.SendAsync(TestApi.Get(), new ApiCallOptions { OnResponse = response => shown = response });

        Assert.Equal(noise, shown!.Body);
    }

    [Theory]
    [InlineData("pass", "a pass is no password, compass or bypass: pass", "a [redacted] is no password, compass or bypass: [redacted]")]
    [InlineData("abc", "abc", "abc")]
    [InlineData("longer-secret", "longer-secretly", "[redacted]ly")]
    [InlineData("longer-secret", "cut: longer-se", "cut: [redacted]")]
    [InlineData("longer+secret", "cut: longer%2", "cut: longer%2")]
    [InlineData("longer+secret/x", "cut: longer%2bsecret%2", "cut: [redacted]")]
    [InlineData("longer-secret", "a long story", "a long story")]
    public void A_secret_is_taken_out_and_what_only_looks_like_it_stays(string secret, string text, string expected)
    {
        var secrets = new CallSecrets();
        secrets.Remember(secret);

        Assert.Equal(expected, secrets.Redact(text));
    }

    // Each backslash may begin an escape, so looking ahead from each of them through all others would not end in this test's time.
    [Fact]
    public void A_run_of_backslashes_is_shown_as_it_came()
    {
        var secrets = new CallSecrets();
        secrets.Remember("key-of-a-test");
        var run = new string('\\', 2_000_000);

        Assert.Equal(run, secrets.Redact(run));
        Assert.Equal(new string('\\', 96) + "[redacted]", secrets.Redact(new string('\\', 100) + "u006bey-of-a-test"));
    }

    [Fact]
    public void Of_two_secrets_the_longer_one_goes_whole()
    {
        var secrets = new CallSecrets();
        secrets.Remember("canary-key");
        secrets.Remember("canary-key-of-more");

        Assert.Equal("[redacted] and [redacted].", secrets.Redact("canary-key-of-more and canary-key."));
    }

    [Theory]
    [InlineData("one\r\ntwo\tthree\u001b[31m\u0085\u2028\u2029\u202eabc\u200b", "one  two three [31m    abc")]
    [InlineData("see https://ann:pw@example.test/a?b@c or http://x:y@z", "see https://example.test/a?b@c or http://z")]
    [InlineData("mail a@b.test at https://example.test", "mail a@b.test at https://example.test")]
    public void Words_of_others_go_onto_one_plain_line(string words, string line)
    {
        Assert.Equal(line, MessageText.OneLine(words));
        Assert.Equal(line, new ApiClientException(words).Message);
    }

    [Fact]
    public void Half_a_character_is_replaced_and_a_whole_one_stays() => Assert.Equal("\ufffd \ud83d\ude00", MessageText.OneLine("\ud800 \ud83d\ude00"));

    [Theory]
    [InlineData(400, "X-Request-Id")]
    [InlineData(302, "Location")]
    public async Task A_header_does_not_make_a_message_long(int status, string header)
    {
        using var handler = new StubHandler((_, _) => Task.FromResult(Answer(status, "", "text/plain", (header, new string('x', 20_000)))));
        using var pipeline = Pipeline(handler, Ways["key"].Give);

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Contains("xxx...", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 1, 1000);
    }

    [Fact]
    public async Task A_file_name_cannot_turn_the_writing_around()
    {
        using var handler = new StubHandler((_, _) => Task.FromResult(
            Answer(200, "", "audio/wav", ("Content-Disposition", "attachment; filename*=UTF-8''photo-%E2%80%AEgpj.exe"))));
        using var pipeline = Pipeline(handler, Ways["key"].Give);

        await using var file = await pipeline.SendForBinaryAsync(TestApi.Get());

        Assert.Equal("photo- gpj.exe", file.FileName);
    }

    // All that a program may log: the error with all that is in it, and what hooks see.
    private static async Task<List<string>> TextsAsync(string way, Func<HttpResponseMessage> answer)
    {
        var texts = new List<string>();
        using var handler = new StubHandler((request, _) => Task.FromResult(TokenFor(request) ?? answer()));
        using var pipeline = Pipeline(handler, o =>
        {
            o.OnResponse = attempt => Add(texts, attempt.Response);
            Ways[way].Give(o);
        });

        var error = await Record.ExceptionAsync(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson, new ApiCallOptions { OnResponse = response => Add(texts, response) }));

        for (var e = error; e is not null; e = e.InnerException)
        {
            texts.Add(e.ToString());
            texts.AddRange(e switch
            {
                ApiErrorException api =>
                    [api.Body, api.RequestId ?? "", api.ErrorCode?.Value ?? "", .. api.Headers.Values, .. api.Details.Select(d => $"{d.Path} {d.Message} {d.Type}")],
                ApiResponseException response => [response.Path ?? "", response.RequestId ?? ""],
                System.Text.Json.JsonException json => [json.Path ?? ""],
                _ => (IEnumerable<string>)[],
            });
        }

        Assert.NotEmpty(texts);
        return texts;
    }

    private static void Add(List<string> texts, ApiResponse? response)
    {
        if (response is not null)
            texts.AddRange([response.ToString(), Encoding.UTF8.GetString(response.Body.Span), response.RequestId ?? "", .. response.Headers.Values]);
    }

    private static ApiPipeline Pipeline(StubHandler handler, Action<ApiClientOptions> give) => TestApi.Create(handler, o =>
    {
        o.ApiKey = null;
        o.MaxRetries = 0;
        give(o);
        if (o.Credential is null)
            o.ApiKey ??= "key-of-a-test";
    });

    private static HttpResponseMessage? TokenFor(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath.EndsWith("/token", StringComparison.Ordinal)
            ? StubHandler.Response(HttpStatusCode.OK, $$"""{"access_token":"{{Token}}","expires_in":1800}""")
            : null;

    private static HttpResponseMessage Answer(int status, string body, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        foreach (var (name, value) in headers)
        {
            response.Content.Headers.Remove(name == "Content-Type" ? name : "Content-Language");
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
