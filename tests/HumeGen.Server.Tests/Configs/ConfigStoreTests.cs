using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using HumeGen.Server.Configs;
using HumeGen.Server.Storage;

namespace HumeGen.Server.Tests.Configs;

/// <summary>Configs, prompts, tools and custom voices live where the application puts them.</summary>
public sealed class ConfigStoreTests
{
    private static readonly (string Kind, string List, string Content)[] Kinds =
    [
        ("tools", "tools_page", "\"parameters\":\"{}\""),
        ("prompts", "prompts_page", "\"text\":\"t\""),
        ("configs", "configs_page", "\"evi_version\":\"3\""),
    ];

    public static TheoryData<string, string, string> EachKind()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var (kind, list, content) in Kinds)
            rows.Add(kind, list, content);

        return rows;
    }

    [Theory]
    [MemberData(nameof(EachKind))]
    public async Task What_is_stored_outlives_the_server(string kind, string list, string content)
    {
        var store = new TableStore();
        string id;
        await using (var first = await StartAsync(store))
        {
            id = (string)(await first.SendAsync(HttpMethod.Post, $"/v0/evi/{kind}", $$"""{"name":"n",{{content}}}""")).Json["id"]!;
            await first.SendAsync(HttpMethod.Post, $"/v0/evi/{kind}/{id}", $$"""{"version_description":"second",{{content}}}""");
        }

        await using var hume = await StartAsync(store);
        var versions = (await hume.GetAsync($"/v0/evi/{kind}/{id}?restrict_to_most_recent=false")).Json;

        Assert.Equal([0, 1], versions[list]!.AsArray().Select(entry => (int)entry!["version"]!));
        Assert.Equal("second", (string?)versions[list]![1]!["version_description"]);
    }

    [Theory]
    [MemberData(nameof(EachKind))]
    public async Task Servers_with_one_store_do_not_give_an_id_twice(string kind, string list, string content)
    {
        var store = new TableStore();
        await using var first = await StartAsync(store);
        await using var second = await StartAsync(store);

        var created = await first.SendAsync(HttpMethod.Post, $"/v0/evi/{kind}", $$"""{"name":"of the first",{{content}}}""");
        await second.SendAsync(HttpMethod.Post, $"/v0/evi/{kind}", $$"""{"name":"of the second",{{content}}}""");
        var found = (await second.GetAsync($"/v0/evi/{kind}/{created.Json["id"]}")).Json;

        Assert.Equal("of the first", (string?)Assert.Single(found[list]!.AsArray())!["name"]);
        Assert.Equal(2, (await second.GetAsync($"/v0/evi/{kind}")).Json[list]!.AsArray().Count);
    }

    [Fact]
    public async Task A_chat_takes_its_config_and_prompt_from_the_stores()
    {
        var store = new TableStore();
        await using var hume = await StartAsync(store);
        var config = (await hume.SendAsync(HttpMethod.Post, "/v0/evi/configs", """{"evi_version":"3","name":"n","prompt":{"text":"Be brief."}}""")).Json;

        await using var chat = await HumeSocket.OpenAsync(hume, $"/v0/evi/chat?config_id={config["id"]}");
        var metadata = (await chat.ReadAsync())!;
        var view = (await hume.GetAsync($"/v0/evi/chats/{metadata["chat_id"]}")).Json;

        Assert.Equal((string?)config["id"], (string?)view["config"]!["id"]);
        Assert.Equal("Be brief.", (string?)config["prompt"]!["text"]);
        Assert.Equal(2, store.Count);
    }

    [Fact]
    public async Task Lists_ask_the_store_for_one_page_only()
    {
        var store = new TableStore();
        await using var hume = await StartAsync(store);
        for (var i = 0; i < 5; i++)
            await hume.SendAsync(HttpMethod.Post, "/v0/evi/prompts", $$"""{"name":"{{i}}","text":"t"}""");

        var page = (await hume.GetAsync("/v0/evi/prompts?page_number=1&page_size=2")).Json;

        Assert.Equal(["2", "3"], page["prompts_page"]!.AsArray().Select(entry => (string?)entry!["name"]));
        Assert.Equal(3, (int?)page["total_pages"]);
        Assert.Equal((2, 2), store.LastPage);
    }

    [Theory]
    [InlineData("""{"evi_version":"3","name":"n","language_model_api_key":"canary"}""")]
    [InlineData("""{"evi_version":"3","name":"n","language_model":{"model_provider":"OPEN_AI","model_resource":"gpt-4o","api_key":"canary"}}""")]
    [InlineData("""{"evi_version":"3","name":"n","language_model":{"language_model_api_key":"canary"}}""")]
    public async Task A_key_of_a_language_model_is_no_part_of_a_config_and_is_not_stored(string body)
    {
        var store = new TableStore();
        await using var hume = await StartAsync(store);

        var refused = await hume.SendAsync(HttpMethod.Post, "/v0/evi/configs", body);

        Assert.Equal(400, refused.Status);
        Assert.DoesNotContain("canary", refused.Text, StringComparison.Ordinal);
        Assert.Equal(0, store.Count);
    }

    private static Task<HumeHost> StartAsync(TableStore store) => HumeHost.StartServerAsync(options =>
        (options.Stores.Configs, options.Stores.Prompts, options.Stores.Tools, options.Stores.CustomVoices) = (store, store, store, store));

    /// <summary>A store as a database would be: rows, and answers that come later.</summary>
    private sealed class TableStore : IVersionedStore
    {
        private readonly ConcurrentQueue<ResourceVersion> _rows = new();

        public int Count => _rows.Count;

        public (int Skip, int Take) LastPage { get; private set; }

        public async ValueTask CreateAsync(ResourceVersion first, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            _rows.Enqueue(first);
        }

        public async ValueTask<ResourceVersion?> AddVersionAsync(
            string id, string? description, JsonObject content, DateTimeOffset now, CancellationToken cancellationToken = default)
        {
            var newest = await GetAsync(id, null, cancellationToken);
            if (newest is null)
                return null;

            var next = newest with { Version = newest.Version + 1, Description = description, Content = content, ModifiedOn = now };
            _rows.Enqueue(next);
            return next;
        }

        public async ValueTask<ResourceVersion?> GetAsync(string id, int? version = null, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return _rows.LastOrDefault(row => row.Id == id && (version is null || row.Version == version));
        }

        public async ValueTask<ResourceVersion?> GetByNameAsync(string name, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return _rows.LastOrDefault(row => row.Name == name);
        }

        public async ValueTask<StoredPage<ResourceVersion>> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            LastPage = (query.Skip, query.Take);
            var found = _rows.Where(row => (query.Id is null || row.Id == query.Id) && (query.Name is null || row.Name == query.Name))
                .GroupBy(row => row.Id)
                .SelectMany(versions => query.NewestOnly ? versions.TakeLast(1) : versions)
                .ToList();
            return new StoredPage<ResourceVersion>([.. found.Skip(query.Skip).Take(query.Take)], found.Count);
        }

        public ValueTask<bool> RenameAsync(string id, string name, DateTimeOffset now, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<ResourceVersion?> DescribeAsync(
            string id, int version, string? description, DateTimeOffset now, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<bool> DeleteVersionAsync(string id, int version, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
