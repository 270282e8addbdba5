using System.Buffers.Binary;
using System.Net;
using System.Text;
using HumeGen.Server.Engines;
using HumeGen.Server.OpenAI;
using HumeGen.Server.Tests.Chats;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Tests.Engines.OpenAI;

/// <summary>A server that hears and speaks by endpoints with the protocol of OpenAI.</summary>
public class EndpointSpeechTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_spoken_turn_is_sent_as_a_WAV_file_of_known_length_and_its_words_come_back()
    {
        await using var endpoint = await FakeEndpoint.StartAsync((http, _) => http.Response.WriteAsync("""{"text":" Turn on the light. "}"""));
        await using var host = await HumeHost.StartAsync(
            Served.Server, engines: engines => engines.AddOpenAI(new() { Hearing = new() { Address = endpoint.Address, Model = "ears", Key = "sk-test" } }));
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(ChatWire.Silence(200), ChatWire.Speech(700), ChatWire.Silence(1_200));
        var heard = (await chat.ReadUntilAsync("user_message"))[^1];

        Assert.Equal("Turn on the light.", (string?)heard["message"]!["content"]);
        var request = await endpoint.Requests.ReadAsync().AsTask().WaitAsync(Bound);
        Assert.Equal("/v1/audio/transcriptions", request.Path);
        Assert.Equal("Bearer sk-test", request.Headers["authorization"]);
        Assert.Equal("ears", Encoding.UTF8.GetString(request.Form["model"]));
        var file = request.Form["file"];
        Assert.Equal("RIFF", Encoding.ASCII.GetString(file, 0, 4));
        Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        Assert.InRange(file.Length - 44, 700 * 32, 2_100 * 32);
    }

    [Fact]
    public async Task A_language_is_asked_for_without_its_region()
    {
        await using var endpoint = await FakeEndpoint.StartAsync((http, _) => http.Response.WriteAsync("""{"text":"Hola."}"""));
        using var hearing = new HumeServerEngines().AddOpenAI(new() { Hearing = new() { Address = endpoint.Address, Model = "m" } }).SpeechToText!;
        using var wave = new MemoryStream(new AudioSamples(new short[1_600], 16_000).ToWave());

        var heard = await hearing.GetTextAsync(wave, new() { SpeechLanguage = "es-419", TextLanguage = "es-419" });

        Assert.Equal("Hola.", heard.Text);
        Assert.Equal("es", Encoding.UTF8.GetString((await endpoint.Requests.ReadAsync()).Form["language"]));
    }

    [Fact]
    public async Task A_text_is_spoken_by_the_endpoint_with_the_voice_that_the_client_names()
    {
        await using var endpoint = await FakeEndpoint.StartAsync((http, _) => SpeakAsync(http, new short[2_400]));
        await using var host = await StartAsync(endpoint.Address);

        var voices = await host.Http.GetStringAsync("/v0/tts/voices?provider=HUME_AI");
        using var body = new StringContent(
            """{"utterances":[{"text":"Good night.","speed":1.5,"description":"whispering","voice":{"name":"Adam","provider":"HUME_AI"}}],"format":{"type":"wav"}}""",
            Encoding.UTF8, "application/json");
        using var answer = await host.Http.PostAsync("/v0/tts/file", body);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 4_800, 40_000);
        Assert.Contains("Heart", voices, StringComparison.Ordinal);
        var request = await endpoint.Requests.ReadAsync();
        Assert.Equal("/v1/audio/speech", request.Path);
        Assert.Equal(["Good night.", "am_adam", "kokoro", "wav"], new[] { "input", "voice", "model", "response_format" }.Select(name => (string?)request.Json[name]));
        Assert.Equal(1.5, (double)request.Json["speed"]!);
        Assert.Equal("whispering", (string?)request.Json["instructions"]);
    }

    [Fact]
    public async Task Speech_is_passed_on_while_the_endpoint_still_speaks()
    {
        var goesOn = new TaskCompletionSource();
        await using var endpoint = await FakeEndpoint.StartAsync(async (http, _) =>
        {
            await http.Response.Body.WriteAsync(Wave(new short[2_400], uint.MaxValue));
            await http.Response.Body.FlushAsync();
            await goesOn.Task;
            await http.Response.Body.WriteAsync(new byte[4_800]);
        });
        using var speech = Speech(endpoint.Address).TextToSpeech!;
        var updates = speech.GetStreamingAudioAsync("A long story.").GetAsyncEnumerator();

        Assert.True(await updates.MoveNextAsync().AsTask().WaitAsync(Bound));
        var first = Assert.Single(updates.Current.Contents.OfType<DataContent>());
        goesOn.SetResult();
        var rest = 0;
        while (await updates.MoveNextAsync().AsTask().WaitAsync(Bound))
            rest += updates.Current.Contents.OfType<DataContent>().Sum(content => content.Data.Length);

        Assert.Equal("audio/wav", first.MediaType);
        Assert.Equal(44 + 4_800 + 4_800, first.Data.Length + rest);
        Assert.Equal("af_heart", (string?)(await endpoint.Requests.ReadAsync()).Json["voice"]);
    }

    [Fact]
    public async Task Speech_in_another_form_is_named()
    {
        await using var endpoint = await FakeEndpoint.StartAsync(async (http, _) => await http.Response.Body.WriteAsync("ID3 and more"u8.ToArray()));
        using var speech = Speech(endpoint.Address).TextToSpeech!;

        var fault = await Assert.ThrowsAsync<EngineException>(() => speech.GetAudioAsync("Hello."));

        Assert.Equal("The endpoint of the engine was asked for WAV, and sent something else.", fault.Message);
    }

    [Fact]
    public async Task A_failure_is_an_error_for_the_client_without_the_address_of_the_endpoint()
    {
        await using var endpoint = await FakeEndpoint.StartAsync((http, _) => FakeEndpoint.FailAsync(http, 404, "model_not_found"));
        await using var host = await StartAsync(endpoint.Address);
        using var body = new StringContent("""{"utterances":[{"text":"Good night.","voice":{"name":"Adam","provider":"HUME_AI"}}]}""", Encoding.UTF8, "application/json");

        using var answer = await host.Http.PostAsync("/v0/tts", body);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("The endpoint of the engine answered with the status 404 (model_not_found).", text, StringComparison.Ordinal);
        Assert.DoesNotContain(endpoint.Address.Authority, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Speech_without_voices_and_voices_of_one_name_are_refused()
    {
        var endpoint = new OpenAIEndpoint { Address = new Uri("http://localhost:8880/v1"), Model = "m" };

        Assert.Contains("one at least", Assert.Throws<ArgumentException>(() => new HumeServerEngines().AddOpenAI(new() { Speech = endpoint })).Message, StringComparison.Ordinal);
        var twice = Assert.Throws<ArgumentException>(() => new HumeServerEngines().AddOpenAI(new() { Speech = endpoint, Voices = [new("a", "Anna"), new("b", "anna")] }));
        Assert.Contains("'Anna'", twice.Message, StringComparison.Ordinal);
    }

    private static HumeServerEngines Speech(Uri address) => new HumeServerEngines().AddOpenAI(Options(address));

    private static Task<HumeHost> StartAsync(Uri address) => HumeHost.StartAsync(Served.Server, engines: engines => engines.AddOpenAI(Options(address)));

    private static OpenAIOptions Options(Uri address) => new()
    {
        Speech = new() { Address = address, Model = "kokoro", Retries = 0 },
        Voices = [new("af_heart", "Heart"), new("am_adam", "Adam")],
    };

    private static async Task SpeakAsync(HttpContext http, short[] samples)
    {
        http.Response.ContentType = "audio/wav";
        await http.Response.Body.WriteAsync(Wave(samples, (uint)samples.Length * 2));
    }

    private static byte[] Wave(short[] samples, uint length)
    {
        var wave = new AudioSamples(samples, 24_000).ToWave();
        BinaryPrimitives.WriteUInt32LittleEndian(wave.AsSpan(40), length);
        return wave;
    }
}
