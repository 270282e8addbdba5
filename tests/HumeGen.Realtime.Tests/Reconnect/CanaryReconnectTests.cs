namespace HumeGen.Tests;

/// <summary>A key goes through refused upgrades, resumes and attempts to reconnect, and comes out of no news of them.</summary>
public sealed class CanaryReconnectTests : CanaryTest
{
    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Fault", "docs/reliability.md#echoed-secrets")]
    public async Task No_spelling_of_a_key_comes_out_of_a_refused_upgrade(string spelling)
    {
        var echo = Echoes[spelling];
        using var texts = new CanaryTexts();
        foreach (var credential in Credentials())
        {
            foreach (var answer in Answers.Values)
            {
                await using var server = new WireServer(w => answer(w, echo));
                foreach (var inQuery in (bool[])[false, true])
                {
                    using var pipeline = new ApiPipeline(Description, Options(server.Address, credential, texts));
                    var options = new RealtimeOptions { CredentialInQuery = inQuery };
                    var error = await Record.ExceptionAsync(() => pipeline.ConnectAsync(Request(), options).WaitAsync(Guard));
                    Assert.NotNull(error);
                    texts.AddError(error);
                }
            }
        }

        AssertSilent(texts, echo, 300);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Fault", "docs/reliability.md#echoed-secrets")]
    public async Task No_spelling_of_a_key_comes_out_of_a_reconnect(string spelling)
    {
        var echo = Echoes[spelling];
        using var texts = new CanaryTexts();
        foreach (var credential in Credentials())
        {
            foreach (var answer in Answers.Values)
                await ReconnectAsync(credential, answer, echo, texts, throws: false);
            await ReconnectAsync(credential, Answers.Values.First(), echo, texts, throws: true);
        }

        AssertSilent(texts, echo, 500);
    }

    private static ApiCredential[] Credentials() => [ApiCredential.FromApiKey(Canary), ApiCredential.FromTokenProvider(_ => new(new ApiAccessToken(Canary)))];

    private async Task ReconnectAsync(ApiCredential credential, Func<Wire, string, Task> answer, string echo, CanaryTexts texts, bool throws)
    {
        var reason = echo.Length > 110 ? echo[..110] : echo;
        await using var server = new WireServer(async w =>
        {
            if (w.Number > 2)
            {
                await answer(w, echo);
                return;
            }

            await BeginAsync(w);
            if (w.Number == 1)
                await w.ReadFrameAsync(Frame.Text);
            await w.SendTextAsync($$"""{"type":"error","code":{{Quote(echo)}},"message":{{Quote("bad " + echo)}}}""");
            await w.SendTextAsync($$"""{"type":n{{echo}}}""");
            await w.SendCloseAsync(1011, reason);
            await w.ReadFrameAsync(Frame.Close);
        });
        var attempts = 0;
        var reconnect = new ReconnectOptions
        {
            MaxAttempts = 3,
            Policy = attempt =>
            {
                attempts++;
                texts.AddObject(attempt);
                texts.AddClose(attempt.Close);
                texts.AddError(attempt.Error);
                return throws && attempts > 1 ? throw Telling(echo) : ReconnectOptions.DefaultPolicy(attempt);
            },
        };
        var options = new RealtimeOptions { Reconnect = reconnect, OnMessage = m => throw (throws ? Telling(echo) : new TimeoutException()) };
        texts.AddObject(reconnect);
        var (connection, _) = await OpenAsync(server.Address, options: options, configure: o => (o.Credential, o.OnRetry) = (credential, texts.AddObject));
        await using var ending = connection;
        connection.HandlerFailed += (_, e) => texts.AddError(e);
        connection.ProtocolError += (_, e) => texts.AddError(e);
        connection.Reconnected += (_, news) => texts.AddObject(news);
        connection.Reconnecting += (_, news) =>
        {
            texts.AddObject(news);
            texts.AddClose(news.Close);
            texts.AddError(news.Error);
            if (throws)
                throw Telling(echo);
        };

        await connection.SendAsync(new Say("hi"));
        texts.AddError(await Record.ExceptionAsync(async () =>
        {
            await foreach (var message in connection.ReadAllAsync())
                texts.AddError((message as Unknown)?.Error);
        }));
        var close = await connection.Closed.WaitAsync(Guard);
        texts.AddClose(close);
        foreach (var attempt in close.Attempts)
            texts.Add($"{attempt} {attempt.Message}");
        texts.Add(connection.Account.ToString());
        texts.Add(connection.ToString());
        texts.AddError(await Record.ExceptionAsync(() => connection.SendAsync(new Say("late")).AsTask()));
        Assert.InRange(attempts, 2, 4);
    }
}
