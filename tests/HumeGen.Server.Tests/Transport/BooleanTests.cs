namespace HumeGen.Server.Tests.Transport;

/// <summary>Clients write booleans in the way of their languages.</summary>
public sealed class BooleanTests
{
    [Theory]
    [InlineData(Served.Server, "True", "DESC", "False")]
    [InlineData(Served.Simulator, "True", "DESC", "False")]
    [InlineData(Served.Server, "true", "DESC", "false")]
    [InlineData(Served.Server, "TRUE", "DESC", "FALSE")]
    [InlineData(Served.Server, "tRuE", "DESC", "fAlSe")]
    [InlineData(Served.Server, "1", "DESC", "0")]
    [InlineData(Served.Simulator, "1", "DESC", "0")]
    public async Task S1_booleans_in_queries_of_calls_come_in_any_case_and_as_digits(Served form, string yes, string descending, string no)
    {
        await using var hume = await HumeHost.StartAsync(form);

        Assert.Equal("ASC", (string?)(await hume.GetAsync($"/v0/evi/chats?ascending_order={yes}")).Json["pagination_direction"]);
        Assert.Equal(descending, (string?)(await hume.GetAsync($"/v0/evi/chats?ascending_order={no}")).Json["pagination_direction"]);
    }

    [Theory]
    [InlineData(Served.Server, "True")]
    [InlineData(Served.Simulator, "True")]
    [InlineData(Served.Server, "TRUE")]
    [InlineData(Served.Server, "1")]
    [InlineData(Served.Simulator, "1")]
    public async Task S1_the_socket_for_written_text_takes_the_booleans_of_the_python_client(Served form, string yes)
    {
        await using var hume = await HumeHost.StartAsync(form);
        var voice = (string)(await hume.GetAsync("/v0/tts/voices?provider=HUME_AI")).Json["voices_page"]![0]!["name"]!;

        await using var socket = await HumeSocket.OpenAsync(hume, $"/v0/tts/stream/input?no_binary={yes}&strip_headers={yes}");
        await socket.SendAsync($$"""{"text":"Hello.","voice":{"name":"{{voice}}","provider":"HUME_AI"},"flush":true}""");
        Assert.Equal("audio", (string?)(await socket.ReadAsync())!["type"]);
    }

    [Theory]
    [InlineData("/v0/evi/chats?ascending_order=yes")]
    [InlineData("/v0/evi/chats?ascending_order=2")]
    [InlineData("/v0/evi/chats?ascending_order=%20true")]
    [InlineData("/v0/evi/chats?ascending_order=")]
    public async Task Other_words_are_no_booleans(string path)
    {
        await using var hume = await HumeHost.StartAsync(Served.Server);

        var refused = await hume.GetAsync(path);

        Assert.Equal(400, refused.Status);
        Assert.Contains("query.ascending_order: Input should be a boolean", (string?)refused.Json["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("True", 400)]
    [InlineData("1", 400)]
    public async Task In_json_a_boolean_is_a_boolean(string value, int status)
    {
        await using var hume = await HumeHost.StartAsync(Served.Server);

        var refused = await hume.SendAsync(HttpMethod.Post, "/v0/evi/configs", $$"""{"evi_version":"3","name":"n","nudges":{"enabled":{{value}} } }""");

        Assert.Equal(status, refused.Status);
    }
}
