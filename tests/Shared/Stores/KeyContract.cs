using HumeGen.Server.Authentication;

namespace HumeGen.Tests.Stores;

/// <summary>Promises of every store of keys.</summary>
public abstract class KeyContract(StorePlace place) : StoreContract(place)
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 5, 31);

    private IKeyStore Keys => Stores.Keys!;

    [Fact]
    public async Task A_key_is_kept_with_its_limits_and_other_servers_find_it()
    {
        var limits = new KeyLimits { RequestsPerMinute = 1, Chats = 2, AudioSecondsPerDay = 3.5, CreditsPerMonth = 4, Credits = 5.25 };
        var (full, plain) = (NewKey.Create("full", limits, Now).Stored, NewKey.Create("plain", new KeyLimits(), Now).Stored);
        await Keys.AddAsync(full);
        await Keys.AddAsync(plain);

        Assert.Equal(full, Assert.Single(await Others.Keys!.FindAsync([full.Id, "0123456789abcdef"])));
        Assert.Equal([full, plain], await Others.Keys.ListAsync());
        Assert.Empty(await Keys.FindAsync([]));
    }

    [Fact]
    public async Task A_key_is_revoked_once_and_for_every_server()
    {
        var key = NewKey.Create("an app", new KeyLimits(), Now).Stored;
        await Keys.AddAsync(key);

        Assert.True(await Others.Keys!.RevokeAsync(key.Id, Now.AddHours(1)));

        Assert.Equal(key with { Revoked = Now.AddHours(1) }, Assert.Single(await Keys.FindAsync([key.Id])));
        Assert.False(await Keys.RevokeAsync(key.Id, Now.AddHours(2)));
        Assert.False(await Keys.RevokeAsync("0123456789abcdef", Now));
    }

    [Fact]
    public async Task Chats_at_once_over_two_servers_get_as_many_places_as_there_are_and_one_that_is_left_is_free()
    {
        var given = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(async () => (await (i % 2 == 0 ? Keys : Others.Keys!).EnterChatAsync("a", 5), i))));
        var taken = given.Where(entry => entry.Item1 is not null).ToList();

        Assert.Equal([0, 1, 2, 3, 4], taken.Select(entry => entry.Item1!.Value).Order());
        Assert.NotNull(await Others.Keys!.EnterChatAsync("b", 5));
        var (place, server) = taken[0];
        await (server % 2 == 0 ? Keys : Others.Keys).LeaveChatAsync("a", place!.Value);
        Assert.Equal(place, await Others.Keys.EnterChatAsync("a", 5));
        Assert.Null(await Keys.EnterChatAsync("a", 5));
        // A limit that has been lowered since.
        Assert.Null(await Keys.EnterChatAsync("a", 2));
    }

    [Fact]
    public async Task What_is_used_adds_up_by_day_and_month_over_all_servers()
    {
        await Keys.AddUsageAsync("a", Today.AddDays(-31), 100);
        await Keys.AddUsageAsync("a", Today.AddDays(-1), 10);
        await Others.Keys!.AddUsageAsync("b", Today, 1000);

        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
            await (i % 2 == 0 ? Keys : Others.Keys).AddUsageAsync("a", Today, 0.25))));

        Assert.Equal(new KeyUsage(5, 15, 115), await Others.Keys.AddUsageAsync("a", Today, 0));
        Assert.Contains(new KeyUsage(5, 15, 115), added);
        Assert.Equal(new KeyUsage(0, 0, 115), await Keys.AddUsageAsync("a", Today.AddDays(1), 0));
        Assert.Equal(default, await Keys.AddUsageAsync("nobody", Today, 0));
    }
}
