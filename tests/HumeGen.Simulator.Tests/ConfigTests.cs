using System.Net;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests;

/// <summary>Tools, prompts, configs and custom voices: what is special to each.</summary>
public sealed class ConfigTests
{
    [Fact]
    public async Task A_tool_keeps_what_was_given_and_its_parameters_hold_json()
    {
        await using var hume = await Hume.StartAsync();
        const string body = """{"name":"get_weather","parameters":"{\"type\":\"object\"}","description":"weather","fallback_content":"sorry"}""";

        var tool = (await hume.PostAsync("/v0/evi/tools", body)).Expect(HttpStatusCode.Created);

        Assert.Equal(("FUNCTION", "FIXED", """{"type":"object"}""", "weather", "sorry"), ((string?)tool["tool_type"], (string?)tool["version_type"], (string?)tool["parameters"], (string?)tool["description"], (string?)tool["fallback_content"]));
        foreach (var wrong in new[] { "{", "[]", "" })
        {
            var answer = await hume.PostAsync("/v0/evi/tools", new JsonObject { ["name"] = "n", ["parameters"] = wrong });
            Assert.StartsWith("body.parameters", Assert.Single(answer.FaultsOf400()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_config_answers_with_everything_it_refers_to_in_full()
    {
        await using var hume = await Hume.StartAsync();
        var prompt = (await hume.PostAsync("/v0/evi/prompts", """{"name":"p","text":"Be kind."}""")).Expect(HttpStatusCode.Created);
        await hume.PostAsync($"/v0/evi/prompts/{prompt["id"]}", """{"text":"Be brief."}""");
        var tool = (await hume.PostAsync("/v0/evi/tools", """{"name":"t","parameters":"{}"}""")).Expect(HttpStatusCode.Created);

        var config = (await hume.PostAsync("/v0/evi/configs", $$$"""
            {
              "name": "c", "evi_version": "3",
              "prompt": {"id": "{{{prompt["id"]}}}", "version": 0},
              "tools": [{"id": "{{{tool["id"]}}}"}],
              "builtin_tools": [{"name": "web_search"}],
              "voice": {"provider": "HUME_AI", "name": "Ava Song"},
              "language_model": {"model_provider": "ANTHROPIC", "model_resource": "claude-3-7-sonnet-latest", "temperature": 1},
              "event_messages": {"on_new_chat": {"enabled": true, "text": "Hi!"}},
              "timeouts": {"inactivity": {"enabled": true, "duration_secs": 60}},
              "webhooks": [{"url": "https://example.com/hook", "events": ["chat_started"]}]
            }
            """)).Expect(HttpStatusCode.Created);

        Assert.Equal(("Be kind.", 0, "FIXED"), ((string?)config["prompt"]!["text"], (int)config["prompt"]!["version"]!, (string?)config["prompt"]!["version_type"]));
        Assert.Equal("t", (string?)Assert.Single(config["tools"]!.AsArray())!["name"]);
        Assert.Equal("BUILTIN", (string?)Assert.Single(config["builtin_tools"]!.AsArray())!["tool_type"]);
        Assert.Equal(("Ava Song", "HUME_AI"), ((string?)config["voice"]!["name"], (string?)config["voice"]!["provider"]));
        Assert.Equal("claude-3-7-sonnet-latest", (string?)config["language_model"]!["model_resource"]);
        Assert.Equal("""{"enabled":true,"text":"Hi!"}""", config["event_messages"]!["on_new_chat"]!.ToJsonString());
        Assert.Equal("""{"enabled":false,"text":""}""", config["event_messages"]!["on_inactivity_timeout"]!.ToJsonString());
        Assert.Equal("""{"inactivity":{"enabled":true,"duration_secs":60},"max_duration":{"enabled":true,"duration_secs":1800}}""", config["timeouts"]!.ToJsonString());
        Assert.Equal("https://example.com/hook", (string?)config["webhooks"]![0]!["url"]);
        Assert.Equal(800, (int)config["interruption"]!["min_interruption_ms"]!);
    }

    [Fact]
    public async Task A_prompt_without_a_version_is_the_newest_at_any_time()
    {
        await using var hume = await Hume.StartAsync();
        var prompt = (await hume.PostAsync("/v0/evi/prompts", """{"name":"p","text":"old"}""")).Expect(HttpStatusCode.Created);
        var config = (await hume.PostAsync("/v0/evi/configs", $$$"""{"name":"c","evi_version":"3","prompt":{"id":"{{{prompt["id"]}}}"}}""")).Expect(HttpStatusCode.Created);
        await hume.PostAsync($"/v0/evi/prompts/{prompt["id"]}", """{"text":"new"}""");

        var read = (await hume.GetAsync($"/v0/evi/configs/{config["id"]}/version/0")).Ok();

        Assert.Equal(("new", "LATEST"), ((string?)read["prompt"]!["text"], (string?)read["prompt"]!["version_type"]));
    }

    [Fact]
    public async Task A_prompt_given_as_text_is_stored_as_a_new_prompt()
    {
        await using var hume = await Hume.StartAsync();

        var config = (await hume.PostAsync("/v0/evi/configs", """{"name":"c","evi_version":"4-mini","prompt":{"text":"Be kind."}}""")).Expect(HttpStatusCode.Created);

        var prompt = Assert.Single((await hume.GetAsync("/v0/evi/prompts")).Ok()["prompts_page"]!.AsArray())!;
        Assert.Equal(((string?)prompt["id"], "Be kind."), ((string?)config["prompt"]!["id"], (string?)config["prompt"]!["text"]));
    }

    [Theory]
    [InlineData("""{"name":"c","evi_version":"3","prompt":{"id":"795c949a-1510-4a80-9646-7d0863b023ab","version":2}}""", "prompt 795c949a-1510-4a80-9646-7d0863b023ab with a version 2")]
    [InlineData("""{"name":"c","evi_version":"3","tools":[{"id":"795c949a-1510-4a80-9646-7d0863b023ab"}]}""", "tool 795c949a-1510-4a80-9646-7d0863b023ab")]
    [InlineData("""{"name":"c","evi_version":"3","voice":{"name":"Nobody"}}""", "'Nobody'")]
    public async Task A_reference_to_nothing_is_refused(string body, string named)
    {
        await using var hume = await Hume.StartAsync();

        var error = (await hume.PostAsync("/v0/evi/configs", body)).Expect(HttpStatusCode.BadRequest);

        Assert.Equal("E0400", (string?)error["code"]);
        Assert.Contains(named, (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_out_of_range_are_named()
    {
        await using var hume = await Hume.StartAsync();

        var answer = await hume.PostAsync("/v0/evi/configs", """
            {
              "name": "c", "evi_version": "2",
              "timeouts": {"inactivity": {"enabled": true, "duration_secs": 20}},
              "turn_detection": {"end_of_turn_silence_ms": 100},
              "interruption": {"min_interruption_ms": 3000}
            }
            """);

        Assert.Equal(
            ["body.evi_version", "body.timeouts.inactivity.duration_secs", "body.turn_detection.end_of_turn_silence_ms", "body.interruption.min_interruption_ms"],
            answer.FaultsOf400().Select(fault => fault.Split(": ")[0]));
    }

    [Fact]
    public async Task A_custom_voice_has_versions_and_leaves_out_attributes_of_zero()
    {
        await using var hume = await Hume.StartAsync();
        const string body = """{"name":"v","base_voice":"ITO","parameter_model":"20241004-11parameter","parameters":{"gender":0,"assertiveness":20,"buoyancy":-30}}""";
        var voice = (await hume.PostAsync("/v0/evi/custom_voices", body)).Expect(HttpStatusCode.Created);
        var path = $"/v0/evi/custom_voices/{voice["id"]}";

        Assert.Equal("""{"assertiveness":20,"buoyancy":-30}""", voice["parameters"]!.ToJsonString());
        Assert.Equal((0, "ITO", "20241004-11parameter"), ((int)voice["version"]!, (string?)voice["base_voice"], (string?)voice["parameter_model"]));
        var second = (await hume.PostAsync(path, body.Replace("ITO", "KORA", StringComparison.Ordinal).Replace("\"v\"", "\"w\"", StringComparison.Ordinal))).Expect(HttpStatusCode.Created);
        Assert.Equal((1, "KORA", "w"), ((int)second["version"]!, (string?)second["base_voice"], (string?)second["name"]));
        Assert.Equal(second.ToJsonString(), (await hume.GetAsync(path)).Ok().ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await hume.PatchAsync(path, """{"name":"x"}""")).Status);
        Assert.Equal("x", (string?)Assert.Single((await hume.GetAsync("/v0/evi/custom_voices?name=x")).Ok()["custom_voices_page"]!.AsArray())!["name"]);
        var config = (await hume.PostAsync("/v0/evi/configs", """{"name":"c","evi_version":"3","voice":{"provider":"CUSTOM_VOICE","name":"x"}}""")).Expect(HttpStatusCode.Created);
        Assert.Equal("KORA", (string?)config["voice"]!["custom_voice"]!["base_voice"]);
        Assert.Equal(HttpStatusCode.OK, (await hume.DeleteAsync(path)).Status);
        (await hume.GetAsync(path)).Expect(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("parameter_model", "\"20240101\"")]
    [InlineData("base_voice", "\"BOB\"")]
    [InlineData("name", "\"\"")]
    [InlineData("parameters", "{\"gender\":101}")]
    public async Task A_custom_voice_that_breaks_a_rule_is_refused(string member, string value)
    {
        await using var hume = await Hume.StartAsync();
        var body = JsonNode.Parse("""{"name":"v","base_voice":"ITO","parameter_model":"20241004-11parameter"}""")!;
        body[member] = JsonNode.Parse(value);

        Assert.StartsWith($"body.{member}", Assert.Single((await hume.PostAsync("/v0/evi/custom_voices", body)).FaultsOf400()), StringComparison.Ordinal);
    }
}
