using System.Text;
using Parrot;

namespace HumeGen.OtherApis.Tests;

/// <summary>A voice API whose sockets are described from the side of the client: what goes over the wire.</summary>
public sealed class ParrotTests
{
    [Fact]
    public async Task Speech_is_asked_for_in_JSON_and_comes_as_bytes()
    {
        await using var server = await Server.StartAsync(r => new Answer(200, "audio/wav", "\u0001\u00ff\u0000"));
        using var client = Client(server);

        await using var speech = await client.Speech.CreateAsync(new() { Text = "Hello!", Voice = "ara", Style = SpeechRequestStyle.Calm });
        using var sound = new MemoryStream();
        await speech.Stream.CopyToAsync(sound);

        Assert.Equal([1, 255, 0], sound.ToArray());
        Assert.Equal(
            ("POST /v1/speech", """{"text":"Hello!","voice":"ara","style":"calm"}""", "Bearer key-of-a-test", "audio/wav"),
            (server.Requests[0].Line, server.Requests[0].Body, server.Requests[0].Header("Authorization"), server.Requests[0].Header("Accept")));
    }

    [Fact]
    public async Task Text_goes_into_a_socket_and_binary_frames_come_out()
    {
        var (server, sent) = await StartAsync((isText, bytes) => Encoding.UTF8.GetString(bytes).Contains("finish", StringComparison.Ordinal)
            ? [Text("""{"type":"spoken","milliseconds":20}"""), Text("""{"type":"news","at":1}""")]
            : [(false, [7, 0, 255])]);
        await using var ends = server;
        using var client = Client(server);

        await using var speak = await client.Speak.ConnectAsync(new() { Voice = "a b", SampleRate = 8_000 });
        await speak.SendAsync(new Say { Text = "Hi" });
        await speak.SendAsync(new Finish());

        Assert.Equal([7, 0, 255], Assert.IsType<SpokenAudio>(await speak.Reader.ReadAsync()).Data.ToArray());
        Assert.Equal(20, Assert.IsType<Spoken>(await speak.Reader.ReadAsync()).Milliseconds);
        Assert.IsType<UnknownSpeakServerMessage>(await speak.Reader.ReadAsync());
        Assert.Equal(["""{"type":"say","text":"Hi"}""", """{"type":"finish"}"""], sent);
        Assert.Equal(("GET /v1/speak?voice=a%20b&sample_rate=8000", "Bearer key-of-a-test"), (server.Requests[0].Line, server.Requests[0].Header("Authorization")));
    }

    [Fact]
    public async Task Binary_frames_go_into_a_socket_and_transcripts_come_out()
    {
        var (server, sent) = await StartAsync((isText, _) => [Text(isText ? """{"type":"heard","seconds":0.5}""" : """{"type":"transcript","text":"hi","is_final":false}""")]);
        await using var ends = server;
        using var client = Client(server);

        await using var listen = await client.Listen.ConnectAsync();
        await listen.SendAsync(new HeardAudio { Data = new byte[] { 0, 1, 254 } });
        await listen.SendAsync(new Finish());

        Assert.Equal(("hi", false), Assert.IsType<Transcript>(await listen.Reader.ReadAsync()) is var words ? (words.Text, words.IsFinal) : default);
        Assert.Equal(0.5, Assert.IsType<Heard>(await listen.Reader.ReadAsync()).Seconds);
        Assert.Equal(["0001FE", """{"type":"finish"}"""], sent);
    }

    [Fact]
    public async Task An_agent_calls_a_function_and_answers_in_words_and_sound()
    {
        var (server, sent) = await StartAsync((isText, bytes) => (isText, Encoding.UTF8.GetString(bytes)) switch
        {
            (false, _) => [Text("""{"type":"function_call_request","id":"1","name":"f","arguments":"{\"a\":1}"}""")],
            (_, var text) when text.Contains("settings", StringComparison.Ordinal) => [Text("""{"type":"welcome","session_id":"s"}""")],
            _ => [Text("""{"type":"agent_text","text":"ok"}"""), (false, [9]), Text("""{"type":"turn_end"}""")],
        });
        await using var ends = server;
        using var client = Client(server);

        await using var agent = await client.Agent.ConnectAsync("a/b");
        await agent.SendAsync(new Settings { Functions = [new() { Name = "f" }] });
        Assert.Equal("s", Assert.IsType<Welcome>(await agent.Reader.ReadAsync()).SessionId);
        await agent.SendAsync(new UserAudio { Data = new byte[] { 5 } });
        var call = Assert.IsType<FunctionCallRequest>(await agent.Reader.ReadAsync());
        await agent.SendAsync(new FunctionCallResponse { Id = call.Id, Content = call.Arguments });

        Assert.Equal("ok", Assert.IsType<AgentText>(await agent.Reader.ReadAsync()).Text);
        Assert.Equal([9], Assert.IsType<AgentAudio>(await agent.Reader.ReadAsync()).Data.ToArray());
        Assert.IsType<TurnEnd>(await agent.Reader.ReadAsync());
        Assert.Equal(["""{"type":"settings","functions":[{"name":"f"}]}""", "05", """{"type":"function_call_response","id":"1","content":"{\"a\":1}"}"""], sent);
        Assert.Equal("GET /v1/agents/a%2Fb", server.Requests[0].Line);
    }

    [Fact]
    public async Task An_error_has_the_code_of_the_API()
    {
        await using var server = await Server.StartAsync(_ => Answer.Json("""{"error":{"code":"unknown_voice","message":"There is no such voice."}}""", 422));
        using var client = Client(server);

        var error = await Assert.ThrowsAsync<ParrotValidationException>(() => client.Speech.CreateAsync(new() { Text = "Hello!", Voice = "x" }));

        Assert.Equal(ErrorCode.UnknownVoice, error.Code);
        Assert.Contains("There is no such voice.", error.Message, StringComparison.Ordinal);
    }

    // Each message that the server gets, bytes in hexadecimal.
    private static async Task<(Server Server, List<string> Sent)> StartAsync(Func<bool, byte[], IEnumerable<(bool IsText, byte[] Bytes)>> answer)
    {
        var sent = new List<string>();
        var server = await Server.StartAsync(_ => new Answer(404, "", ""), (isText, bytes) =>
        {
            sent.Add(isText ? Encoding.UTF8.GetString(bytes) : Convert.ToHexString(bytes));
            return answer(isText, bytes);
        });
        return (server, sent);
    }

    private static (bool IsText, byte[] Bytes) Text(string json) => (true, Encoding.UTF8.GetBytes(json));

    private static ParrotClient Client(Server server) => new(new ParrotClientOptions { ApiKey = "key-of-a-test", BaseAddress = server.Address });
}
