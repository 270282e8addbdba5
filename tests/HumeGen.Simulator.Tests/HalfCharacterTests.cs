using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests;

/// <summary>Half of a surrogate pair is no character: wherever it stands, the request is at fault and not the simulator.</summary>
[Trait("Attack", "docs/reliability.md#text-that-is-no-unicode")]
public sealed class HalfCharacterTests
{
    [Theory]
    [InlineData("""{"name":"\ud800","parameters":"{}"}""")]
    [InlineData("""{"name":"\udc00","parameters":"{}"}""")]
    [InlineData("""{"name":"a\udc00\ud800b","parameters":"{}"}""")]
    [InlineData("""{"name":"n","parameters":"{}","\ud800":1}""")]
    [InlineData("""{"name":"n","parameters":"{\"properties\":{\"\\ud800\":{}}}"}""")]
    [InlineData("""{"name":"n","parameters":"{\"title\":\"\\udfff\"}"}""")]
    public async Task In_a_body_it_is_answered_with_400(string body)
    {
        await using var hume = await Hume.StartAsync();

        var answer = await hume.PostAsync("/v0/evi/tools", body);

        Assert.Equal("E0100", (string?)answer.Expect(HttpStatusCode.BadRequest)["code"]);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
        Assert.Null(hume.Simulator.Requests[0].BodyJson is JsonObject json && !body.Contains("\\\\u", StringComparison.Ordinal) ? json : null);
    }

