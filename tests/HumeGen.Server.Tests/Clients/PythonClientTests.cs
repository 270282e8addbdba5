using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Server.Tests.Clients;

/// <summary>Requests as Hume's Python client writes them, byte for byte where it is unlike others.</summary>
public class PythonClientTests
{
    [Theory]
    [SimulatorAndServer("instant_mode=True&no_binary=True&strip_headers=False")]
    [SimulatorAndServer("instant_mode=true&no_binary=TRUE&strip_headers=false")]
    [SimulatorAndServer("instant_mode=1&no_binary=1&strip_headers=0")]
    public async Task S1_booleans_of_the_input_stream_are_taken_in_any_case_and_as_digits(string kind, string query)
    {
        await using var service = await Service.StartAsync(kind);
        await using var speech = await service.OpenAsync($"/v0/tts/stream/input?format_type=pcm&{query}&version=1&api_key={service.Key}", service.Key);

        await speech.SendAsync("""{"text":"Hello from Python."}""");
        await speech.SendAsync("""{"flush":true}""");

        Assert.NotEmpty(Convert.FromBase64String((string)(await speech.UntilAsync("audio"))["audio"]!));
    }

    [Theory]
    [SimulatorAndServer("allow_connection=True&verbose_transcription=False")]
    [SimulatorAndServer("allow_connection=1&verbose_transcription=0")]
    public async Task S1_booleans_of_a_chat_are_taken_in_any_case_and_as_digits(string kind, string query)
    {
        await using var service = await Service.StartAsync(kind);
        var (chat, metadata) = await service.OpenChatAsync("&" + query);
        await using var chatting = chat;

        await using var side = await service.OpenAsync($"/v0/evi/chat/{metadata["chat_id"]}/connect?access_token=", service.Key);

        Assert.Equal((string?)metadata["chat_id"], (string?)(await side.UntilAsync("chat_metadata"))["chat_id"]);
    }

    [Theory]
    [SimulatorAndServer("False", 2)]
    [SimulatorAndServer("0", 2)]
    [SimulatorAndServer("TRUE", 1)]
    [SimulatorAndServer("1", 1)]
    public async Task S1_booleans_of_a_query_are_taken_in_any_case_and_as_digits(string kind, string value, int versions)
    {
        await using var service = await Service.StartAsync(kind);
        var tool = await service.PostAsync("/v0/evi/tools", """{"name":"clock","parameters":"{}"}""");
        await service.PostAsync($"/v0/evi/tools/{tool["id"]}", """{"parameters":"{}"}""");

        var page = await service.GetAsync($"/v0/evi/tools/{tool["id"]}?page_number=0&page_size=10&restrict_to_most_recent={value}");

        Assert.Equal(versions, page["tools_page"]!.AsArray().Count);
    }

    [Theory]
    [SimulatorAndServer]
    public async Task S2_settings_of_the_query_are_an_event_with_their_text_as_it_was_sent(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        var (chat, metadata) = await service.OpenChatAsync(
            "&event_limit=100&session_settings%5Bsystem_prompt%5D=Be+brief.&session_settings%5Bevent_limit%5D=100&session_settings%5Bvariables%5D%5Bname%5D=Ada"
            + "&session_settings%5Bvariables%5D%5Bage%5D=30&session_settings%5Bvariables%5D%5Bheight%5D=30.0&session_settings%5Bvariables%5D%5Bmember%5D=true");
        await using var chatting = chat;

        var settings = await SettingsAsync(service, metadata);

        Assert.Equal("session_settings", (string?)settings["type"]);
        Assert.Equal("Be brief.", (string?)settings["system_prompt"]);
        Assert.Equal(100, (int?)settings["event_limit"]);
        Assert.Equal("""{"name":"Ada","age":"30","height":"30.0","member":"true"}""", settings["variables"]!.ToJsonString());
    }

    [Theory]
    [SimulatorAndServer]
    public async Task S2_settings_of_a_message_are_an_event_with_variables_as_text(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        var (chat, metadata) = await service.OpenChatAsync();
        await using var chatting = chat;
        await chat.SendAsync("""{"type":"session_settings","variables":{"name":"Ada","age":30,"member":true}}""");
        await chat.SendAsync("""{"type":"assistant_input","text":"Done."}""");
        await chat.UntilAsync("assistant_end");

        var settings = await SettingsAsync(service, metadata);

        Assert.Equal("session_settings", (string?)settings["type"]);
        Assert.Equal("""{"name":"Ada","age":"30","member":"true"}""", settings["variables"]!.ToJsonString());
    }

