using System.Text;

namespace HumeGen.Tests;

/// <summary>A server of a WebSocket repeats the credential, or sends what does not belong into a log.</summary>
public sealed class EchoTests : RealtimeTest
{
    private const string Secret = "Canary+Key/0a1b=='&<2c>\\3d";

    private static readonly string[] WayNames = ["key", "key in the address", "token", "token in the address"];

    private static readonly Dictionary<string, Func<Wire, string, Task>> Places = new()
    {
        ["error message"] = async (wire, echo) =>
        {
            await wire.SendTextAsync($$"""{"type":"error","code":"","message":{{Quote("bad credential " + echo)}}}""");
            await wire.SendCloseAsync(1008);
        },
        ["error code"] = async (wire, echo) =>
        {
            await wire.SendTextAsync($$"""{"type":"error","code":{{Quote(echo)}},"message":"no"}""");
            await wire.SendCloseAsync(1011);
        },
        ["error message, then a cut"] = async (wire, echo) =>
        {
            await wire.SendTextAsync($$"""{"type":"error","code":"","message":{{Quote(echo)}}}""");
            wire.Reset();
        },
        ["close reason"] = (wire, echo) => wire.SendCloseAsync(1008, Cut("bad credential " + echo)),
        ["broken message"] = async (wire, echo) =>
        {
            await wire.SendTextAsync($$"""{"type":"heard","{{echo}}":[}""");
            await wire.SendTextAsync($$"""{"type":n{{echo}}}""");
            await wire.SendCloseAsync(1003);
        },
    };

    public static TheoryData<string, string> Cases() => Pairs.Of(WayNames, Places.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task No_echo_of_a_credential_comes_out(string way, string place)
    {
        foreach (var (spelling, spell) in Spellings.All)
        {
            var texts = new List<string>();
            await using var server = new WireServer(async wire =>
            {
                await wire.OpenAsync();
                await Places[place](wire, spell(Secret));
                await wire.ReadFrameAsync(Frame.Close);
            });
            using var pipeline = Pipeline(server.Address, o => Give(o, way));
            var options = new RealtimeOptions { CredentialInQuery = way.EndsWith("address", StringComparison.Ordinal) };
            await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(Request(), options).WaitAsync(Guard)));

            var failure = await Record.ExceptionAsync(async () =>
            {
                await foreach (var message in connection.ReadAllAsync())
                    texts.Add((message as Unknown)?.Error?.ToString() ?? "");
            });

            var close = await connection.Closed.WaitAsync(Guard);
            texts.AddRange([$"{failure}", close.ToString(), close.Reason, $"{close.Exception}"]);
            foreach (var text in texts)
                Assert.False(Spellings.Tell(text, Secret), $"{spelling} ({spell(Secret)}) came out: {text}");
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task No_echo_comes_out_of_a_refusal(string way)
    {
        foreach (var (spelling, spell) in Spellings.All)
        {
            await using var server = new WireServer(w => w.AnswerAsync("403 No", $$"""{"message":{{Quote(spell(Secret))}}}""", $"X-Request-Id: {spell(Secret)}\r\n"));
            using var pipeline = Pipeline(server.Address, o => Give(o, way));
            var options = new RealtimeOptions { CredentialInQuery = way.EndsWith("address", StringComparison.Ordinal) };

            var error = await FailsAsync<ApiErrorException>(pipeline.ConnectAsync(Request(), options));

            foreach (var text in (string[])[error.ToString(), error.Body, .. error.Headers.Values])
                Assert.False(Spellings.Tell(text, Secret), $"{spelling} ({spell(Secret)}) came out: {text}");
        }
    }

    public static TheoryData<string> Ways() => [.. WayNames];

    [Fact]
    public async Task Words_of_the_server_are_one_plain_line_of_some_length()
    {
        await using var server = new WireServer(async wire =>
        {
            await wire.OpenAsync();
            await wire.SendTextAsync($$"""{"type":"error","code":"","message":{{Quote("one\r\ntwo\u001b[31m\u2028\u202e" + new string('x', 1_000_000))}}}""");
            await wire.SendCloseAsync(1008, "three\nfour\u202e");
            await wire.ReadFrameAsync(Frame.Close);
        });
        await using var connection = await ConnectAsync(server.Address);

        var error = await ReadFailsAsync(connection);

        Assert.Contains("(three four)", error.Message, StringComparison.Ordinal);
        Assert.Contains("last error was one  two", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message + error.Close, c => char.IsControl(c) || c is '\u2028' or '\u202e');
        Assert.InRange(error.Message.Length, 1, 1500);
    }

    private static void Give(ApiClientOptions options, string way)
    {
        if (way.StartsWith("key", StringComparison.Ordinal))
            options.ApiKey = Secret;
        else
            options.Credential = ApiCredential.FromAccessToken(Secret);
    }

    private static string Quote(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";

    // A close frame has room for no more, so that a secret may be cut.
    private static string Cut(string reason)
    {
        var bytes = Encoding.UTF8.GetBytes(reason);
        return Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 123)));
    }
}
