using System.Buffers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HumeGen.Server;
using HumeGen.Server.Codecs;
using HumeGen.Server.Engines;
using HumeGen.Server.Flite;
using HumeGen.SystemTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumeGen.SystemTests.Speech;

/// <summary>MP3 by the library of lame, as ffmpeg decodes it.</summary>
public class Mp3Tests
{
    private const int Rate = 48_000;
    private const double Longest = 0.075;

    [Fact]
    public async Task A_file_is_as_long_as_its_sound_and_begins_before_its_end_is_known()
    {
        var encoded = new ArrayBufferWriter<byte>();
        using var encoding = Encoder().Start(Rate);
        foreach (var piece in Tone(3).Chunk(2400))
            encoding.Encode(piece, encoded);

        var before = encoded.WrittenCount;
        encoding.Finish(encoded);

        Assert.InRange(before, 3 * 16_000 * 9 / 10, encoded.WrittenCount);
        Assert.InRange((await DecodeAsync(encoded.WrittenMemory)).Length / 2.0 / Rate, 3, 3 + Longest);
    }

    [Fact]
    public async Task A_piece_is_decoded_without_those_before_it()
    {
        var pieces = new List<byte[]>();
        using var encoding = Encoder().Start(Rate);
        foreach (var piece in Tone(3).Chunk(Rate / 2))
        {
            var encoded = new ArrayBufferWriter<byte>();
            encoding.Encode(piece, encoded);
            pieces.Add(encoded.WrittenSpan.ToArray());
        }

        // The first has lost the delay of the encoder.
        Assert.All(await Task.WhenAll(pieces.Skip(1).Select(piece => DecodeAsync(piece))), sound => Assert.InRange(sound.Length / 2.0 / Rate, 0.45, 0.55));
    }

    [Fact]
    public async Task A_server_speaks_mp3_unless_it_is_asked_for_something_else()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHumeServer((_, options) =>
        {
            options.ApiKey = "key";
            options.Engines.AddFlite().AddMp3Encoder();
        });
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapHumeServer();
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", "key");
        var body = JsonNode.Parse("""
            {"version":"2","utterances":[{"text":"How are you today? I am fine.","voice":{"name":"SLT","provider":"HUME_AI"},"trailing_silence":1}],
             "include_timestamp_types":["word","phoneme"]}
            """);

        using var response = await http.PostAsJsonAsync("/v0/tts", body);
        var generation = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["generations"]![0]!;
        var seconds = (double)generation["duration"]!;
        var snippets = generation["snippets"]!.AsArray().SelectMany(group => group!.AsArray()).ToList();
        using var streamed = await http.PostAsJsonAsync("/v0/tts/stream/file", body);

        Assert.Equal("mp3", (string?)generation["encoding"]!["format"]);
        Assert.InRange(await SecondsAsync(generation["audio"]!), seconds, seconds + Longest);
        Assert.InRange((await DecodeAsync(await streamed.Content.ReadAsByteArrayAsync())).Length / 2.0 / Rate, seconds - 0.2, seconds + 0.2);
        Assert.Equal(["How are you today", "I am fine"], snippets.Select(snippet => string.Join(' ', Times(snippet!, "word").Select(time => (string?)time["text"]))));
        foreach (var snippet in snippets)
        {
            var length = await SecondsAsync(snippet!["audio"]!);
            Assert.All(Times(snippet, "phoneme"), time => Assert.InRange((double)time["time"]!["end"]! / 1000, 0.05, length));
        }
    }

    private static IAudioEncoder Encoder() => new HumeServerEngines().AddMp3Encoder().AudioEncoders.Single();

    private static short[] Tone(int seconds) => [.. Enumerable.Range(0, seconds * Rate).Select(i => (short)(12_000 * Math.Sin(2 * Math.PI * 440 * i / Rate)))];

    private static IEnumerable<JsonNode> Times(JsonNode snippet, string type) => snippet["timestamps"]!.AsArray().Where(time => (string?)time!["type"] == type)!;

    private static async Task<double> SecondsAsync(JsonNode audio) => (await DecodeAsync(Convert.FromBase64String((string)audio!))).Length / 2.0 / Rate;

    private static Task<byte[]> DecodeAsync(ReadOnlyMemory<byte> mp3) =>
        Installed.RunAsync("ffmpeg", mp3, "-v", "error", "-f", "mp3", "-i", "pipe:0", "-f", "s16le", "-ac", "1", "-ar", $"{Rate}", "pipe:1");
}
