using HumeGen.Server.Engines;
using HumeGen.Server.PocketSphinx;
using HumeGen.Server.Tests.Chats;
using Microsoft.Extensions.AI;
using static HumeGen.Server.Tests.Chats.ChatWire;

namespace HumeGen.Server.Tests.Engines.PocketSphinx;

/// <summary>The engine around PocketSphinx, without the library.</summary>
public sealed class PocketSphinxClientTests : IDisposable
{
    private readonly FakeListener _listener = new();
    private readonly PocketSphinxClient _engine;

    public PocketSphinxClientTests() => _engine = new PocketSphinxClient(new ListenerPool(1, () => _listener, TimeProvider.System), "en-US");

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_missing_file_of_the_model_is_a_line_with_the_command_that_installs_it()
    {
        var options = new PocketSphinxOptions { Dictionary = "/nowhere/words.dict" };

        var missing = PocketSphinxEngine.FindMissing(options);

        // The library is named first where it is missing too.
        Assert.Matches(@"^pocketsphinx: [^\n]*(words\.dict|\.so\.3|/mdef)[^\n]* with: apt-get install [^\n]*$", missing);
        var fault = Assert.Throws<EngineException>(() => new HumeServerEngines().AddPocketSphinx(options));
        Assert.Equal(missing, fault.Message);
    }

    [Fact]
    public async Task Words_come_while_the_file_grows_and_final_ones_have_their_own_times()
    {
        var updates = new List<SpeechToTextResponseUpdate>();
        using var wave = new MemoryStream([.. WaveHeader(), .. Speech(3050)]);
        await foreach (var update in _engine.GetStreamingTextAsync(wave))
            updates.Add(update);

        Assert.Equal(["Word", "Word word", "Word word word"], updates.Where(u => u.Kind == SpeechToTextResponseUpdateKind.TextUpdating).Select(u => u.Text));
        var final = updates.Where(u => u.Kind == SpeechToTextResponseUpdateKind.TextUpdated).ToList();
        Assert.Equal(["Word", "word", "word."], final.Select(u => u.Text));
        Assert.Equal([0, 1, 2], final.Select(u => (int)u.StartTime!.Value.TotalSeconds));
        Assert.Equal(0.5, final[0].AdditionalProperties!["confidence"]);
        Assert.Equal(1, _listener.Resets);
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public async Task Sound_of_any_rate_is_heard_at_that_of_the_model(int rate)
    {
        await _engine.GetTextAsync(WaveAt(rate, 2));

        Assert.InRange(_listener.Phrases.Sum(), 31_900, 32_100);
    }

    [Fact]
    public async Task Loud_and_quiet_speech_reach_the_listener_alike()
    {
        await _engine.GetTextAsync(new MemoryStream([.. WaveHeader(), .. Scaled(0.05)]));
        var quiet = _listener.Loudest;
        await _engine.GetTextAsync(new MemoryStream([.. WaveHeader(), .. Scaled(1)]));

        Assert.InRange(_listener.Loudest, quiet * 0.9, quiet * 1.1);
    }

    [Fact]
    public async Task A_long_silence_is_heard_while_it_lasts_and_the_quiet_speech_after_it_is_evened_out()
    {
        using var wave = new MemoryStream([.. WaveHeader(), .. Silence(60_000), .. Scaled(0.05)]);
        long? heard = null;
        await foreach (var _ in _engine.GetStreamingTextAsync(wave))
            heard ??= wave.Position;
        var quiet = _listener.Loudest;
        await _engine.GetTextAsync(new MemoryStream([.. WaveHeader(), .. Scaled(1)]));

        Assert.InRange(heard!.Value, 0, 5 * 2 * Hearing.SampleRate);
        Assert.Equal(62, _listener.Phrases.Sum() / (double)Hearing.SampleRate, 1);
        Assert.InRange(_listener.Loudest, quiet * 0.9, quiet * 1.1);
    }

    [Fact]
    public async Task A_long_recording_is_cut_into_phrases_at_its_pauses()
    {
        await _engine.GetTextAsync(new MemoryStream([.. WaveHeader(), .. Speech(9_000), .. Silence(1_000), .. Speech(25_000)]));

        // The pause is found in blocks of a tenth of a second.
        var seconds = _listener.Phrases.ConvertAll(samples => (double)samples / Hearing.SampleRate);
        Assert.Equal(3, seconds.Count);
        Assert.InRange(seconds[0], 9.1, 9.5);
        Assert.Equal(20, seconds[1]);
        Assert.Equal(35, seconds.Sum(), 3);
    }

    [Fact]
    public async Task Another_language_and_bytes_that_are_no_WAV_file_are_refused_with_the_reason()
    {
        var language = await Assert.ThrowsAsync<EngineException>(() => _engine.GetTextAsync(new MemoryStream(), new() { SpeechLanguage = "fr" }));
        var sound = await Assert.ThrowsAsync<FormatException>(() => _engine.GetTextAsync(new MemoryStream([1, 2, 3])));

        Assert.Contains("en-US only", language.Message, StringComparison.Ordinal);
        Assert.Contains("no WAV file", sound.Message, StringComparison.Ordinal);

        // Neither has kept the only listener.
        await _engine.GetTextAsync(new MemoryStream([.. WaveHeader(), .. Speech(1000)]));
    }

    [Fact]
    public async Task Words_that_move_or_are_taken_back_while_they_are_heard_are_not_said_twice()
    {
        var listener = new FakeListener
        {
            Hears = (seconds, ended) => seconds switch
            {
                > 3 => ended ? [] : [Word("uh", 0.1, 0.3)],
                < 0.5 => [],
                < 1 => [Word("it", 0.1, 0.3)],
                _ => [Word("it", 0.4, 0.6), Word("rains", 0.6, 0.9)],
            },
        };
        using var engine = new PocketSphinxClient(new ListenerPool(1, () => listener, TimeProvider.System), "en-US");
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.SpeechToText = engine);
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(Speech(1500), Silence(900));
        var heard = await chat.ReadAsync("user_message");
        var updates = await engine.GetStreamingTextAsync(new MemoryStream([.. WaveHeader(), .. Speech(3500)])).ToListAsync();

        Assert.Equal("It rains.", Said(heard));
        Assert.Equal(["It", "It rains", "Uh", ""], updates.Select(update => update.Text));

        static HeardWord Word(string text, double begin, double end) => new(text, TimeSpan.FromSeconds(begin), TimeSpan.FromSeconds(end), 0.5);
    }

