using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HumeGen.Tests;

/// <summary>A key goes through every fault in every spelling in which programs send or repeat one, and comes out of no text that a program may log.</summary>
public sealed class CanaryTests : RealtimeTest
{
    private const string Canary = "Canary+Key/0a1b==%41&9f";

    private static readonly Dictionary<string, string> Echoes = new()
    {
        ["as it is"] = Canary,
        ["in an address"] = Uri.EscapeDataString(Canary),
        ["in an address, small hex"] = WebUtility.UrlEncode(Canary).ToLowerInvariant(),
        ["in an address in an address"] = Uri.EscapeDataString(Uri.EscapeDataString(Canary)),
        ["in JSON"] = JavaScriptEncoder.Default.Encode(Canary),
        ["in JSON, all escaped"] = string.Concat(Canary.Select(c => $"\\u{(int)c:X4}")),
        ["in JSON with slashes"] = Canary.Replace("/", "\\/", StringComparison.Ordinal),
        ["in HTML"] = WebUtility.HtmlEncode(Canary),
        ["in HTML, all escaped"] = string.Concat(Canary.Select(c => $"&#x{(int)c:x};")),
        ["in HTML in JSON in an address"] = Uri.EscapeDataString(JavaScriptEncoder.Default.Encode(HtmlEncoder.Default.Encode(Canary))),
        ["in base64"] = Base64(Canary),
        ["in base64 for addresses"] = Base64(Canary).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        ["in base64 behind a name"] = Base64($"ann:{Canary}"),
        ["in base64 within more"] = Base64($$"""{"k":"{{Canary}}","n":1}"""),
    };

    private static readonly Dictionary<string, Func<Wire, string, Task>> Answers = new()
    {
        ["message of 400"] = (w, echo) => w.AnswerAsync("400 No", $$"""{"message":{{Quote(echo)}},"code":{{Quote(echo)}}}""", Json),
        ["page of 401"] = (w, echo) => w.AnswerAsync("401 No", $"<html>{echo}</html>", "Content-Type: text/html\r\n"),
        ["details of 422"] = (w, echo) => w.AnswerAsync("422 No", $$"""{"detail":[{"loc":[{{Quote(echo)}}],"msg":{{Quote(echo)}}}]}""", Json),
        ["header of 403"] = (w, echo) => w.AnswerAsync("403 No", "", $"X-Request-Id: {echo}\r\nX-Echo: a={echo}\r\nSet-Cookie: s={echo}\r\n"),
        ["words of the status 500"] = (w, echo) => w.AnswerAsync($"500 {echo}", echo),
        ["redirect"] = (w, echo) => w.AnswerAsync("302 Found", "", $"Location: https://ann:{Uri.EscapeDataString(echo)}@login.example.test/{Uri.EscapeDataString(echo)}\r\n"),
        ["garbage in place of JSON"] = (w, echo) => w.AnswerAsync("200 OK", $$"""{"id":n{{echo}}""", Json),
        ["media type"] = (w, echo) => w.AnswerAsync("200 OK", "x", $"Content-Type: text/{Uri.EscapeDataString(echo)}\r\n"),
        ["no HTTP"] = async (w, echo) =>
        {
            await w.ReadRequestAsync();
            await w.SendAsync(Encoding.UTF8.GetBytes($"{echo} {echo}\r\n\r\n"));
        },
        ["cut"] = async (w, echo) =>
        {
            await w.ReadRequestAsync();
            await w.SendAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nX-Echo: {echo}\r\nContent-Length: 1000\r\n\r\n{echo}"));
        },
        ["reset"] = async (w, _) =>
        {
            await w.ReadRequestAsync();
            w.Reset();
        },
    };

    private static readonly Dictionary<string, Func<Wire, string, Task>> Ends = new()
    {
        ["close reason"] = (w, echo) => w.SendCloseAsync(1008, echo.Length > 110 ? echo[..110] : echo),
        ["error, then a close"] = async (w, echo) =>
        {
            await w.SendTextAsync($$"""{"type":"error","code":{{Quote(echo)}},"message":{{Quote("bad " + echo)}}}""");
            await w.SendCloseAsync(1011);
        },
        ["broken message, then a reset"] = async (w, echo) =>
        {
            await w.SendTextAsync($$"""{"type":n{{echo}}}""");
            w.Reset();
        },
        ["message too big"] = (w, echo) => w.SendTextAsync(new string('x', 70_000) + echo),
        ["broken frame"] = (w, echo) => w.SendFrameAsync(3, Encoding.UTF8.GetBytes(echo.Length > 100 ? echo[..100] : echo), reserved: 2),
    };

