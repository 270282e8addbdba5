using System.Text.Json.Nodes;
using Hume.EmpathicVoice;
using Hume.Tts;

namespace Hume.Tests;

/// <summary>Paged lists, by item and by page, and how many requests they cost.</summary>
public class PagingTests
{
    private const int Pages = 3;

#pragma warning disable CS0618 // Withdrawn by Hume, and kept.
    private static readonly Dictionary<string, Func<HumeClient, Task<(int Items, int Pages)>>> Lists = new()
    {
        ["/v0/tts/voices"] = c => CountAsync(() => c.Tts.Voices.ListAsync(new() { Provider = VoiceProvider.HumeAi, PageSize = 2 })),
        ["/v0/evi/tools"] = c => CountAsync(() => c.EmpathicVoice.Tools.ListToolsAsync(new() { PageSize = 2 })),
        ["/v0/evi/tools/{id}"] = c => CountAsync(() => c.EmpathicVoice.Tools.ListToolVersionsAsync("x", new() { PageSize = 2 })),
        ["/v0/evi/prompts"] = c => CountAsync(() => c.EmpathicVoice.Prompts.ListPromptsAsync(new() { PageSize = 2 })),
        ["/v0/evi/prompts/{id}"] = c => CountAsync(() => c.EmpathicVoice.Prompts.ListPromptVersionsAsync("x", new() { PageSize = 2 })),
        ["/v0/evi/configs"] = c => CountAsync(() => c.EmpathicVoice.Configs.ListConfigsAsync(new() { PageSize = 2 })),
        ["/v0/evi/configs/{id}"] = c => CountAsync(() => c.EmpathicVoice.Configs.ListConfigVersionsAsync("x", new() { PageSize = 2 })),
        ["/v0/evi/chats"] = c => CountAsync(() => c.EmpathicVoice.Chats.ListChatsAsync(new() { PageSize = 2 })),
        ["/v0/evi/chats/{id}"] = c => CountAsync(() => c.EmpathicVoice.Chats.ListChatEventsAsync("x", new() { PageSize = 2 })),
        ["/v0/evi/chat_groups"] = c => CountAsync(() => c.EmpathicVoice.ChatGroups.ListChatGroupsAsync(new() { PageSize = 2 })),
        ["/v0/evi/chat_groups/{id}"] = c => CountAsync(() => c.EmpathicVoice.ChatGroups.GetChatGroupAsync("x", new() { PageSize = 2 })),
        ["/v0/evi/chat_groups/{id}/audio"] = c => CountAsync(() => c.EmpathicVoice.ChatGroups.GetAudioAsync("x", new() { PageSize = 2 })),
        ["/v0/evi/chat_groups/{id}/events"] = c => CountAsync(() => c.EmpathicVoice.ChatGroups.ListChatGroupEventsAsync("x", new() { PageSize = 2 })),
        ["/v0/evi/custom_voices"] = c => CountAsync(() => c.EmpathicVoice.CustomVoices.ListCustomVoicesAsync(new() { PageSize = 2 })),
    };
#pragma warning restore CS0618

    public static TheoryData<string> Paths => [.. Lists.Keys];

    [Fact]
    public void Every_paged_list_is_walked() =>
        Assert.Equal(Specs.Operations.Where(o => o.QueryParameters.Contains("page_number")).Select(o => o.Path).Order(), Lists.Keys.Order());

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_list_gives_all_items_of_all_pages_and_asks_for_each_page_once(string path)
    {
        var recorder = new Recorder(request => Reply.Json(Page(path, int.Parse(request.Query["page_number"]!, null))));
        using var client = TestClient.Of(recorder);

        Assert.Equal((Pages * 2, Pages), await Lists[path](client));

        // Once by item, once by page.
        Assert.Equal(["0", "1", "2", "0", "1", "2"], recorder.Requests.Select(r => (string?)r.Query["page_number"]));
        Assert.All(recorder.Requests, r => Assert.Equal("2", r.Query["page_size"]));
    }

    [Fact]
    public async Task A_list_may_begin_at_a_later_page()
    {
        var recorder = new Recorder(request => Reply.Json(Page("/v0/evi/tools", int.Parse(request.Query["page_number"]!, null))));
        using var client = TestClient.Of(recorder);
        Assert.Equal(4, await client.EmpathicVoice.Tools.ListToolsAsync(new() { PageNumber = 1 }).CountAsync());
        Assert.Equal(2, recorder.Requests.Count);
    }

    [Theory]
    [InlineData("""{"page_number":0,"page_size":10,"total_pages":0,"voices_page":[]}""", 0)]
    [InlineData("""{"page_number":0,"page_size":10,"total_pages":1,"voices_page":[{"name":"a"}]}""", 1)]
    [InlineData("{}", 0)]
    public async Task One_page_is_one_request(string page, int items)
    {
        var recorder = new Recorder(_ => Reply.Json(page));
        using var client = TestClient.Of(recorder);
        Assert.Equal(items, await client.Tts.Voices.ListAsync(new() { Provider = VoiceProvider.HumeAi }).CountAsync());
        Assert.Single(recorder.Requests);
    }

    [Fact]
    public async Task Nothing_is_fetched_before_it_is_needed()
    {
        var recorder = new Recorder(request => Reply.Json(Page("/v0/evi/tools", int.Parse(request.Query["page_number"]!, null))));
        using var client = TestClient.Of(recorder);
        var tools = client.EmpathicVoice.Tools.ListToolsAsync();
        Assert.Empty(recorder.Requests);
        await foreach (var tool in tools)
        {
            Assert.NotNull(tool);
            break;
        }

        Assert.Single(recorder.Requests);
    }

    [Fact]
    public async Task An_error_comes_after_the_items_before_it()
    {
        var recorder = new Recorder(request => request.Query["page_number"] == "0"
            ? Reply.Json(Page("/v0/evi/tools", 0))
            : Reply.Text(System.Net.HttpStatusCode.Forbidden, "{}"));
        using var client = TestClient.Of(recorder);
        var seen = new List<ReturnUserDefinedTool?>();
        await Assert.ThrowsAsync<HumePermissionException>(async () =>
        {
            await foreach (var tool in client.EmpathicVoice.Tools.ListToolsAsync())
                seen.Add(tool);
        });
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public async Task A_list_ends_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var recorder = new Recorder(request => Reply.Json(Page("/v0/evi/tools", int.Parse(request.Query["page_number"]!, null))));
        using var client = TestClient.Of(recorder);
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.EmpathicVoice.Tools.ListToolsAsync(cancellationToken: stop.Token))
                await stop.CancelAsync();
        });
        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.Single(recorder.Requests);
    }

    /// <summary>A page of two items out of three pages.</summary>
    private static string Page(string path, int number)
    {
        var spec = Specs.Operation("GET", path, null);
        var page = SchemaSamples.Make(spec.Response.Schema!).AsObject();
        var items = page[spec.Node["x-humegen-paging"]!["items"]!.GetValue<string>()]!.AsArray();
        while (items.Count > 2)
            items.RemoveAt(2);
        page["page_number"] = number;
        page["total_pages"] = Pages;
        Assert.Equal(2, items.Count);
        return page.ToJsonString();
    }

    private static async Task<(int Items, int Pages)> CountAsync<TItem, TPage>(Func<AsyncPageable<TItem, TPage>> list)
        where TPage : class => (await list().CountAsync(), await list().AsPages().CountAsync());
}