    [Theory]
    [SimulatorAndServer("/v0/tts/voice_conversion/file")]
    [SimulatorAndServer("/v0/tts/voice_conversion/json")]
    public async Task S3_parts_that_say_null_are_absent(string kind, string path)
    {
        await using var service = await Service.StartAsync(kind);
        using var form = new MultipartFormDataContent();
        foreach (var name in (string[])["strip_headers", "context", "format", "include_timestamp_types"])
            form.Add(Text("null"), name);

        form.Add(Text("""{"name":"Ava Song","provider":"HUME_AI"}"""), "voice");
        form.Add(Audio(), "audio", "recording.wav");

        using var response = await service.Http.PostAsync(service.Address + path, form);

        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        Assert.True((await response.Content.ReadAsByteArrayAsync()).Length > 10_000);
    }

    [Theory]
    [SimulatorAndServer]
    public async Task S3_a_voice_that_says_null_is_absent(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        using var form = new MultipartFormDataContent { { Text("null"), "voice" }, { Text("null"), "context" }, { Audio(), "audio", "recording.wav" } };

        using var response = await service.Http.PostAsync(service.Address + "/v0/tts/voice_conversion/file", form);

        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [SimulatorAndServer]
    public async Task S4_binary_frames_of_a_microphone_are_audio(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        var (chat, _) = await service.OpenChatAsync();
        await using var chatting = chat;
        var wav = Recording.Wav(Recording.Turn());

        // The header is a frame of its own.
        await chat.SendBinaryAsync(wav.AsMemory(0, 44));
        foreach (var piece in Recording.Pieces(wav[44..]))
            await chat.SendBinaryAsync(piece);

        var heard = await chat.UntilAsync("user_message");
        Assert.NotEmpty((string)heard["message"]!["content"]!);
        Assert.Equal(48, heard["models"]!["prosody"]!["scores"]!.AsObject().Count);
        await chat.UntilAsync("assistant_end");
    }

    [Theory]
    [SimulatorAndServer]
    public async Task S4_a_binary_frame_is_heard_as_the_same_bytes_in_a_message_are(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        var (framed, _) = await service.OpenChatAsync();
        var (inText, _) = await service.OpenChatAsync();
        await using var first = framed;
        await using var second = inText;
        foreach (var piece in Recording.Pieces(Recording.Wav(Recording.Turn())))
        {
            await framed.SendBinaryAsync(piece);
            await inText.SendAsync(new JsonObject { ["type"] = "audio_input", ["data"] = Convert.ToBase64String(piece) }.ToJsonString());
        }

        var heard = await framed.UntilAsync("user_message");

        Assert.Equal((await inText.UntilAsync("user_message"))["message"]!.ToJsonString(), heard["message"]!.ToJsonString());
    }

    [Theory]
    [SimulatorAndServer("""["word","phoneme"]""")]
    [SimulatorAndServer("word", "phoneme")]
    public async Task S11_a_converted_voice_has_the_timestamps_that_were_asked_for(string kind, params string[] parts)
    {
        await using var service = await Service.StartAsync(kind);
        using var form = new MultipartFormDataContent { { Text("""{"name":"Ava Song","provider":"HUME_AI"}"""), "voice" }, { Audio(), "audio", "recording.wav" } };
        foreach (var part in parts)
            form.Add(Text(part), "include_timestamp_types");

        using var response = await service.Http.PostAsync(service.Address + "/v0/tts/voice_conversion/json", form);

        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        var kinds = lines.Where(line => (string?)line["type"] == "timestamp").Select(line => (string?)line["timestamp"]!["type"]).Distinct();
        Assert.Equal(["phoneme", "word"], kinds.Order(StringComparer.Ordinal));
        Assert.Contains(lines, line => (string?)line["type"] == "audio");
    }

    [Theory]
    [SimulatorAndServer]
    public async Task S13_Octave_2_takes_a_description(string kind)
    {
        await using var service = await Service.StartAsync(kind);

        var spoken = await service.PostAsync(
            "/v0/tts",
            """{"utterances":[{"text":"Slowly.","description":"slow","voice":{"name":"Ava Song","provider":"HUME_AI"}}],"version":"2","num_generations":1}""");

        Assert.Single(spoken["generations"]!.AsArray());
    }

    private static async Task<JsonNode> SettingsAsync(Service service, JsonNode metadata)
    {
        var events = await service.GetAsync($"/v0/evi/chats/{metadata["chat_id"]}?page_number=0&page_size=100&ascending_order=True");
        var told = events["events_page"]!.AsArray().First(e => (string?)e!["type"] == "SESSION_SETTINGS")!;
        return JsonNode.Parse((string)told["message_text"]!)!;
    }

    // Neither a type nor a charset.
    private static ByteArrayContent Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private static ByteArrayContent Audio() => new(Recording.Wav(Recording.Turn())) { Headers = { ContentType = new MediaTypeHeaderValue("audio/wav") } };
}