    [Theory]
    [InlineData("/v0/evi/configs", """{"evi_version":"3","name":"n","timeouts":{"\ud800":{}}}""")]
    [InlineData("/v0/tts", """{"utterances":[{"text":"\ud83d"}]}""")]
    [InlineData("/v0/batch/jobs", """{"text":["fine","\ud83d"]}""")]
    [InlineData("/v0/evi/prompts", """{"name":"n","text":"\ude00"}""")]
    public async Task In_the_body_of_any_call_it_is_no_fault_of_the_simulator(string path, string body)
    {
        await using var hume = await Hume.StartAsync();

        var answer = await hume.PostAsync(path, body);

        Assert.InRange((int)answer.Status, 400, 422);
        Assert.Contains("half of a surrogate pair", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json", """{"text":["\ud800"]}""")]
    [InlineData("json", """{"\ud800":[]}""")]
    public async Task In_a_part_of_a_form_it_is_answered_with_422(string part, string content)
    {
        await using var hume = await Hume.StartAsync();
        using var form = new MultipartFormDataContent { { new StringContent(content), part }, { Hume.FilePart("Hello."u8.ToArray(), "text/plain"), "file", "a.txt" } };

        var answer = await hume.PostFormAsync("/v0/batch/jobs", form);

        Assert.Contains("half of a surrogate pair", answer.Expect(HttpStatusCode.UnprocessableEntity).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_name_of_a_file_it_is_no_fault_of_the_simulator()
    {
        await using var hume = await Hume.StartAsync();
        using var file = Hume.FilePart("Hello."u8.ToArray(), "text/plain");
        file.Headers.ContentDisposition = ContentDispositionHeaderValue.Parse("form-data; name=file; filename*=UTF-8''%ED%A0%80.txt");
        using var form = new MultipartFormDataContent { file };

        var id = (string?)(await hume.PostFormAsync("/v0/batch/jobs", form)).Ok()["job_id"];

        (await hume.GetAsync($"/v0/batch/jobs/{id}")).Ok();
    }

    [Theory]
    [InlineData("/v0/evi/tools?name=%ED%A0%80")]
    [InlineData("/v0/evi/tools/%ED%A0%80")]
    [InlineData("/v0/tts/voices?provider=%ED%A0%80")]
    [InlineData("/v0/evi/tools?%ED%A0%80=1")]
    [InlineData("/%ED%A0%80")]
    public async Task In_an_address_it_is_no_fault_of_the_simulator(string path)
    {
        await using var hume = await Hume.StartAsync();

        Assert.InRange((int)(await hume.GetAsync(path)).Status, 200, 499);
    }

    [Theory]
    [InlineData("""{"type":"user_input","text":"\ud800"}""")]
    [InlineData("""{"type":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"ty\ud800pe":1}""")]
    [InlineData("""{"type":"audio_input","data":"\ud800"}""")]
    [InlineData("""{"type":"audio_input","d\ud800":"AAAA"}""")]
    [InlineData("""{"type":"session_settings","metadata":{"\udc00":1}}""")]
    public async Task In_a_message_of_a_chat_it_is_an_error_and_the_chat_goes_on(string message)
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var open = chat;

        await chat.SendAsync(message);

        Assert.Equal("E0100", (string?)(await chat.ReadAsync("error"))["code"]);
        await chat.SendAsync("""{"type":"user_input","text":"Hello!"}""");
        await chat.ReadAsync("user_message");
    }

    [Fact]
    public async Task In_the_schema_of_a_tool_of_a_chat_it_is_an_error()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var open = chat;

        await chat.SendAsync("""{"type":"session_settings","tools":[{"type":"function","name":"look","parameters":"{\"properties\":{\"\\ud800\":{}}}"}]}""");

        Assert.Equal("E0716", (string?)(await chat.ReadAsync("error"))["code"]);
    }

    [Theory]
    [InlineData("/v0/evi/chat?session_settings[%ED%A0%80]=1")]
    [InlineData("/v0/evi/chat?session_settings[custom_session_id]=%ED%A0%80")]
    public async Task In_a_handshake_it_is_no_fault_of_the_simulator(string path)
    {
        await using var hume = await Hume.StartAsync();
        await using var chat = await Wire.OpenAsync(hume, path);
        await chat.ReadAsync("chat_metadata");

        await chat.SendAsync("""{"type":"user_input","text":"Hello!"}""");

        Assert.DoesNotContain("I0100", string.Concat((await chat.ReadUntilAsync("assistant_end")).Select(m => m.ToJsonString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_payload_to_measure_it_is_an_error()
    {
        await using var hume = await Hume.StartAsync();
        await using var stream = await Wire.OpenAsync(hume, "/v0/stream/models");

        await stream.SendAsync("""{"models":{"language":{}},"raw_text":true,"data":"\ud800"}""");
        Assert.Equal("E0100", (string?)(await stream.ReadAsync())["code"]);

        await stream.SendAsync("""{"models":{"facemesh":{}},"raw_text":true,"data":"[[\"\\ud800\"]]"}""");
        Assert.NotEqual("I0100", (string?)(await stream.ReadAsync())["code"]);
    }

    [Fact]
    public async Task In_streamed_text_it_closes_the_connection_and_says_why()
    {
        await using var hume = await Hume.StartAsync();
        await using var speech = await Wire.OpenAsync(hume, "/v0/tts/stream/input");

        await speech.SendAsync("""{"text":"\ud800"}""");

        await speech.ReadToCloseAsync(1008);
        Assert.StartsWith("E0100", speech.Socket.CloseStatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_no_fault_of_the_simulator_either()
    {
        await using var hume = await Hume.StartAsync();
        using var body = new ByteArrayContent([.. "{\"name\":\""u8, 0xED, 0xA0, 0x80, .. "\",\"parameters\":\"{}\"}"u8]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var response = await hume.Http.PostAsync("/v0/evi/tools", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Whole_pairs_are_taken_as_they_are()
    {
        await using var hume = await Hume.StartAsync();

        var tool = (await hume.PostAsync("/v0/evi/tools", """{"name":"\ud83d\ude00","parameters":"{\"title\":\"\\ud83d\\ude00\"}"}""")).Expect(HttpStatusCode.Created);

        Assert.Equal("😀", (string?)tool["name"]);
        Assert.Equal("😀", (string?)JsonNode.Parse(Encoding.UTF8.GetBytes((string)tool["parameters"]!))!["title"]);
    }
}
