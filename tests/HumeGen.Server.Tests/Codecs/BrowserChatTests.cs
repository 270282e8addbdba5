using System.Text.Json.Nodes;
using HumeGen.Server.Codecs;
using HumeGen.Server.Tests.Chats;

namespace HumeGen.Server.Tests.Codecs;

/// <summary>Chats by voice, as browsers have them, in both forms of the protocol.</summary>
public sealed class BrowserChatTests
{
    // A second of speech and as much silence, as a recorder writes it.
    private static readonly byte[] Speech = WebmBytes.Recording([.. WebmBytes.TonePackets(50, silent: 50).Select(packet => WebmBytes.Block(packet))]);

    public static TheoryData<Served, bool, int> Ways => new()
    {
        { Served.Server, true, 700 },
        { Served.Server, false, 700 },
        { Served.Server, true, 97 },
        { Served.Simulator, true, 700 },
        { Served.Simulator, false, 97 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task W1_a_recording_in_webm_is_heard_as_binary_frames_and_as_messages_wherever_it_is_cut(Served form, bool asFrames, int pieceSize)
    {
        await using var host = await StartAsync(form);
        var (chat, _) = await host.OpenChatAsync();
        await using var __ = chat;

        await SendAsync(chat, Speech, asFrames, pieceSize);

        var heard = await chat.ReadAsync("user_message");
        Assert.NotEmpty(ChatWire.Said(heard)!);
        Assert.InRange((int)heard["time"]!["begin"]!, 0, 60);
        Assert.InRange((int)heard["time"]!["end"]!, 980, 1100);
        await chat.ReadAsync("assistant_message");
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task W1_what_chromium_recorded_is_heard_and_a_recording_in_another_form_may_follow(Served form)
    {
        await using var host = await StartAsync(form);
        var (chat, _) = await host.OpenChatAsync();
        await using var __ = chat;

        await SendAsync(chat, Recording.File("chromium-mediarecorder-opus.webm"), asFrames: true, 300);
        await chat.SendBinaryAsync(ChatWire.WaveHeader());
        await SendAsync(chat, ChatWire.Silence(900), asFrames: true, 3200);

        var heard = await chat.ReadAsync("user_message");
        Assert.InRange((int)heard["time"]!["end"]!, 700, 1100);
    }

    [Theory]
    [InlineData(Served.Server, "ffmpeg-aac-fragmented.mp4", "is decoded by the program ffmpeg, which is not installed on the server")]
    [InlineData(Served.Simulator, "ffmpeg-aac-fragmented.mp4", "is decoded by the program ffmpeg, which is not installed on the server")]
    [InlineData(Served.Server, "README.md", "none of the forms that the server hears: WAV, WebM/Opus, Ogg/Opus, MP4/AAC")]
    public async Task W1_what_cannot_be_heard_gets_the_code_for_no_audio_and_the_chat_goes_on(Served form, string file, string reason)
    {
        await using var host = await StartAsync(form);
        var (chat, _) = await host.OpenChatAsync();
        await using var __ = chat;

        await chat.SendBinaryAsync(Recording.File(file));
        var error = await chat.ReadAsync("error");
        Assert.Equal("E0202", (string?)error["code"]);
        Assert.Contains(reason, (string?)error["message"], StringComparison.Ordinal);

        await SendAsync(chat, Speech, asFrames: true, 700);
        await chat.ReadAsync("user_message");
    }

    private static Task<HumeHost> StartAsync(Served form) => HumeHost.StartAsync(form, engines: engines => engines.AddBrowserCodecs(ffmpeg: "no-ffmpeg-here"));

    private static async Task SendAsync(HumeSocket chat, byte[] recording, bool asFrames, int pieceSize)
    {
        foreach (var piece in recording.Chunk(pieceSize))
        {
            if (asFrames)
                await chat.SendBinaryAsync(piece);
            else
                await chat.SendAsync(new JsonObject { ["type"] = "audio_input", ["data"] = Convert.ToBase64String(piece) });
        }
    }
}