    [Fact]
    public async Task A_chat_hears_that_the_engine_is_busy_and_is_heard_once_it_is_not()
    {
        var busy = true;
        var engine = new ScriptedSpeechToText
        {
            Live = (_, _) => busy ? throw new EngineException("All listeners are busy; say it again.") : Heard(),
            Whole = _ => throw new InvalidOperationException("Asked again for the whole turn."),
        };
        await using var host = await HumeHost.StartServerAsync(options => options.Engines.SpeechToText = engine);
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(Speech(1000), Silence(900));
        var error = await chat.ReadAsync("error");
        busy = false;
        await chat.SendSoundAsync(Speech(1000), Silence(900));

        Assert.Equal("I0100", (string?)error["code"]);
        Assert.StartsWith("All listeners are busy; say it again.", (string?)error["message"], StringComparison.Ordinal);
        Assert.Equal("Again", Said(await chat.ReadAsync("user_message")));

        static async IAsyncEnumerable<SpeechToTextResponseUpdate> Heard()
        {
            await Task.Yield();
            yield return ScriptedSpeechToText.Final("Again");
        }
    }

    [Theory]
    [InlineData("what time is it", "What time is it?")]
    [InlineData("i think i'm late", "I think I'm late.")]
    [InlineData("have you seen it", "Have you seen it?")]
    [InlineData("have a seat", "Have a seat.")]
    public void A_sentence_is_written_with_a_capital_letter_and_an_end(string heard, string written) =>
        Assert.Equal(written, string.Join(' ', Writing.Write(heard.Split(' '), isFinal: true)));

    private static byte[] Scaled(double factor)
    {
        var samples = Speech(1000);
        for (var i = 0; i < samples.Length; i += 2)
            BitConverter.TryWriteBytes(samples.AsSpan(i), (short)(factor * BitConverter.ToInt16(samples, i)));

        return samples;
    }

    private static MemoryStream WaveAt(int rate, int seconds)
    {
        var header = WaveHeader();
        BitConverter.TryWriteBytes(header.AsSpan(24), rate);
        return new MemoryStream([.. header, .. new byte[rate * seconds * 2]]);
    }
}
