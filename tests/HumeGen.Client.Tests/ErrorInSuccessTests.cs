using System.Net;
using System.Text;
using Hume.ExpressionMeasurement.Batch;
using Hume.Tts;
using HumeGen.Json;

namespace Hume.Tests;

/// <summary>The service was seen to answer 200, or to open a socket, and then to send an error where audio was due.</summary>
public sealed class ErrorInSuccessTests
{
    private const string NoCredits = """{"type":"error","code":"E0300","slug":"zero_credits","message":"There is nothing left."}""";

    private static readonly PostedTts Request = new() { Utterances = [new PostedUtterance { Text = "Hello" }] };

    public static TheoryData<string> Calls() => [.. AllCalls.Keys];

    private static Dictionary<string, Func<ITtsClient, Task>> AllCalls { get; } = new()
    {
        ["json"] = tts => tts.SynthesizeJsonAsync(Request),
        ["file"] = tts => tts.SynthesizeFileAsync(Request),
        ["streamed json"] = tts => ReadAsync(tts.SynthesizeJsonStreamingAsync(Request)),
        ["streamed file"] = tts => tts.SynthesizeFileStreamingAsync(Request),
        ["converted json"] = tts => ReadAsync(tts.ConvertVoiceJsonAsync(new() { Audio = FilePart.FromBytes(new byte[] { 1 }, "a.wav") })),
        ["converted file"] = tts => tts.ConvertVoiceFileAsync(new() { Audio = FilePart.FromBytes(new byte[] { 1 }, "a.wav") }),
    };

