using System.Text;
using HumeGen.Json;
using Lighthouse;

namespace HumeGen.OtherApis.Tests;

/// <summary>Payloads of every kind in AsyncAPI 3, against a server that sends back what it is sent.</summary>
public sealed class LighthouseTests
{
    [Fact]
    public async Task Messages_of_all_kinds_go_both_ways_on_one_connection()
    {
        var heard = new List<string>();
        await using var server = await Server.StartAsync(_ => new Answer(404, "", ""), (isText, bytes) =>
        {
            heard.Add(isText ? Encoding.UTF8.GetString(bytes) : Convert.ToHexString(bytes));
            return [(isText, bytes)];
        });
        using var client = new LighthouseClient(new LighthouseClientOptions { BaseAddress = server.Address });
        await using var signals = await client.Signals.ConnectAsync();
        ISignalsClientMessage[] messages =
        [
            new Blink { Value = 3 },
            new Sentence { Text = "fog ahead" },
            new Horn { Data = new byte[] { 1, 255 } },
            new Pattern { Value = [true, false] },
            new Levels { Value = new Dictionary<string, long> { ["north"] = 2 } },
            new Fog { Metres = 40 },
            new Rain(),
        ];

        foreach (var message in messages)
        {
            await signals.SendAsync(message);
            var received = await signals.Reader.ReadAsync();
            Assert.IsType(message.GetType(), received);
            Assert.Equal(ApiJson.WriteString(message), ApiJson.WriteString(received));
        }

        Assert.Equal(["3", "fog ahead", "01FF", "[true,false]", """{"north":2}""", """{"type":"fog","metres":40}""", """{"type":"rain"}"""], heard);
    }
}
