using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HumeGen.Tests.Http;

/// <summary>A canary in the place of each secret must not come out anywhere.</summary>
public sealed class SecretTests
{
    private const string Key = "canary-key-0a1b2c3d";
    private const string Secret = "canary-secret-4e5f6a";
    private const string Token = "canary-token-7b8c9d0e";
    private static readonly string Basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Key}:{Secret}"));

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var credential in new[] { "key", "token", "provider", "client", "header" })
        {
            foreach (var fault in new[] { "echo 400", "echo 401", "echo 422", "redirect", "echo 200", "reset", "cut", "refused", "garbage" })
                cases.Add(credential, fault);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task No_secret_comes_out_of_an_exception_or_a_response(string kind, string fault)
    {
        // A server that throws everything it got back at the client.
        await using var server = new RawServer(async connection =>
        {
            var request = await connection.ReadRequestAsync();
            var echo = string.Join(' ', request.Split('\r', '\n', '"')).Trim();
            if (request.Contains("/oauth2-cc/token", StringComparison.Ordinal) && fault != "echo 401")
                await connection.SendResponseAsync("200 OK", $$"""{"access_token":"{{Token}}","expires_in":1800}""");
            else if (fault.StartsWith("echo", StringComparison.Ordinal))
                await connection.SendResponseAsync($"{fault[5..]} X", $$"""{"code":"{{echo}}","message":"{{echo}}","detail":[{"loc":["{{echo}}"],"msg":"{{echo}}"}]}""", $"X-Request-Id: {echo}\r\nX-Echo: {echo}\r\n");
            else if (fault == "redirect")
                await connection.SendAsync($"HTTP/1.1 302 Found\r\nLocation: /login?key={Key}&token={Token}\r\nSet-Cookie: s={Key}{Token}\r\nContent-Length: 0\r\n\r\n");
            else if (fault == "cut")
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
            else if (fault == "garbage")
                await connection.SendAsync("garbage\r\n\r\n");
            else
                connection.Reset();
        });
        var credential = kind switch
        {
            "key" or "header" => ApiCredential.FromApiKey(Key),
            "token" => ApiCredential.FromAccessToken(Token),
            "provider" => ApiCredential.FromTokenProvider(_ => new(new ApiAccessToken(Token))),
            _ => ApiCredential.FromClientCredentials(Key, Secret),
        };
        ApiResponse? shown = null;
        var options = new ApiCallOptions
        {
            OnResponse = r => shown = r,
            Headers = kind == "header" ? new Dictionary<string, string> { ["Authorization"] = $"Bearer {Token}" } : null,
        };
        using var pipeline = TestApi.Create(fault == "refused" ? new Uri("http://127.0.0.1:1") : server.Address, o =>
        {
            o.ApiKey = null;
            o.Credential = credential;
            o.MaxRetries = 1;
        });
        var request = TestApi.Get();

        var error = await Assert.ThrowsAnyAsync<ApiClientException>(() => pipeline.SendAsync(request, Note.ReadJson, options));

        var text = new StringBuilder();
        Show(text, error);
        Show(text, credential);
        Show(text, request);
        Show(text, options);
        Show(text, pipeline);
        if (shown is not null)
            Show(text, shown);
        foreach (var secret in new[] { Key, Secret, Token, Basic })
            Assert.DoesNotContain(secret, text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_holds_a_secret_prints_it()
    {
        var text = new StringBuilder();
        Show(text, new ApiAccessToken(Token, DateTimeOffset.UnixEpoch));
        Show(text, ApiCredential.FromClientCredentials(Key, Secret));
        Show(text, ApiCredential.FromAccessToken(Token));
        text.Append(new ApiClientOptions { ApiKey = Key });
        text.Append(new ApiCallOptions { Headers = new Dictionary<string, string> { ["X"] = Key } });
        text.Append(typeof(ApiClientOptions).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);

        foreach (var secret in new[] { Key, Secret, Token, Basic })
            Assert.DoesNotContain(secret, text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ApiKey", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_as_JSON_are_plain_values_without_a_secret()
    {
        var json = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        using var client = new HttpClient { DefaultRequestHeaders = { { "X-Key", Key } } };
        var options = new ApiClientOptions
        {
            ApiKey = Key,
            Credential = ApiCredential.FromBasic(Key, Secret),
            HttpClient = client,
            HttpMessageHandler = new HttpClientHandler(),
            MaxRetries = 7,
            OnRequest = _ => { },
            OnResponse = _ => { },
            OnMessage = _ => { },
        };
        var headers = new Dictionary<string, string> { ["X-Key"] = Key };

        var text = string.Join('\n',
            JsonSerializer.Serialize(options, json),
            JsonSerializer.Serialize(options.Credential, json),
            JsonSerializer.Serialize(new ApiAccessToken(Token), json),
            JsonSerializer.Serialize(new ApiCallOptions { Headers = headers, Query = headers, OnResponse = _ => { } }, json),
            JsonSerializer.Serialize(new RealtimeOptions { Headers = headers, Query = headers, OnMessage = _ => { } }, json));

        Assert.Contains("\"MaxRetries\":7", text, StringComparison.Ordinal);
        foreach (var secret in new[] { Key, Secret, Token })
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    // ToString, and every public property, and theirs. The body's bytes are the caller's to look at and left as they came.
    private static void Show(StringBuilder text, object value, int depth = 0)
    {
        text.AppendLine(value.ToString());
        if (depth > 4 || value is string || value.GetType().IsPrimitive)
            return;
        if (value is System.Collections.IEnumerable items)
        {
            foreach (var item in items)
                Show(text, item ?? "", depth + 1);
            return;
        }

        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var hidden = property.GetIndexParameters().Length > 0 || (value is ApiResponse && property.Name == nameof(ApiResponse.Body))
                || (value is ApiCallOptions && property.Name == nameof(ApiCallOptions.Headers)) || value is Type or Delegate or MethodBase;
            if (!hidden && property.GetValue(value) is { } inner)
                Show(text, inner, depth + 1);
        }
    }
}
