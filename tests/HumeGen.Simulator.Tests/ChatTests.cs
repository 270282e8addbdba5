using System.Net;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests;

public sealed class ChatTests
{
    private const string Nobody = "795c949a-1510-4a80-9646-7d0863b023ab";

    [Fact]
    public async Task Chats_come_oldest_first_or_newest_first()
    {
        await using var hume = await Hume.StartAsync();

        var ascending = (await hume.GetAsync("/v0/evi/chats")).Ok();
        var descending = (await hume.GetAsync("/v0/evi/chats?ascending_order=false")).Ok();

        var starts = ascending["chats_page"]!.AsArray().Select(chat => (long)chat!["start_timestamp"]!).ToList();
        Assert.Equal(5, starts.Count);
        Assert.Equal(starts.Order(), starts);
        Assert.Equal(("ASC", "DESC"), ((string?)ascending["pagination_direction"], (string?)descending["pagination_direction"]));
        Assert.Equal(starts.AsEnumerable().Reverse(), descending["chats_page"]!.AsArray().Select(chat => (long)chat!["start_timestamp"]!));
    }

    [Fact]
    public async Task Chats_can_be_picked_by_config_and_by_status()
    {
        await using var hume = await Hume.StartAsync();
        var all = (await hume.GetAsync("/v0/evi/chats")).Ok()["chats_page"]!.AsArray();
        var config = (string?)all[0]!["config"]!["id"];

        Assert.Equal(4, (await hume.GetAsync($"/v0/evi/chats?config_id={config}")).Ok()["chats_page"]!.AsArray().Count);
        Assert.Empty((await hume.GetAsync($"/v0/evi/chats?config_id={Nobody}")).Ok()["chats_page"]!.AsArray());
        Assert.Equal("ACTIVE", (string?)Assert.Single((await hume.GetAsync("/v0/evi/chats?status=ACTIVE")).Ok()["chats_page"]!.AsArray())!["status"]);
        Assert.StartsWith("query.status", Assert.Single((await hume.GetAsync("/v0/evi/chats?status=OPEN")).FaultsOf400()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_paged_and_carry_scores_of_all_48_emotions()
    {
        await using var hume = await Hume.StartAsync();
        var chat = (await hume.GetAsync("/v0/evi/chats")).Ok()["chats_page"]![0]!;
        var count = (int)chat["event_count"]!;

        var page = (await hume.GetAsync($"/v0/evi/chats/{chat["id"]}?page_size=3&page_number=1")).Ok();
        var all = (await hume.GetAsync($"/v0/evi/chats/{chat["id"]}?page_size=100")).Ok()["events_page"]!.AsArray();

        Assert.Equal((count + 2) / 3, (int)page["total_pages"]!);
        Assert.Equal(((string?)chat["id"], (string?)chat["status"]), ((string?)page["id"], (string?)page["status"]));
        Assert.Equal(all.Skip(3).Take(3).Select(entry => entry!.ToJsonString()), page["events_page"]!.AsArray().Select(entry => entry!.ToJsonString()));
        Assert.Equal(count, all.Count);
        var spoken = all.First(entry => (string?)entry!["type"] == "USER_MESSAGE")!;
        var scores = JsonNode.Parse((string)spoken["emotion_features"]!)!.AsObject();
        Assert.Equal(48, scores.Count);
        Assert.All(scores, score => Assert.InRange((double)score.Value!, 0, 1));
        Assert.NotEmpty((string)spoken["message_text"]!);
    }

    [Fact]
    public async Task Groups_gather_the_chats_that_resumed_one_another()
    {
        await using var hume = await Hume.StartAsync();

        var groups = (await hume.GetAsync("/v0/evi/chat_groups")).Ok()["chat_groups_page"]!.AsArray();
        var group = (await hume.GetAsync($"/v0/evi/chat_groups/{groups[0]!["id"]}")).Ok();
        var chats = group["chats_page"]!.AsArray();

        Assert.Equal([2, 1, 2], groups.Select(entry => (int)entry!["num_chats"]!));
        Assert.Equal([false, false, true], groups.Select(entry => (bool)entry!["active"]!));
        Assert.Equal(2, chats.Count);
        Assert.All(chats, chat => Assert.Equal((string?)group["id"], (string?)chat!["chat_group_id"]));
        Assert.Equal((long)chats[0]!["start_timestamp"]!, (long)group["first_start_timestamp"]!);
        Assert.Equal((long)chats[1]!["start_timestamp"]!, (long)group["most_recent_start_timestamp"]!);
        Assert.Equal((string?)chats[1]!["id"], (string?)groups[0]!["most_recent_chat_id"]);
        var both = chats.Sum(chat => (int)chat!["event_count"]!);
        Assert.Equal(both, (await hume.GetAsync($"/v0/evi/chat_groups/{group["id"]}/events?page_size=100")).Ok()["events_page"]!.AsArray().Count);
        Assert.Empty((await hume.GetAsync($"/v0/evi/chat_groups/{group["id"]}?status=ERROR")).Ok()["chats_page"]!.AsArray());
    }

    [Fact]
    public async Task Recordings_can_be_fetched_by_their_signed_address_until_it_expires()
    {
        var time = new ManualTime();
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = time });
        var chat = (await hume.GetAsync("/v0/evi/chats")).Ok()["chats_page"]![0]!;
        var audio = (await hume.GetAsync($"/v0/evi/chats/{chat["id"]}/audio")).Ok();
        var address = (string)audio["signed_audio_url"]!;
        using var anonymous = new HttpClient();

        Assert.Equal("COMPLETE", (string?)audio["status"]);
        Assert.True(Wav.Parse(await anonymous.GetByteArrayAsync(new Uri(address))).Seconds > 5);
        using var forged = await anonymous.GetAsync(new Uri(address.Replace("signature=", "signature=0", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        time.Advance(TimeSpan.FromDays(1));
        using var late = await anonymous.GetAsync(new Uri(address));
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
    }

    [Fact]
    public async Task The_recording_of_a_chat_that_goes_on_is_not_ready()
    {
        await using var hume = await Hume.StartAsync();
        var active = (await hume.GetAsync("/v0/evi/chats?status=ACTIVE")).Ok()["chats_page"]![0]!;

        Assert.Equal("QUEUED", (string?)(await hume.GetAsync($"/v0/evi/chats/{active["id"]}/audio")).Ok()["status"]);
        var group = (await hume.GetAsync($"/v0/evi/chat_groups/{active["chat_group_id"]}/audio")).Ok();
        Assert.Equal(["COMPLETE", "QUEUED"], group["audio_reconstructions_page"]!.AsArray().Select(entry => (string?)entry!["status"]));
    }

    [Theory]
    [InlineData("chats/{0}", "E0400")]
    [InlineData("chats/{0}/audio", "E0400")]
    [InlineData("chat_groups/{0}", "E0708")]
    [InlineData("chat_groups/{0}/events", "E0708")]
    [InlineData("chat_groups/{0}/audio", "E0708")]
    public async Task What_does_not_exist_is_400_with_its_code(string path, string code)
    {
        await using var hume = await Hume.StartAsync();

        var error = (await hume.GetAsync("/v0/evi/" + path.Replace("{0}", Nobody, StringComparison.Ordinal))).Expect(HttpStatusCode.BadRequest);

        Assert.Equal(code, (string?)error["code"]);
    }

    [Fact]
    public async Task Messages_of_the_control_plane_end_up_in_the_history_of_an_active_chat()
    {
        await using var hume = await Hume.StartAsync();
        var active = (await hume.GetAsync("/v0/evi/chats?status=ACTIVE")).Ok()["chats_page"]![0]!;
        var before = (int)active["event_count"]!;

        foreach (var message in new[]
        {
            """{"type":"user_input","text":"Hello from outside"}""",
            """{"type":"assistant_input","text":"Hello back"}""",
            """{"type":"session_settings","system_prompt":"Be brief.","language_model_api_key":"very secret"}""",
            """{"type":"tool_response","tool_call_id":"1","content":"sunny"}""",
            """{"type":"tool_error","tool_call_id":"1","error":"no weather"}""",
            """{"type":"pause_assistant_message"}""",
            """{"type":"resume_assistant_message","custom_session_id":null}""",
        })
        {
            Assert.Equal(HttpStatusCode.OK, (await hume.PostAsync($"/v0/evi/chat/{active["id"]}/send", message)).Status);
        }

        var events = (await hume.GetAsync($"/v0/evi/chats/{active["id"]}?page_size=100")).Ok()["events_page"]!.AsArray().Skip(before).ToList();
        Assert.Equal(
            ["USER_MESSAGE", "AGENT_MESSAGE", "SESSION_SETTINGS", "FUNCTION_CALL_RESPONSE", "FUNCTION_CALL_RESPONSE", "PAUSE_ONSET", "RESUME_ONSET"],
            events.Select(entry => (string?)entry!["type"]));
        Assert.Equal("Hello from outside", (string?)events[0]!["message_text"]);
        Assert.DoesNotContain(events, entry => entry!.ToJsonString().Contains("very secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_control_plane_knows_active_chats_only()
    {
        await using var hume = await Hume.StartAsync();
        var ended = (await hume.GetAsync("/v0/evi/chats?status=USER_ENDED")).Ok()["chats_page"]![0]!;

        foreach (var id in new[] { Nobody, (string)ended["id"]! })
            (await hume.PostAsync($"/v0/evi/chat/{id}/send", """{"type":"user_input","text":"Anybody there?"}""")).Expect(HttpStatusCode.BadRequest);
    }
}
