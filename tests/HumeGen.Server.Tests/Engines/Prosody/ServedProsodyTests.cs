using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Prosody;
using HumeGen.Server.Tests.Chats;
using HumeGen.Server.Tests.ExpressionMeasurement;
using static HumeGen.Server.Tests.Chats.ChatWire;

namespace HumeGen.Server.Tests.Engines.Prosody;

/// <summary>Rule-based estimates of voices as clients of the server get them.</summary>
public class ServedProsodyTests
{
    [Fact]
    public async Task Both_sides_of_a_chat_are_measured()
    {
        await using var host = await StartAsync();
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(Silence(300), MemoryMarshal.AsBytes(new MadeUpVoice { Seconds = 2 }.Speak().Samples.Span).ToArray(), Silence(900));
        var messages = await chat.ReadUntilAsync("assistant_end");

        foreach (var type in (string[])["user_message", "assistant_prosody"])
        {
            var scores = messages.First(message => (string?)message["type"] == type)["models"]!["prosody"]!["scores"]!.AsObject();
            Assert.Equal(ExpressionNames.Emotions, scores.Select(score => score.Key));
        }
    }

    [Fact]
    public async Task A_noise_that_is_taken_for_a_turn_has_no_scores()
    {
        await using var host = await StartAsync();
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(Silence(300), MemoryMarshal.AsBytes(MadeUpVoice.Noise(1, -20).Samples.Span).ToArray(), Silence(900));

        var heard = (await chat.ReadUntilAsync("user_message"))[^1];
        Assert.Null(heard["models"]!["prosody"]);
    }

    [Fact]
    public async Task A_job_measures_windows_of_speech_and_bursts()
    {
        await using var host = await StartAsync();
        var laugh = new MadeUpVoice { Pitch = 220, PitchRange = 1, Rate = 5, OneVowel = true, VoicedPart = 0.55, Seconds = 1.2, Breath = 0.2 }.Speak();
        var sound = MadeUpVoice.Join(MadeUpVoice.Room(4), new MadeUpVoice { Seconds = 4 }.Speak(), MadeUpVoice.Room(1), laugh, MadeUpVoice.Room(2));

        var results = await host.ResultsAsync(await host.StartFilesAsync("""{"models":{"burst":{},"prosody":{"window":{"length":4,"step":4} } } }""", ("a.wav", Wave(sound))));

        Assert.Equal([4.0, 8.0], results[0]!.Predictions("prosody").Select(prediction => (double)prediction["time"]!["begin"]!));
        var burst = Assert.Single(results[0]!.Predictions("burst"));
        Assert.Equal(9, (double)burst["time"]!["begin"]!, 0.2);
    }

    [Theory]
    [InlineData("prosody", "W0105")]
    [InlineData("burst", "W0101")]
    public async Task Silence_on_a_stream_gets_the_warning_of_the_model(string model, string code)
    {
        await using var host = await StartAsync();
        await using var stream = await HumeSocket.OpenAsync(host, "/v0/stream/models");

        await stream.SendAsync(new JsonObject
        {
            ["data"] = Convert.ToBase64String(Wave(MadeUpVoice.Room(2))),
            ["models"] = new JsonObject { [model] = new JsonObject() },
        }.ToJsonString());

        Assert.Equal(code, (string?)(await stream.ReadAsync())!["code"]);
    }

    private static Task<HumeHost> StartAsync() => HumeHost.StartServerAsync(options => options.Engines.AddProsody());

    private static byte[] Wave(AudioSamples sound)
    {
        var file = Jobs.Wave(sound.Duration.TotalSeconds, sound.SampleRate);
        for (var i = 0; i < sound.Samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (i * 2)), sound.Samples.Span[i]);

        return file;
    }
}
