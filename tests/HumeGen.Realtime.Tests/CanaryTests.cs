using System.Text;
using System.Text.Json;

namespace HumeGen.Tests;

/// <summary>A key goes through every fault in every spelling in which programs send or repeat one, and comes out of no text that a program may log.</summary>
public sealed class CanaryTests : CanaryTest
{
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

        AssertSilent(texts, echo, 500);
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

    private static ApiCredential Failing(string echo) => ApiCredential.FromTokenProvider(
        _ => throw new AggregateException(new InvalidOperationException("harmless"), new InvalidOperationException($"token {echo} refused", new IOException(echo))));
}
