using System.Net.WebSockets;
using System.Text;
using HumeGen.Server.Authentication;
using HumeGen.Server.Tests.Chats;

namespace HumeGen.Server.Tests.Keys;

/// <summary>Keys of a store: who gets in, and what ends when one is revoked.</summary>
public sealed class KeyTests
{
    [Fact]
    public async Task A_key_of_the_store_and_the_servers_own_are_let_in_and_others_are_not()
    {
        await using var host = await KeyedHost.StartAsync();
        var key = await host.AddKeyAsync();
        var stranger = NewKey.Create("nobody", new KeyLimits(), DateTimeOffset.UtcNow);

        Assert.Equal(200, (await host.GetAsync(key)).Status);
        Assert.Equal(200, (await host.Hume.GetAsync("/v0/evi/tools")).Status);
        Assert.Equal(401, (await host.GetAsync(stranger)).Status);
        // The id of a key that there is, with the rest of another.
        Assert.Equal(401, (await host.GetAsync(stranger with { ApiKey = key.Stored.Id + stranger.ApiKey[key.Stored.Id.Length..] })).Status);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_and_so_is_a_token_that_was_made_for_it()
    {
        await using var host = await KeyedHost.StartAsync();
        var (key, other) = (await host.AddKeyAsync(), await host.AddKeyAsync());
        using var withToken = host.Hume.Client(("Authorization", "Bearer " + await host.TokenAsync(key)));
        using var before = await withToken.GetAsync("/v0/evi/tools");

        Assert.True(await host.Store.RevokeAsync(key.Stored.Id, DateTimeOffset.UtcNow));

        using var after = await withToken.GetAsync("/v0/evi/tools");
        Assert.Equal((200, 401), ((int)before.StatusCode, (int)after.StatusCode));
        Assert.Equal("oauth.v2.InvalidAccessToken", (string?)(await Reply.OfAsync(after)).Json["fault"]!["detail"]!["errorcode"]);
        Assert.Equal(401, (await host.GetAsync(key)).Status);
        Assert.Equal(200, (await host.GetAsync(other)).Status);
        Assert.False(await host.Store.RevokeAsync(key.Stored.Id, DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task A_revoked_key_loses_its_open_chats_with_1008_and_other_keys_keep_theirs()
    {
        await using var host = await KeyedHost.StartAsync();
        var (key, other) = (await host.AddKeyAsync(), await host.AddKeyAsync());
        await using var chat = await HumeSocket.OpenAsync(host.Hume, "/v0/evi/chat", ("X-Hume-Api-Key", key.ApiKey));
        await using var kept = await HumeSocket.OpenAsync(host.Hume, $"/v0/evi/chat?access_token={await host.TokenAsync(other)}");
        await chat.ReadAsync("chat_metadata");
        await kept.ReadAsync("chat_metadata");

        await host.Store.RevokeAsync(key.Stored.Id, DateTimeOffset.UtcNow);

        await chat.ReadToCloseAsync(1008);
        Assert.Equal("The API key has been revoked.", chat.Client.CloseStatusDescription);
        Assert.Equal(WebSocketState.Open, kept.Client.State);
    }

    [Fact]
    public async Task A_token_is_good_on_another_server_with_the_same_secret_until_it_expires()
    {
        var time = new ManualTime();
        var store = new MemoryKeyStore();
        await using var first = await KeyedHost.StartAsync(options => options.TimeProvider = time, store);
        await using var second = await KeyedHost.StartAsync(options => options.TimeProvider = time, store);
        await using var stranger = await KeyedHost.StartAsync(options => (options.TimeProvider, options.SecretKey) = (time, "another secret"), store);
        var token = await first.TokenAsync(await first.AddKeyAsync());

        Assert.Equal((200, 401), (await StatusAsync(second, token), await StatusAsync(stranger, token)));
        Assert.Equal(401, await StatusAsync(second, token.Replace('.', '1')));
        Assert.Equal(401, await StatusAsync(second, "server" + token[token.IndexOf('.', StringComparison.Ordinal)..]));

        time.Advance(TimeSpan.FromMinutes(31));
        using var http = second.Hume.Client(("Authorization", "Bearer " + token));
        using var late = await http.GetAsync("/v0/evi/tools");
        Assert.Equal("keymanagement.service.access_token_expired", (string?)(await Reply.OfAsync(late)).Json["fault"]!["detail"]!["errorcode"]);
    }

    [Fact]
    public async Task A_secret_belongs_to_its_key_alone()
    {
        await using var host = await KeyedHost.StartAsync();
        var (key, other) = (await host.AddKeyAsync(), await host.AddKeyAsync());

        foreach (var pair in new[] { $"{key.ApiKey}:{other.SecretKey}", $"{key.ApiKey}:", $"{key.ApiKey}", $"{HumeHost.Key}:{key.SecretKey}", ":" })
        {
            using var http = host.Hume.Client(("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))));
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]);
            using var response = await http.PostAsync("/oauth2-cc/token", form);
            Assert.Equal("oauth.v2.InvalidClientIdentifier", (string?)(await Reply.OfAsync(response)).Json["fault"]!["detail"]!["errorcode"]);
        }
    }

    [Fact]
    public void What_is_stored_of_a_key_tells_neither_the_key_nor_its_secret()
    {
        var key = NewKey.Create("an app", new KeyLimits(), DateTimeOffset.UtcNow);

        var secretPart = key.ApiKey[(key.Stored.Id.Length + 1)..];
        Assert.Equal(64, secretPart.Length);
        Assert.DoesNotContain(secretPart, key.Stored.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key.SecretKey, key.Stored.ToString(), StringComparison.Ordinal);
        Assert.Equal($"an app ({key.Stored.Id})", key.ToString());
    }

    [Fact]
    public async Task A_page_gets_a_token_for_the_key_that_was_entered()
    {
        await using var host = await KeyedHost.StartAsync();
        var key = await host.AddKeyAsync();
        var request = new Microsoft.AspNetCore.Http.DefaultHttpContext().Request;
        Assert.Null(await host.Hume.Server!.FindKeyAsync(request));

        request.Headers["X-Hume-Api-Key"] = key.ApiKey;
        var token = host.Hume.Server.CreateAccessToken(await host.Hume.Server.FindKeyAsync(request));
        Assert.Equal(200, await StatusAsync(host, token));

        await host.Store.RevokeAsync(key.Stored.Id, DateTimeOffset.UtcNow);
        Assert.Equal(401, await StatusAsync(host, token));
    }

    private static async Task<int> StatusAsync(KeyedHost host, string token)
    {
        using var http = host.Hume.Client(("Authorization", "Bearer " + token));
        using var response = await http.GetAsync("/v0/evi/tools");
        return (int)response.StatusCode;
    }
}
