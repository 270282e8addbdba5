using System.Net;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests;

public sealed class VoicesTests
{
    [Fact]
    public async Task The_library_is_listed_page_by_page()
    {
        await using var hume = await Hume.StartAsync();
        var first = (await hume.GetAsync("/v0/tts/voices?provider=HUME_AI&page_size=5")).Ok();
        var pages = (int)first["total_pages"]!;
        var names = new List<string>();
        for (var page = 0; page < pages; page++)
            names.AddRange(Names((await hume.GetAsync($"/v0/tts/voices?provider=HUME_AI&page_size=5&page_number={page}")).Ok()));

        Assert.True(pages > 1);
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Contains("Ava Song", names);
        Assert.Empty(Names((await hume.GetAsync($"/v0/tts/voices?provider=HUME_AI&page_size=5&page_number={pages}")).Ok()));
        Assert.Equal(names.AsEnumerable().Reverse(), Names((await hume.GetAsync("/v0/tts/voices?provider=HUME_AI&page_size=100&ascending_order=false")).Ok()));
    }

    [Fact]
    public async Task Tags_must_all_fit()
    {
        await using var hume = await Hume.StartAsync();

        Assert.Equal(["Yuki Tanaka"], Names((await hume.GetAsync("/v0/tts/voices?provider=HUME_AI&filter_tag=gender:Female&filter_tag=LANGUAGE:Japanese")).Ok()));
        Assert.Empty(Names((await hume.GetAsync("/v0/tts/voices?provider=HUME_AI&filter_tag=GENDER:female")).Ok()));
        Assert.StartsWith("query.filter_tag.0", Assert.Single((await hume.GetAsync("/v0/tts/voices?provider=HUME_AI&filter_tag=Female")).FaultsOf400()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generation_becomes_a_voice_that_speaks_and_can_be_deleted()
    {
        await using var hume = await Hume.StartAsync();
        var generation = (await hume.PostAsync("/v0/tts", """{"utterances":[{"text":"Hello","description":"an old man"}],"format":{"type":"pcm"}}""")).Ok()["generations"]![0]!;

        var voice = (await hume.PostAsync("/v0/tts/voices", new JsonObject { ["generation_id"] = generation["generation_id"]!.DeepClone(), ["name"] = "Old man" })).Ok();

        Assert.Equal(("Old man", "CUSTOM_VOICE"), ((string?)voice["name"], (string?)voice["provider"]));
        Assert.Equal(["Old man"], Names((await hume.GetAsync("/v0/tts/voices?provider=CUSTOM_VOICE")).Ok()));
        foreach (var reference in new[] { """{"name":"Old man"}""", $$"""{"id":"{{voice["id"]}}","provider":"CUSTOM_VOICE"}""" })
        {
            var again = await hume.PostAsync("/v0/tts", $$$"""{"utterances":[{"text":"Hello","voice":{{{reference}}}}],"format":{"type":"pcm"}}""");
            Assert.Equal((string?)generation["audio"], (string?)again.Ok()["generations"]![0]!["audio"]);
        }

        Assert.Equal(HttpStatusCode.OK, (await hume.DeleteAsync("/v0/tts/voices?name=Old%20man")).Status);
        Assert.Empty(Names((await hume.GetAsync("/v0/tts/voices?provider=CUSTOM_VOICE")).Ok()));
        Assert.Equal("E0400", (string?)(await hume.DeleteAsync("/v0/tts/voices?name=Old%20man")).Expect(HttpStatusCode.BadRequest)["code"]);
    }

    [Fact]
    public async Task A_voice_needs_a_known_generation_and_a_free_name()
    {
        await using var hume = await Hume.StartAsync();
        var id = (string?)(await hume.PostAsync("/v0/tts", """{"utterances":[{"text":"Hello"}]}""")).Ok()["generations"]![0]!["generation_id"];
        var body = $$"""{"generation_id":"{{id}}","name":"NAME"}""";
        (await hume.PostAsync("/v0/tts/voices", body)).Ok();

        Assert.StartsWith("body.name", Assert.Single((await hume.PostAsync("/v0/tts/voices", body)).Faults()), StringComparison.Ordinal);
        Assert.StartsWith("body.name", Assert.Single((await hume.PostAsync("/v0/tts/voices", body.Replace("NAME", " ", StringComparison.Ordinal))).Faults()), StringComparison.Ordinal);
        Assert.StartsWith("body.generation_id", Assert.Single((await hume.PostAsync("/v0/tts/voices", """{"generation_id":"none","name":"x"}""")).Faults()), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(JsonNode page) => page["voices_page"]!.AsArray().Select(voice => (string)voice!["name"]!);
}