    [Theory]
    [Trait("Discrepancy", "docs/discrepancies.md#errors-inside-a-success")]
    [MemberData(nameof(Calls))]
    public async Task Every_speech_call_throws_it(string call)
    {
        using var client = TestClient.Of(new Recorder(HttpStatusCode.OK, NoCredits + "\n"));

        var error = await Assert.ThrowsAsync<HumeApiException>(() => AllCalls[call](client.Tts));

        Assert.Equal((HumeErrorCode.OutOfCredits, HttpStatusCode.OK), (error.Code, error.StatusCode));
        Assert.Equal(NoCredits, error.Body.Trim());
        Assert.Contains(HumeErrorCode.OutOfCredits.Remedy!, error.Message, StringComparison.Ordinal);
        Assert.Contains("There is nothing left.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#errors-inside-a-success")]
    public async Task It_may_come_after_audio()
    {
        const string Audio = """{"type":"audio","audio":"AAEC","audio_format":"mp3","chunk_index":0,"generation_id":"g","is_last_chunk":false,"request_id":"r","snippet_id":"s","text":"Hi"}""";
        using var client = TestClient.Of(new Recorder(HttpStatusCode.OK, $"{Audio}\n{NoCredits}\n", "application/x-ndjson"));
        var items = new List<ITtsOutput>();

        var error = await Assert.ThrowsAsync<HumeApiException>(async () =>
        {
            await foreach (var item in client.Tts.SynthesizeJsonStreamingAsync(Request))
                items.Add(item);
        });

        Assert.IsType<SnippetAudioChunk>(Assert.Single(items));
        Assert.Equal(HumeErrorCode.OutOfCredits, error.Code);
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#errors-inside-a-success")]
    public async Task A_socket_that_is_to_speak_throws_it()
    {
        await using var server = await KestrelServer.StartAsync(context =>
            KestrelServer.AnswerFramesAsync(context, _ => [new SocketFrame(System.Net.WebSockets.WebSocketMessageType.Text, Encoding.UTF8.GetBytes(NoCredits))]));
        using var client = new HumeClient(new HumeClientOptions { ApiKey = TestClient.ApiKey, BaseAddress = server.Address });
        await using var speech = await client.Tts.StreamInput.ConnectAsync();

        var error = await Assert.ThrowsAsync<HumeApiException>(() => ReadAsync(speech.SpeakAsync(Words())));

        Assert.Equal((HumeErrorCode.OutOfCredits, HttpStatusCode.SwitchingProtocols), (error.Code, error.StatusCode));
        Assert.Contains(HumeErrorCode.OutOfCredits.Remedy!, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_json_that_is_no_error_is_a_file()
    {
        const string Json = """{"name":"not audio, and yet no error"}""";
        using var client = TestClient.Of(new Recorder(HttpStatusCode.OK, Json));

        await using var file = await client.Tts.SynthesizeFileAsync(Request);
        using var reader = new StreamReader(file.Stream);

        Assert.Equal(Json, await reader.ReadToEndAsync());
    }

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#loose-base64")]
    public async Task Audio_in_base64_that_is_not_strict_is_read()
    {
        const string Loose = """{"type":"audio","audio":"-_\r\n8","audio_format":"mp3","chunk_index":0,"generation_id":"g","is_last_chunk":true,"request_id":"r","snippet_id":"s","text":"Hi"}""";
        using var client = TestClient.Of(new Recorder(HttpStatusCode.OK, Loose + "\n", "application/x-ndjson"));

        await foreach (var item in client.Tts.SynthesizeJsonStreamingAsync(Request))
            Assert.Equal([0xFB, 0xFF], Assert.IsType<SnippetAudioChunk>(item).Audio.ToArray());
    }

    [Theory]
    [Trait("Discrepancy", "docs/discrepancies.md#errors-without-a-code")]
    [InlineData("""{"message":"Transcript confidence below threshold value.","file":"a.wav"}""")]
    [InlineData("""{"message":"Transcript confidence below threshold value","file":"a.wav"}""")]
    public void An_error_without_a_code_is_known_by_its_message(string json)
    {
        var code = ApiJson.Read<Error>(json).ErrorCode;

        Assert.Equal(HumeErrorCode.TranscriptConfidenceTooLow, code);
        Assert.Contains("language", code!.Value.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("E0200: its media type is not recognised.", "E0200")]
    [InlineData("a.wav cannot be read: E0200: its media type is not recognised.", "E0200")]
    [InlineData("E9999: nobody knows this one.", null)]
    [InlineData("The part AE0200: of a name is no code.", null)]
    [InlineData("See E0200 for more.", null)]
    public void An_error_that_names_a_known_code_in_its_message_has_it(string message, string? code) =>
        Assert.Equal(code, new Error { File = "a.wav", Message = message }.ErrorCode?.Value);

    [Fact]
    [Trait("Discrepancy", "docs/discrepancies.md#errors-without-a-code")]
    public async Task An_error_response_without_a_code_is_known_by_its_message()
    {
        using var client = TestClient.Of(new Recorder(HttpStatusCode.BadRequest, """{"message":"Transcript confidence below threshold value."}"""));

        var error = await Assert.ThrowsAsync<HumeApiException>(() => client.Tts.SynthesizeJsonAsync(Request));

        Assert.Equal(HumeErrorCode.TranscriptConfidenceTooLow, error.Code);
        Assert.Contains(HumeErrorCode.TranscriptConfidenceTooLow.Remedy!, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Discrepancy", "docs/discrepancies.md#words-of-a-gateway")]
    [InlineData("""{"fault":{"faultstring":"Invalid ApiKey","detail":{"errorcode":"oauth.v2.InvalidApiKey"}}}""", "application/json", "oauth.v2.InvalidApiKey", "Invalid ApiKey")]
    [InlineData("error code: 1010", "text/plain", null, "error code: 1010")]
    public async Task A_gateways_words_are_told(string body, string contentType, string? code, string words)
    {
        using var client = TestClient.Of(new Recorder(HttpStatusCode.Unauthorized, body, contentType));

        var error = await Assert.ThrowsAsync<HumeAuthenticationException>(() => client.Tts.SynthesizeJsonAsync(Request));

        Assert.Equal(code, error.Code?.Value);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> items)
    {
        await foreach (var _ in items)
        {
        }
    }

    private static async IAsyncEnumerable<string> Words()
    {
        await Task.Yield();
        yield return "Hello.";
    }
}