    private static string Json => "Content-Type: application/json\r\n";

    public static TheoryData<string> Cases() => [.. Echoes.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Fault", "docs/reliability.md#echoed-secrets")]
    public async Task No_spelling_of_a_key_comes_out_of_any_fault(string spelling)
    {
        var echo = Echoes[spelling];
        using var texts = new CanaryTexts();
        foreach (var credential in (ApiCredential[])[ApiCredential.FromApiKey(Canary), ApiCredential.FromAccessToken(Canary), ApiCredential.FromBasic("ann", Canary), Failing(echo)])
        {
            foreach (var answer in Answers.Values)
                await CallAsync(credential, answer, echo, texts);
            foreach (var end in Ends.Values)
                await ConnectAsync(credential, end, echo, texts);
        }

        Assert.InRange(texts.All.Count, 500, int.MaxValue);
        Assert.DoesNotContain(texts.All, text => Spellings.Tell(text, Canary) || text.Contains(echo, StringComparison.OrdinalIgnoreCase) || TellsPacked(text));
    }

    private static async Task CallAsync(ApiCredential credential, Func<Wire, string, Task> answer, string echo, CanaryTexts texts)
    {
        await using var server = new WireServer(w => answer(w, echo));
        var options = Options(server.Address, credential, texts);
        foreach (var hook in (Action<ApiAttempt>?[])[null, _ => throw new InvalidOperationException($"hook {echo}") { Data = { ["key"] = echo } }])
        {
            options.OnRequest = hook;
            using var pipeline = new ApiPipeline(Description, options);
            var request = new ApiRequest(HttpMethod.Get, "/v0/notes");
            texts.AddError(await Record.ExceptionAsync(() => pipeline.SendAsync(request, static (ref Utf8JsonReader r) => r.GetString()).WaitAsync(Guard)));
            texts.AddError(await Record.ExceptionAsync(async () =>
            {
                await foreach (var item in pipeline.SendForItemsAsync(request, static (ref Utf8JsonReader r) => r.GetString()))
                    texts.Add("item");
            }));
            texts.AddObject(pipeline);
            texts.AddObject(request);
        }
    }

    private async Task ConnectAsync(ApiCredential credential, Func<Wire, string, Task> end, string echo, CanaryTexts texts)
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await end(w, echo);
            await w.ReadFrameAsync(Frame.Close);
        });
        using var pipeline = new ApiPipeline(Description, Options(server.Address, credential, texts));
        var options = new RealtimeOptions { MaxMessageBytes = 60_000, OnMessage = m => texts.Add(m.ToString()), Headers = new Dictionary<string, string> { ["X-Token"] = Canary } };
        texts.AddObject(options);
        RealtimeSocket socket;
        try
        {
            socket = await pipeline.ConnectAsync(Request(), options).WaitAsync(Guard);
        }
        catch (ApiClientException e)
        {
            // Without a token.
            texts.AddError(e);
            return;
        }

        await using var connection = Watch(new TestConnection(socket));
        texts.AddError(await Record.ExceptionAsync(async () =>
        {
            await foreach (var message in connection.ReadAllAsync())
                texts.AddError((message as Unknown)?.Error);
        }));
        texts.AddError(await Record.ExceptionAsync(() => connection.SendAsync(new Say("late")).AsTask()));
        texts.AddClose(await connection.Closed.WaitAsync(Guard));
        texts.Add(connection.ToString());
    }

    private static ApiClientOptions Options(Uri address, ApiCredential credential, CanaryTexts texts)
    {
        var options = new ApiClientOptions
        {
            BaseAddress = address, Credential = credential, Random = () => 0, MaxRetries = 0, TimeProvider = new PatientTime(), OnResponse = texts.AddAttempt,
        };
        texts.AddObject(options);
        texts.AddObject(credential);
        return options;
    }

    private static ApiCredential Failing(string echo) => ApiCredential.FromTokenProvider(
        _ => throw new AggregateException(new InvalidOperationException("harmless"), new InvalidOperationException($"token {echo} refused", new IOException(echo))));

    private static bool TellsPacked(string text)
    {
        var plain = text.Replace('-', '+').Replace('_', '/');
        return Enumerable.Range(0, 3).Any(before => plain.Contains(Base64(new string('a', before) + Canary)[4..^4], StringComparison.Ordinal));
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
