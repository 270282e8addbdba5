using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Tests.Chats;
using HumeGen.Server.Tests.Engines.Onnx;
using HumeGen.Server.Tests.Engines.OpenAI;
using HumeGen.Server.Tests.Engines.Whisper;
using HumeGen.Server.Tool;

namespace HumeGen.Server.Tests;

/// <summary>The configuration of <c>humegen-server</c> that chooses engines.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("humegen-configuration-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_chat_is_answered_and_spoken_by_the_endpoints_of_the_configuration()
    {
        await using var endpoint = await FakeEndpoint.StartAsync((http, _) => FakeEndpoint.StreamAsync(http, """{"content":"Paris."}"""));
        var configuration = Save($$"""
            {
              // A model on this machine.
              "chat": { "kind": "openai", "address": "{{endpoint.Address}}", "model": "small", "keyVariable": "MODEL_KEY" },
              "speech": { "kind": "formant" },
              "hearing": { "kind": "none" },
            }
            """);
        await using var program = await RunningProgram.StartAsync(TextReader.Null, new() { ["MODEL_KEY"] = "sk-secret" }, "--configuration", configuration);

        var answer = await AskAsync(program, "What is the capital of France?");

        Assert.Equal("Paris.", answer);
        Assert.Equal("Bearer sk-secret", (await endpoint.Requests.ReadAsync()).Headers["authorization"]);
        Assert.Contains($"# thinking: openai, small at http://{endpoint.Address.Authority}\n", program.Output, StringComparison.Ordinal);
        Assert.Contains("# speech: formant, ", program.Output, StringComparison.Ordinal);
        Assert.Contains("# hearing: none, so spoken turns are answered with an error\n", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Voices_of_the_configuration_are_those_that_clients_see()
    {
        var configuration = Save("""
            { "speech": { "kind": "openai", "address": "http://localhost:8880/v1", "model": "kokoro", "voices": ["af_heart", { "id": "am_adam", "name": "Adam" }] } }
            """);
        await using var program = await RunningProgram.StartAsync(TextReader.Null, [], "--configuration", configuration);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", program.Key);

        var voices = JsonNode.Parse(await http.GetStringAsync(program.Address + "v0/tts/voices?provider=HUME_AI"))!["voices_page"]!.AsArray();

        Assert.Equal([("af_heart", "af_heart"), ("am_adam", "Adam")], voices.Select(voice => ((string)voice!["id"]!, (string)voice["name"]!)));
    }

    [Fact]
    public async Task Models_of_the_configuration_are_named_from_its_folder_and_loaded()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "voice.onnx"), OnnxFile.Loudness(0, [0, 0], [0.25f, 0.75f]));
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "voice.json"),
            """{ "model": "voice.onnx", "input": { "name": "audio", "sampleRate": 16000 }, "output": { "name": "scores", "labels": ["Awe", "Pride"] } }""");
        WhisperFile.Write(Path.Combine(_folder, "ggml-test.en.bin"));
        var configuration = Save("""
            {
              "hearing": { "kind": "whisper", "model": "ggml-test.en.bin", "threads": 1 },
              "prosody": { "kind": "onnx", "description": "voice.json" },
              "mp3": { "kind": "wav" }
            }
            """);
        await using var program = await RunningProgram.StartAsync(TextReader.Null, [], "--configuration", configuration);

        using var media = new MultipartFormDataContent
        {
            { new StringContent("""{"models":{"prosody":{}}}""", Encoding.UTF8, "application/json"), "json" },
            { new ByteArrayContent([.. ChatWire.WaveHeader(64_000), .. ChatWire.Speech(2_000)]), "file", "voice.wav" },
        };
        var predictions = await MeasureAsync(program, media);

        Assert.Contains(WhisperFile.Words, predictions, StringComparison.Ordinal);
        Assert.Contains("""{"name":"Pride","score":0.75}""", predictions, StringComparison.Ordinal);
        Assert.Contains("# hearing: whisper, ggml-test.en.bin\n", program.Output, StringComparison.Ordinal);
        Assert.Contains("# prosody: onnx, the model of voices that voice.json describes\n", program.Output, StringComparison.Ordinal);
        Assert.Contains("# MP3: wav, in its place, and named so\n", program.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "chat": """, " is no JSON: line 1, byte 11 cannot be read.")]
    [InlineData("""[]""", ": the configuration is not an object.")]
    [InlineData("""{ "chats": {} }""", ": 'chats' is no role. Did you mean 'chat'?")]
    [InlineData("""{ "thinking": {} }""", ": 'thinking' is no role. Did you mean 'chat'?")]
    [InlineData("""{ "weather": {} }""", ": 'weather' is no role. Use one of: hearing, chat, speech, ")]
    [InlineData("""{ "chat": {}, "chat": {} }""", ": the configuration has 'chat' twice.")]
    [InlineData("""{ "chat": {} }""", ": chat.kind is missing. Use one of: rules, openai, none.")]
    [InlineData("""{ "chat": { "kind": "opneai" } }""", ": chat.kind is 'opneai'. Did you mean 'openai'?")]
    [InlineData("""{ "chat": { "kind": "openai", "adress": "http://localhost" } }""", ": chat.adress is not known for the kind 'openai'. Did you mean 'address'?")]
    [InlineData("""{ "chat": { "kind": "openai", "key": "sk-secret" } }""", ": chat.key is not known for the kind 'openai'. Use one of: kind, address, model, keyVariable, ")]
    [InlineData("""{ "chat": { "kind": "openai", "model": "m" } }""", ": chat.address is missing.")]
    [InlineData("""{ "chat": { "kind": "openai", "model": 7, "address": "http://localhost" } }""", ": chat.model is not a text.")]
    [InlineData("""{ "chat": { "kind": "openai", "model": "m", "address": "localhost:11434" } }""", ": chat.address is not an address such as http://localhost:11434/v1, ")]
    [InlineData("""{ "chat": { "kind": "openai", "model": "m", "address": "http://a", "keyVariable": "NOT_SET" } }""", ": chat.keyVariable must be the name ")]
    [InlineData("""{ "chat": { "kind": "openai", "model": "m", "address": "http://a", "keyVariable": "sk-secret" } }""", ": chat.keyVariable must be the name ")]
    [InlineData("""{ "chat": { "kind": "openai", "model": "m", "address": "http://localhost", "retries": 11 } }""", ": chat.retries is not a number from 0 to 10.")]
    [InlineData("""{ "speech": { "kind": "openai", "model": "m", "address": "http://localhost" } }""", ": speech.voices is missing: name the voices that the endpoint has.")]
    [InlineData("""{ "speech": { "kind": "openai", "model": "m", "address": "http://localhost", "voices": ["a", "A"] } }""", "Two voices have the name 'a'")]
    [InlineData("""{ "hearing": { "kind": "whisper", "model": "nowhere.bin" } }""", ": hearing.kind is 'whisper', which cannot be used. whisper: the model ")]
    [InlineData("""{ "prosody": { "kind": "onnx", "description": "nowhere.json" } }""", ": prosody.kind is 'onnx', which cannot be used. The description ")]
    public async Task A_mistake_in_the_configuration_is_named_and_fails(string json, string expected)
    {
        var configuration = Save(json);

        var (exitCode, error) = await FailAsync("--configuration", configuration);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"humegen-server: error: {configuration}", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--configuration nowhere.json", "The configuration nowhere.json cannot be read: ")]
    [InlineData("--engines deterministic --configuration some.json", "--engines deterministic leaves nothing to choose")]
    [InlineData("--engines best", "Argument 'best' not recognized")]
    public async Task A_choice_of_engines_that_makes_no_sense_is_named_and_fails(string arguments, string expected)
    {
        var (exitCode, error) = await FailAsync(arguments.Split(' '));

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(RunningProgram program, string question)
    {
        using var chat = new ClientWebSocket();
        using var limit = new CancellationTokenSource(Bound);
        await chat.ConnectAsync(new Uri($"{program.Address.ToString().Replace("http", "ws", StringComparison.Ordinal)}v0/evi/chat?api_key={program.Key}"), limit.Token);
        await chat.SendAsync(Encoding.UTF8.GetBytes($$"""{"type":"user_input","text":"{{question}}"}"""), WebSocketMessageType.Text, true, limit.Token);
        while (true)
        {
            using var message = new MemoryStream();
            var buffer = new byte[64 << 10];
            ValueWebSocketReceiveResult read;
            do
            {
                read = await chat.ReceiveAsync(buffer.AsMemory(), limit.Token);
                message.Write(buffer, 0, read.Count);
            }
            while (!read.EndOfMessage);

            var json = JsonNode.Parse(message.ToArray())!;
            if ((string?)json["type"] == "assistant_message")
                return (string)json["message"]!["content"]!;
        }
    }

    /// <summary>The predictions of a batch job.</summary>
    private static async Task<string> MeasureAsync(RunningProgram program, HttpContent media)
    {
        using var http = new HttpClient { BaseAddress = program.Address };
        using var limit = new CancellationTokenSource(Bound);
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", program.Key);
        using var started = await http.PostAsync("v0/batch/jobs", media, limit.Token);
        var job = (string)JsonNode.Parse(await started.Content.ReadAsStringAsync(limit.Token))!["job_id"]!;
        while (true)
        {
            var state = (string?)JsonNode.Parse(await http.GetStringAsync($"v0/batch/jobs/{job}", limit.Token))!["state"]!["status"];
            if (state is "COMPLETED" or "FAILED")
                return await http.GetStringAsync($"v0/batch/jobs/{job}/predictions", limit.Token);

            await Task.Delay(20, limit.Token);
        }
    }

    private static async Task<(int ExitCode, string Error)> FailAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var limit = new CancellationTokenSource(Bound);
        var exitCode = await CommandLine.RunAsync(["--port", "0", "--log-level", "None", .. arguments], new Terminal(output, error, TextReader.Null, _ => null), limit.Token);
        return (exitCode, error.ToString().ReplaceLineEndings("\n"));
    }

    private string Save(string json)
    {
        var path = Path.Combine(_folder, "engines.json");
        File.WriteAllText(path, json);
        return path;
    }
}
