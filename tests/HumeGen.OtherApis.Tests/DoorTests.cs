using System.Text;
using Door;

namespace HumeGen.OtherApis.Tests;

/// <summary>An API that is logged into by its own client, hands out tokens for two grants, and speaks in a file or in events.</summary>
public sealed class DoorTests
{
    private static readonly Login Me = new() { User = "ann", Password = "pass-of-a-test" };

    [Fact]
    public async Task Logging_in_needs_no_credential_and_sends_none()
    {
        await using var server = await StartAsync();
        using var door = new DoorClient(new DoorClientOptions { BaseAddress = server.Address });
        using var known = new DoorClient(new DoorClientOptions { BaseAddress = server.Address, ApiKey = "token-of-a-test" });

        Assert.Equal("session-1", (await door.LoginAsync(Me)).Token);
        Assert.Equal("session-2", (await known.LoginAsync(Me)).Token);

        Assert.All(server.Requests, r => Assert.Null(r.Header("Authorization")));
        Assert.Equal("""{"user":"ann","password":"pass-of-a-test"}""", server.Requests[0].Body);
    }

    [Fact]
    public async Task A_login_that_is_refused_does_not_blame_the_credential_of_the_client()
    {
        await using var server = await Server.StartAsync(_ => Answer.Json("""{"detail":"Who is that?"}""", 401));
        using var door = new DoorClient(new DoorClientOptions { BaseAddress = server.Address, ApiKey = "token-of-a-test" });

        var login = await Assert.ThrowsAnyAsync<ApiErrorException>(() => door.LoginAsync(Me));
        var me = await Assert.ThrowsAnyAsync<ApiErrorException>(() => door.GetMeAsync());

        Assert.Contains("Check the name, password, key or token in the request itself", login.Message, StringComparison.Ordinal);
        Assert.Contains("that the client was made with", me.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_and_passwords_are_not_printed_with_their_records()
    {
        await using var server = await StartAsync();
        using var door = new DoorClient(new DoorClientOptions { BaseAddress = server.Address });
        var form = new GetTokenRequest { RefreshToken = "refresh-of-a-test" };

        var tokens = await door.GetTokenAsync(form);

        Assert.Equal("Tokens { AccessToken = (secret), RefreshToken = (secret), ExpiresIn = 0 }", tokens.ToString());
        Assert.DoesNotContain("refresh-of-a-test", form.ToString(), StringComparison.Ordinal);
        Assert.Contains("refresh_token=refresh-of-a-test", server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_needs_a_login_says_so_and_one_that_may_have_one_does_not()
    {
        await using var server = await StartAsync();
        using var door = new DoorClient(new DoorClientOptions { BaseAddress = server.Address });

        var error = await Assert.ThrowsAsync<ApiClientException>(() => door.GetMeAsync());
        Assert.Equal("open at 9", await door.GetHoursAsync());

        Assert.Contains("Set DoorClientOptions.ApiKey or Credential", error.Message, StringComparison.Ordinal);
        Assert.Equal("GET /hours", Assert.Single(server.Requests).Line);
    }

    [Fact]
    public async Task A_token_provider_logs_in_with_the_client_whose_calls_wait_for_it()
    {
        await using var server = await StartAsync();
        DoorClient? door = null;
        using var client = door = new DoorClient(new DoorClientOptions
        {
            BaseAddress = server.Address,
            Credential = ApiCredential.FromTokenProvider(async cancellationToken =>
            {
                // Open, with or without a login; it does not wait for one here.
                await door!.GetHoursAsync(cancellationToken: cancellationToken);
                return new ApiAccessToken((await door.LoginAsync(Me, cancellationToken: cancellationToken)).Token);
            }),
        });

        var people = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.GetMeAsync()));

        Assert.All(people, p => Assert.Equal("Bearer session-1", p.Name));
        Assert.Equal(["GET /hours", "POST /login"], server.Requests.Where(r => r.Line != "GET /me").Select(r => r.Line));
        Assert.All(server.Requests.Where(r => r.Line != "GET /me"), r => Assert.Null(r.Header("Authorization")));
        await client.GetHoursAsync();
        Assert.Equal("Bearer session-1", server.Requests[^1].Header("Authorization"));
    }

    [Fact]
    public async Task A_token_provider_that_calls_what_needs_its_token_fails_at_once()
    {
        await using var server = await StartAsync();
        DoorClient? door = null;
        using var client = door = new DoorClient(new DoorClientOptions
        {
            BaseAddress = server.Address,
            Timeout = Timeout.InfiniteTimeSpan,
            Credential = ApiCredential.FromTokenProvider(async token => new ApiAccessToken((await door!.GetMeAsync(cancellationToken: token)).Name)),
        });

        var error = await Assert.ThrowsAsync<ApiClientException>(() => client.GetMeAsync());

        Assert.Contains("The token provider called GET /me", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Tokens_of_two_grants_are_the_credential_of_the_same_client()
    {
        await using var server = await StartAsync();
        string? refresh = null;
        DoorClient? door = null;
        using var client = door = new DoorClient(new DoorClientOptions
        {
            BaseAddress = server.Address,
            Credential = ApiCredential.FromTokenProvider(async cancellationToken =>
            {
                var form = refresh is null
                    ? new GetTokenRequest { ClientId = "id", ClientSecret = "secret&more" }
                    : new GetTokenRequest { RefreshToken = refresh };
                var tokens = await door!.GetTokenAsync(form, cancellationToken: cancellationToken);
                refresh = tokens.RefreshToken;
                return new ApiAccessToken(tokens.AccessToken, DateTimeOffset.UtcNow.AddSeconds(tokens.ExpiresIn));
            }),
        });

        var names = new[] { (await client.GetMeAsync()).Name, (await client.GetMeAsync()).Name };

        Assert.Equal(["Bearer access-1", "Bearer access-2"], names);
        var forms = server.Requests.Where(r => r.Line == "POST /oauth/token").ToArray();
        Assert.Equal(["client_id=id&client_secret=secret%26more&grant_type=client_credentials", "grant_type=refresh_token&refresh_token=again-1"], forms.Select(f => Sorted(f.Body)));
        Assert.All(forms, f => Assert.Null(f.Header("Authorization")));
    }

    [Fact]
    public async Task Speech_comes_as_a_file_or_in_events()
    {
        await using var server = await StartAsync();
        using var door = new DoorClient(new DoorClientOptions { BaseAddress = server.Address, ApiKey = "token-of-a-test" });
        var words = new Words { Text = "Who is there?" };

        await using var file = await door.SpeakAsync(words);
        using var audio = new MemoryStream();
        await file.CopyToAsync(audio);
        var items = new List<string>();
        await foreach (var item in door.SpeakStreamAsync(words))
        {
            items.Add(item switch
            {
                Delta delta => $"{delta.Id} {Encoding.UTF8.GetString(delta.Data.Audio.Span)}",
                Done done => $"{done.Data.Seconds} s",
                _ => item.GetType().Name,
            });
        }

        Assert.Equal("ID3 sound", Encoding.Latin1.GetString(audio.ToArray()));
        Assert.Equal(["1 so", "2 und", "1.5 s"], items);
        Assert.Equal(["audio/mpeg", "text/event-stream"], server.Requests.Select(r => r.Header("Accept")));
        Assert.All(server.Requests, r => Assert.Equal(("""{"text":"Who is there?"}""", "Bearer token-of-a-test"), (r.Body, r.Header("Authorization"))));
    }

    private static string Sorted(string form) => string.Join('&', form.Split('&').Order(StringComparer.Ordinal));

    private static async Task<Server> StartAsync()
    {
        var (sessions, tokens) = (0, 0);
        return await Server.StartAsync(request => request.Line switch
        {
            "POST /login" => Answer.Json($$"""{"token":"session-{{Interlocked.Increment(ref sessions)}}"}"""),
            "POST /oauth/token" => Interlocked.Increment(ref tokens) is var n
                // The first one is at its end already, so that the next call needs another.
                ? Answer.Json($$"""{"access_token":"access-{{n}}","refresh_token":"again-{{n}}","expires_in":{{(n == 1 ? 0 : 3600)}}}""") : null!,
            "GET /me" => Answer.Json($$"""{"name":"{{request.Header("Authorization")}}"}"""),
            "GET /hours" => new Answer(200, "text/plain", "open at 9"),
            _ when request.Header("Accept") == "audio/mpeg" => new Answer(200, "audio/mpeg", "ID3 sound"),
            _ => new Answer(
                200,
                "text/event-stream",
                "event: speech.delta\nid: 1\ndata: {\"audio\":\"c28=\"}\n\nevent: speech.delta\nid: 2\ndata: {\"audio\":\"dW5k\"}\n\nevent: speech.done\ndata: {\"seconds\":1.5}\n\n"),
        });
    }
}
