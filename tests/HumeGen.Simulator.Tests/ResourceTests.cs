using System.Net;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests;

/// <summary>Common behaviour of tools, prompts and configs: versions, pages, names and deletion.</summary>
public sealed class ResourceTests
{
    private const string Nobody = "795c949a-1510-4a80-9646-7d0863b023ab";

    public static TheoryData<string, string, string, string> Kinds => new()
    {
        { "tools", "tools_page", "\"parameters\":\"{}\"", "E0400" },
        { "prompts", "prompts_page", "\"text\":\"t\"", "E0400" },
        { "configs", "configs_page", "\"evi_version\":\"3\"", "E0709" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Versions_count_up_from_zero_and_share_id_and_name(string kind, string list, string content, string code)
    {
        _ = (list, code);
        var time = new ManualTime();
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = time });
        var created = (await hume.PostAsync($"/v0/evi/{kind}", $$"""{"name":"first",{{content}},"version_description":"d0"}""")).Expect(HttpStatusCode.Created);
        time.Advance(TimeSpan.FromSeconds(1));
        var second = (await hume.PostAsync($"/v0/evi/{kind}/{created["id"]}", $$"""{{{content}},"version_description":"d1"}""")).Expect(HttpStatusCode.Created);
        var third = (await hume.PostAsync($"/v0/evi/{kind}/{created["id"]}", $$"""{{{content}}}""")).Expect(HttpStatusCode.Created);

        Assert.Equal([0, 1, 2], new[] { created, second, third }.Select(version => (int)version["version"]!));
        Assert.Equal(["d0", "d1", null], new[] { created, second, third }.Select(version => (string?)version["version_description"]));
        Assert.All(new[] { second, third }, version => Assert.Equal(((string?)created["id"], "first"), ((string?)version["id"], (string?)version["name"])));
        Assert.Equal((long)created["created_on"]!, (long)second["created_on"]!);
        Assert.Equal((long)created["modified_on"]! + 1000, (long)second["modified_on"]!);
        Assert.Equal(second.ToJsonString(), (await hume.GetAsync($"/v0/evi/{kind}/{created["id"]}/version/1")).Ok().ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Lists_hold_the_newest_versions_or_all_and_filter_by_name(string kind, string list, string content, string code)
    {
        _ = code;
        await using var hume = await Hume.StartAsync();
        var one = (await hume.PostAsync($"/v0/evi/{kind}", $$"""{"name":"one",{{content}}}""")).Expect(HttpStatusCode.Created);
        await hume.PostAsync($"/v0/evi/{kind}/{one["id"]}", $$"""{{{content}}}""");
        await hume.PostAsync($"/v0/evi/{kind}", $$"""{"name":"two",{{content}}}""");

        Assert.Equal(["one 1", "two 0"], await NamesAsync(hume, $"/v0/evi/{kind}", list));
        Assert.Equal(["one 0", "one 1", "two 0"], await NamesAsync(hume, $"/v0/evi/{kind}?restrict_to_most_recent=false", list));
        Assert.Equal(["two 0"], await NamesAsync(hume, $"/v0/evi/{kind}?name=two", list));
        Assert.Empty(await NamesAsync(hume, $"/v0/evi/{kind}?name=tw", list));
        Assert.Equal(["one 1"], await NamesAsync(hume, $"/v0/evi/{kind}/{one["id"]}", list));
        Assert.Equal(["one 0", "one 1"], await NamesAsync(hume, $"/v0/evi/{kind}/{one["id"]}?restrict_to_most_recent=false", list));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Pages_follow_each_other_without_gaps(string kind, string list, string content, string code)
    {
        _ = code;
        await using var hume = await Hume.StartAsync();
        for (var i = 0; i < 12; i++)
            (await hume.PostAsync($"/v0/evi/{kind}", $$"""{"name":"n{{i}}",{{content}}}""")).Expect(HttpStatusCode.Created);

        var page = (await hume.GetAsync($"/v0/evi/{kind}?page_number=1&page_size=5")).Ok();
        Assert.Equal((1, 5, 3), ((int)page["page_number"]!, (int)page["page_size"]!, (int)page["total_pages"]!));
        Assert.Equal(["n5 0", "n6 0", "n7 0", "n8 0", "n9 0"], await NamesAsync(hume, $"/v0/evi/{kind}?page_number=1&page_size=5", list));
        Assert.Equal(["n10 0", "n11 0"], await NamesAsync(hume, $"/v0/evi/{kind}?page_number=2&page_size=5", list));
        Assert.Empty(await NamesAsync(hume, $"/v0/evi/{kind}?page_number=3&page_size=5", list));
        Assert.Equal(10, (await NamesAsync(hume, $"/v0/evi/{kind}", list)).Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_name_is_changed_for_all_versions_and_a_description_for_one(string kind, string list, string content, string code)
    {
        _ = code;
        await using var hume = await Hume.StartAsync();
        var created = (await hume.PostAsync($"/v0/evi/{kind}", $$"""{"name":"old",{{content}}}""")).Expect(HttpStatusCode.Created);
        await hume.PostAsync($"/v0/evi/{kind}/{created["id"]}", $$"""{{{content}}}""");

        Assert.Equal(HttpStatusCode.OK, (await hume.PatchAsync($"/v0/evi/{kind}/{created["id"]}", """{"name":"new"}""")).Status);
        var described = (await hume.PatchAsync($"/v0/evi/{kind}/{created["id"]}/version/0", """{"version_description":"note"}""")).Ok();

        Assert.Equal("note", (string?)described["version_description"]);
        Assert.Equal(["new 0", "new 1"], await NamesAsync(hume, $"/v0/evi/{kind}/{created["id"]}?restrict_to_most_recent=false", list));
        Assert.Null((string?)(await hume.GetAsync($"/v0/evi/{kind}/{created["id"]}/version/1")).Ok()["version_description"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Deleting_a_version_leaves_the_others_and_its_number_is_not_used_again(string kind, string list, string content, string code)
    {
        await using var hume = await Hume.StartAsync();
        var created = (await hume.PostAsync($"/v0/evi/{kind}", $$"""{"name":"n",{{content}}}""")).Expect(HttpStatusCode.Created);
        var path = $"/v0/evi/{kind}/{created["id"]}";
        await hume.PostAsync(path, $$"""{{{content}}}""");

        Assert.Equal(HttpStatusCode.OK, (await hume.DeleteAsync($"{path}/version/1")).Status);
        Assert.Equal(["n 0"], await NamesAsync(hume, path, list));
        Assert.Equal(2, (int)(await hume.PostAsync(path, $$"""{{{content}}}""")).Expect(HttpStatusCode.Created)["version"]!);
        Assert.Equal(code, (string?)(await hume.GetAsync($"{path}/version/1")).Expect(HttpStatusCode.BadRequest)["code"]);

        Assert.Equal(HttpStatusCode.OK, (await hume.DeleteAsync(path)).Status);
        Assert.Equal(code, (string?)(await hume.GetAsync(path)).Expect(HttpStatusCode.BadRequest)["code"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_does_not_exist_is_400_whatever_is_done_to_it(string kind, string list, string content, string code)
    {
        _ = list;
        await using var hume = await Hume.StartAsync();
        var path = $"/v0/evi/{kind}/{Nobody}";

        foreach (var answer in new[]
        {
            await hume.GetAsync(path),
            await hume.PostAsync(path, $$"""{{{content}}}"""),
            await hume.PatchAsync(path, """{"name":"n"}"""),
            await hume.DeleteAsync(path),
            await hume.GetAsync(path + "/version/0"),
            await hume.PatchAsync(path + "/version/0", """{"version_description":"n"}"""),
            await hume.DeleteAsync(path + "/version/0"),
        })
        {
            var body = answer.Expect(HttpStatusCode.BadRequest);
            Assert.Equal((code, "not_found"), ((string?)body["code"], (string?)body["error"]));
            Assert.Contains(Nobody, (string?)body["message"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_blank_name_is_refused(string kind, string list, string content, string code)
    {
        _ = (list, code);
        await using var hume = await Hume.StartAsync();

        Assert.StartsWith("body.name", Assert.Single((await hume.PostAsync($"/v0/evi/{kind}", $$"""{"name":" ",{{content}}}""")).FaultsOf400()), StringComparison.Ordinal);
    }

    private static async Task<List<string>> NamesAsync(Hume hume, string path, string list) =>
        [.. (await hume.GetAsync(path)).Ok()[list]!.AsArray().Select(entry => $"{entry!["name"]} {entry["version"]}")];
}
