using System.Net;
using System.Text.Json.Nodes;

namespace HumeGen.Server.Tests.Clients;

/// <summary>Requests as the older Python clients write them, which many programs still have.</summary>
public class LegacyPythonClientTests
{
    [Theory]
    [SimulatorAndServer]
    public async Task S4_a_whole_WAV_file_in_one_binary_frame_is_audio(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        var (chat, _) = await service.OpenChatAsync();
        await using var chatting = chat;

        await chat.SendBinaryAsync(Recording.Wav(Recording.Turn()));

        Assert.NotEmpty((string)(await chat.UntilAsync("user_message"))["message"]!["content"]!);
    }

    [Theory]
    [SimulatorAndServer]
    public async Task S4_raw_sound_in_binary_frames_is_audio_of_the_form_that_was_told(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        var (chat, _) = await service.OpenChatAsync();
        await using var chatting = chat;
        // A message in a binary frame as well.
        await chat.SendBinaryAsync("""{"type":"session_settings","audio":{"encoding":"linear16","sample_rate":16000,"channels":1}}"""u8.ToArray());
        foreach (var piece in Recording.Pieces(Recording.Turn()))
            await chat.SendBinaryAsync(piece);

        Assert.NotEmpty((string)(await chat.UntilAsync("user_message"))["message"]!["content"]!);
    }

    [Theory]
    [SimulatorAndServer]
    public async Task S4_a_message_in_a_binary_frame_is_the_message(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        var (chat, _) = await service.OpenChatAsync();
        await using var chatting = chat;

        await chat.SendBinaryAsync("""{"type":"user_input","text":"In a frame."}"""u8.ToArray());

        await chat.AllUntilAsync(m => ((string?)m["message"]?["content"])?.Contains("In a frame", StringComparison.Ordinal) == true, "an answer to it");
        await chat.UntilAsync("assistant_end");
    }

    [Theory]
    [SimulatorAndServer("/v0/evi/tools?page_number=0&page_size=1")]
    [SimulatorAndServer("/v0/batch/jobs?limit=1")]
    [SimulatorAndServer("/v0/tts/voices?provider=HUME_AI")]
    public async Task S8_a_wrong_key_is_refused_with_the_fault_of_the_gateway(string kind, string path)
    {
        await using var service = await Service.StartAsync(kind);
        service.Http.DefaultRequestHeaders.Remove("X-Hume-Api-Key");
        service.Http.DefaultRequestHeaders.Add("X-Hume-Api-Key", "not the key");

        using var response = await service.Http.GetAsync(service.Address + path);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var fault = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["fault"]!;
        Assert.Equal("oauth.v2.InvalidApiKey", (string?)fault["detail"]!["errorcode"]);
        Assert.Equal("Invalid ApiKey", (string?)fault["faultstring"]);
    }

    [Theory]
    [SimulatorAndServer]
    public async Task S12_a_job_of_the_stream_has_an_id_of_32_digits(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        await using var stream = await service.OpenAsync("/v0/stream/models", service.Key);

        await stream.SendAsync("""{"models":{"language":{}},"raw_text":true,"data":"This is a test.","job_details":true,"payload_id":null,"reset_stream":false}""");

        Assert.Matches("^[0-9a-f]{32}$", (string?)(await stream.ReadAsync())!["job_details"]!["job_id"]);
    }

    [Theory]
    [SimulatorAndServer]
    public async Task S12_words_keep_their_punctuation(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        await using var stream = await service.OpenAsync("/v0/stream/models", service.Key);

        await stream.SendAsync("""{"models":{"language":{"granularity":"word"}},"raw_text":true,"data":"This is a Test!"}""");

        var words = (await stream.ReadAsync())!["language"]!["predictions"]!.AsArray().Select(p => (string?)p!["text"]);
        Assert.Equal(["This", "is", "a", "Test!"], words);
    }

    [Theory]
    [SimulatorAndServer]
    public async Task S13_a_path_may_end_in_a_slash(string kind)
    {
        await using var service = await Service.StartAsync(kind);

        Assert.Empty((await service.GetAsync("/v0/evi/configs/"))["configs_page"]!.AsArray());
    }
}
