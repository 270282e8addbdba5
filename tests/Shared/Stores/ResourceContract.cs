using System.Text.Json.Nodes;
using HumeGen.Server.Configs;
using HumeGen.Server.Engines;

namespace HumeGen.Tests.Stores;

/// <summary>Promises of every store of configs, prompts, tools and voices.</summary>
public abstract class ResourceContract(StorePlace place) : StoreContract(place)
{
    private static readonly DateTimeOffset Then = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private IVersionedStore Prompts => Stores.Prompts!;

    [Fact]
    public async Task Versions_are_counted_from_0_and_no_number_is_given_twice()
    {
        var id = await CreateAsync("first");
        Assert.Equal(1, (await AddAsync(id))!.Version);
        Assert.Equal(2, (await AddAsync(id))!.Version);
        Assert.True(await Prompts.DeleteVersionAsync(id, 2));
        Assert.Equal(3, (await AddAsync(id))!.Version);

        Assert.Null(await Prompts.GetAsync(id, 2));
        Assert.Equal(3, (await Prompts.GetAsync(id.ToUpperInvariant()))!.Version);
        Assert.Equal([0, 1, 3], (await Prompts.ListAsync(new() { Id = id })).Entries.Select(entry => entry.Version));
        Assert.Null(await AddAsync(NewId()));
        Assert.False(await Prompts.DeleteVersionAsync(id, 7));
    }

    [Fact]
    public async Task Versions_that_two_servers_add_at_once_get_numbers_of_their_own()
    {
        var id = await CreateAsync("shared");

        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
            await (i % 2 == 0 ? Stores : Others).Prompts!.AddVersionAsync(id, null, new JsonObject { ["i"] = i }, Then))));

        Assert.Equal(Enumerable.Range(1, 20), added.Select(version => version!.Version).Order());
    }

    [Fact]
    public async Task A_resource_comes_back_as_it_was_made_and_each_kind_by_itself()
    {
        var content = new JsonObject { ["text"] = "Be brief. \U0001F600", ["n"] = 1.5, ["list"] = new JsonArray(1, null, "x") };
        var made = new ResourceVersion(NewId(), "name", 0, "description", content, Then, Then.AddSeconds(1));
        await Prompts.CreateAsync(made);

        var found = (await Prompts.GetAsync(made.Id, 0))!;
        Assert.True(JsonNode.DeepEquals(content, found.Content));
        Assert.Equal(made, found with { Content = content });
        Assert.Null(await Stores.Tools!.GetAsync(made.Id));
        Assert.Null(await Stores.Configs!.GetByNameAsync("name"));
    }

    [Fact]
    public async Task Names_and_descriptions_change_and_the_youngest_of_a_name_is_found()
    {
        var (old, young) = (await CreateAsync("same"), await CreateAsync("same"));
        await AddAsync(old);
        Assert.Equal(young, (await Prompts.GetByNameAsync("same"))!.Id);

        Assert.True(await Prompts.RenameAsync(young, "other", Then.AddDays(1)));
        Assert.Equal("new", (await Prompts.DescribeAsync(old, 0, "new", Then.AddDays(2)))!.Description);

        Assert.Equal((old, 1), (await Prompts.GetByNameAsync("same")) is { } found ? (found.Id, found.Version) : default);
        Assert.Equal(Then.AddDays(1), (await Prompts.GetAsync(young))!.ModifiedOn);
        Assert.Equal(("new", Then.AddDays(2)), ((await Prompts.GetAsync(old, 0))!.Description, (await Prompts.GetAsync(old, 0))!.ModifiedOn));
        Assert.Null((await Prompts.GetAsync(old, 1))!.Description);
        Assert.False(await Prompts.RenameAsync(NewId(), "x", Then));
        Assert.Null(await Prompts.DescribeAsync(old, 5, "x", Then));
    }

    [Fact]
    public async Task Lists_have_the_oldest_first_in_pages_and_the_newest_versions_where_wanted()
    {
        string[] ids = [await CreateAsync("a"), await CreateAsync("b"), await CreateAsync("a")];
        await AddAsync(ids[0]);

        var all = await Prompts.ListAsync(new() { Skip = 1, Take = 2 });
        Assert.Equal([(ids[0], 1), (ids[1], 0)], all.Entries.Select(entry => (entry.Id, entry.Version)));
        Assert.Equal(4, all.Total);
        var newest = await Prompts.ListAsync(new() { NewestOnly = true, Name = "a" });
        Assert.Equal([(ids[0], 1), (ids[2], 0)], newest.Entries.Select(entry => (entry.Id, entry.Version)));
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_a_resource_goes_with_its_last_version()
    {
        var (whole, last) = (await CreateAsync("whole"), await CreateAsync("last"));
        await AddAsync(whole);

        Assert.True(await Prompts.DeleteAsync(whole));
        Assert.True(await Prompts.DeleteVersionAsync(last, 0));

        Assert.Equal(0, (await Prompts.ListAsync(new())).Total);
        Assert.False(await Prompts.DeleteAsync(whole));
        Assert.Null(await AddAsync(last));
    }

    [Fact]
    public async Task A_voice_has_its_name_alone_and_is_found_by_name_and_id()
    {
        var voices = Stores.Voices!;
        var (old, man) = (new EngineVoice(null, "an old man"), new EngineVoice("am_adam"));
        var saved = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
            await (i % 2 == 0 ? Stores : Others).Voices!.TryAddAsync(new(NewId(), "Old man", old)))));
        var second = NewId();
        Assert.True(await voices.TryAddAsync(new(second, "Adam", man)));

        Assert.Single(saved, isSaved => isSaved);
        Assert.Equal(["Old man", "Adam"], (await voices.ListAsync()).Select(voice => voice.Name));
        Assert.Equal(man, (await voices.FindAsync(second.ToUpperInvariant()))!.EngineVoice);
        Assert.Equal(old, (await voices.FindByNameAsync("Old man"))!.EngineVoice);
        Assert.Equal("Old man", (await voices.RemoveAsync("Old man"))!.Name);
        Assert.Null(await voices.RemoveAsync("Old man"));
        Assert.Null(await voices.FindByNameAsync("Old man"));
    }

    [Fact]
    public async Task The_voice_of_a_generation_is_kept()
    {
        var id = NewId();
        await Stores.Voices!.AddGenerationAsync(id, new EngineVoice("x", "y"));

        Assert.Equal(new EngineVoice("x", "y"), await Stores.Voices.FindGenerationAsync(id.ToUpperInvariant()));
        Assert.Null(await Stores.Voices.FindGenerationAsync(NewId()));
    }

    private async Task<string> CreateAsync(string name)
    {
        var id = NewId();
        await Prompts.CreateAsync(new(id, name, 0, null, [], Then, Then));
        return id;
    }

    private async Task<ResourceVersion?> AddAsync(string id) => await Prompts.AddVersionAsync(id, null, [], Then);
}
