using System.Text;
using MusicLights;

namespace HumeGen.OtherApis.Tests;

/// <summary>An API of OpenAPI 3.0 and AsyncAPI 2 with a key in the address, against a server.</summary>
public sealed class LightsTests
{
    [Fact]
    public async Task Parameters_and_the_key_go_where_they_belong()
    {
        await using var server = await Server.StartAsync(_ => Answer.Json("""{"a":{"on":true,"warmth":2700},"b":{"on":false,"colour":{"red":1,"blue":null}}}"""));
        using var client = Client(server);

        var lamps = await client.ListLampsAsync(["a", "b"], new ListLampsRequest
        {
            Room = "hall; way",
            Colour = new Colour { Red = 1, Green = 2 },
            Where = new Colour { Blue = 3 },
            XTrace = [1, 2],
        });

        Assert.Equal("GET /lamps/.a,b?red=1&green=2&where=%7B%22blue%22%3A3%7D&appid=key-of-a-test", server.Requests[0].Line);
        Assert.Equal(("room=hall%3B%20way", "1,2", null), (server.Requests[0].Header("Cookie"), server.Requests[0].Header("X-Trace"), server.Requests[0].Header("X-Api-Key")));
        Assert.Equal(2700, Assert.IsType<LampWhite>(lamps["a"]).Warmth);
        Assert.Equal(1, Assert.IsType<LampColoured>(lamps["b"]).Colour.Red);
    }

    [Fact]
    public async Task A_form_is_spelt_as_its_encoding_says_and_text_comes_back()
    {
        await using var server = await Server.StartAsync(_ => new Answer(200, "text/plain", "played"));
        using var client = Client(server);

        var answer = await client.PlaySceneAsync(new PlaySceneRequest { Scene = "dusk & dawn", Colour = new Colour { Red = 1, Blue = 2 }, Beats = [1, 2] });

        Assert.Equal("played", answer);
        Assert.Equal("scene=dusk+%26+dawn&colour%5Bred%5D=1&colour%5Bblue%5D=2&beats=1,2", server.Requests[0].Body);
        Assert.Equal("application/x-www-form-urlencoded", server.Requests[0].Header("Content-Type"));
    }

    [Fact]
    public async Task One_call_gives_all_at_once_or_line_by_line()
    {
        await using var server = await Server.StartAsync(r => r.Header("Accept") == "application/json"
            ? Answer.Json("""[{"text":"a","at":1.5}]""")
            : new Answer(200, "application/x-ndjson", "{\"text\":\"a\",\"at\":null}\n{\"text\":\"b\"}\n"));
        using var client = Client(server);

        var all = await client.ShowLyricsAsync("la la");
        var lines = new List<string>();
        await foreach (var line in client.ShowLyricsStreamAsync("la la"))
            lines.Add(line.Text);

        Assert.Equal(1.5, Assert.Single(all).At);
        Assert.Equal(["a", "b"], lines);
        Assert.All(server.Requests, r => Assert.Equal(("POST /lyrics?appid=key-of-a-test", "la la", "text/plain; charset=utf-8"), (r.Line, r.Body, r.Header("Content-Type"))));
    }

    [Fact]
    public async Task Bytes_go_up_and_come_down()
    {
        await using var server = await Server.StartAsync(r => new Answer(200, "audio/wav", r.Body));
        using var client = Client(server);

        await using var sound = await client.UploadSoundAsync(FilePart.FromBytes(new byte[] { 0, 1, 255 }, "beat.wav"));
        using var copy = new MemoryStream();
        await sound.Stream.CopyToAsync(copy);

        Assert.Equal(("audio/wav", "audio/*"), (server.Requests[0].Header("Content-Type"), server.Requests[0].Header("Accept")));
        Assert.Equal([0, 1, 255], copy.ToArray());
    }

    [Fact]
    public async Task Binary_frames_go_both_ways_beside_messages()
    {
        var heard = new List<string>();
        await using var server = await Server.StartAsync(_ => new Answer(404, "", ""), (isText, bytes) =>
        {
            heard.Add(isText ? Encoding.UTF8.GetString(bytes) : Convert.ToHexString(bytes));
            return [(true, """{"number":1,"type":"beat"}"""u8.ToArray()), (false, [7, .. bytes])];
        });
        using var client = Client(server);

        await using var show = await client.Show.ConnectAsync(new ShowConnectRequest { XShow = "opening" });
        await show.SendAsync(new Begin { Tempo = 120 });
        Assert.Equal(1, Assert.IsType<Beat>(await show.Reader.ReadAsync()).Number);
        Assert.Equal(7, Assert.IsType<Frame>(await show.Reader.ReadAsync()).Data.Span[0]);
        await show.SendAsync(new Music { Data = new byte[] { 1, 2 } });
        Assert.IsType<Beat>(await show.Reader.ReadAsync());
        Assert.Equal([7, 1, 2], Assert.IsType<Frame>(await show.Reader.ReadAsync()).Data.ToArray());

        Assert.Equal(["""{"type":"begin","tempo":120}""", "0102"], heard);
        Assert.Equal(("GET /v1/show?appid=key-of-a-test", "opening"), (server.Requests[0].Line, server.Requests[0].Header("X-Show")));
    }

    private static LightsClient Client(Server server) => new(new LightsClientOptions { ApiKey = "key-of-a-test", BaseAddress = server.Address });
}
