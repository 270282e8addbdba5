using System.Runtime.CompilerServices;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;
using static HumeGen.Server.Tests.Chats.ChatWire;

namespace HumeGen.Server.Tests.Chats;

/// <summary>What the user says goes through the engines for voice activity, speech to text and prosody.</summary>
public sealed class HearingTests
{
    [Fact]
    public async Task An_engine_reads_a_growing_wav_file_while_the_user_still_speaks()
    {
        var first = new TaskCompletionSource<byte[]>();
        byte[]? all = null;
        var engine = new ScriptedSpeechToText { Live = (stream, stop) => ListenAsync(stream, stop) };
        await using var host = await StartAsync(engine);
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(Silence(1000), Speech(1000));
        var begun = await first.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await chat.SendSoundAsync(Speech(500), Silence(900));
        var heard = await chat.ReadAsync("user_message");

        Assert.Equal("What I said", Said(heard));
        Assert.Equal((1000, 2500), ((int)heard["time"]!["begin"]!, (int)heard["time"]!["end"]!));
        Assert.Equal(WaveHeader(uint.MaxValue)[40..44], begun[40..44]);
        Assert.Equal(Rate, BitConverter.ToInt32(begun.AsSpan(24)));

        // The turn has 300 ms of what came before it, the speech, and the silence that ended it.
        Assert.InRange((all!.Length - 44) / 2.0 / Rate, 1.8 + 0.59, 1.8 + 0.63);

        async IAsyncEnumerable<SpeechToTextResponseUpdate> ListenAsync(Stream stream, [EnumeratorCancellation] CancellationToken stop)
        {
            var beginning = new byte[44 + Rate];
            await stream.ReadExactlyAsync(beginning, stop);
            first.TrySetResult(beginning);
            all = [.. beginning, .. await ScriptedSpeechToText.ReadAllAsync(stream, stop)];
            yield return ScriptedSpeechToText.Final("What I said");
        }
    }

    [Fact]
    public async Task Words_that_are_not_final_are_interim_messages_when_verbose_transcription_asks_for_them()
    {
        foreach (var verbose in new[] { true, false })
        {
            var engine = new ScriptedSpeechToText { Live = (stream, stop) => ListenAsync(stream, stop) };
            await using var host = await StartAsync(engine);
            await using var chat = await host.OpenForSoundAsync($"verbose_transcription={verbose}");

            await chat.SendSoundAsync(Speech(1000), Silence(900));
            var messages = (await chat.ReadUntilAsync("assistant_end")).Where(message => (string?)message["type"] == "user_message").ToList();

            var texts = messages.Select(message => (Said(message), (bool)message["interim"]!));
            Assert.Equal(
                verbose ? [("wreck", true), ("recognise", true), ("Recognise speech", true), ("Recognise speech now.", false)] : [("Recognise speech now.", false)],
                texts);
        }

        static async IAsyncEnumerable<SpeechToTextResponseUpdate> ListenAsync(Stream stream, [EnumeratorCancellation] CancellationToken stop)
        {
            yield return ScriptedSpeechToText.Interim("wreck");
            yield return ScriptedSpeechToText.Interim("recognise");
            yield return ScriptedSpeechToText.Final("Recognise");
            yield return ScriptedSpeechToText.Interim("speech");
            await ScriptedSpeechToText.ReadAllAsync(stream, stop);
            yield return ScriptedSpeechToText.Final("speech now.");
        }
    }

    [Fact]
    public async Task An_engine_for_whole_recordings_gets_the_turn_at_its_end()
    {
        var recordings = new List<byte[]>();
        var engine = new ScriptedSpeechToText
        {
            Whole = async stream =>
            {
                Assert.True(stream.CanSeek);
                recordings.Add(await ScriptedSpeechToText.ReadAllAsync(stream));
                return $"Recording {recordings.Count}";
            },
        };
        await using var host = await StartAsync(engine);
        await using var chat = await host.OpenForSoundAsync();

        for (var turn = 1; turn <= 2; turn++)
        {
            await chat.SendSoundAsync(Speech(800), Silence(900));
            Assert.Equal($"Recording {turn}", Said((await chat.ReadUntilAsync("user_message"))[^1]));
            await chat.ReadUntilAsync("assistant_end");
        }

        Assert.All(recordings, recording => Assert.Equal(recording.Length - 44, BitConverter.ToInt32(recording.AsSpan(40))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_engine_that_fails_or_is_missing_is_told_and_the_chat_goes_on(bool missing)
    {
        await using var host = await StartAsync(missing ? null : new ScriptedSpeechToText());
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(Speech(800), Silence(900));
        var error = await chat.ReadAsync("error");
        await chat.SayAsync("Typed");

        Assert.Equal("I0100", (string?)error["code"]);
        Assert.Contains("understands speech", (string?)error["message"], StringComparison.Ordinal);
        Assert.DoesNotContain("Only live sound", (string?)error["message"], StringComparison.Ordinal);
        Assert.Equal("Typed", Said(await chat.ReadAsync("user_message")));
    }

    [Fact]
    public async Task Sound_in_which_no_words_are_found_is_not_answered()
    {
        await using var host = await StartAsync(new ScriptedSpeechToText { Whole = _ => Task.FromResult(" ") });
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(Speech(800), Silence(900));
        await chat.SayAsync("Typed");

        Assert.Equal("Typed", Said(await chat.ReadAsync("user_message")));
    }

    [Fact]
    public async Task The_end_of_a_chat_cancels_the_engine_at_once()
    {
        var still = new Standstill();
        await using var host = await StartAsync(new ScriptedSpeechToText { Live = (_, stop) => still.NothingAsync<SpeechToTextResponseUpdate>(stop) });
        var chat = await host.OpenForSoundAsync();
        await chat.SendSoundAsync(Speech(300));
        await still.Begun;

        chat.Client.Abort();

        await still.Cancelled;
    }

    [Fact]
    public async Task The_prosody_model_measures_what_was_said_and_its_scores_are_in_message_and_history()
    {
        var prosody = new ScriptedProsody(speech => [new("Joy", 0.9), new("Anger", speech.Duration.TotalSeconds)]);
        await using var host = await HumeHost.StartServerAsync(options =>
        {
            options.Engines.SpeechToText = new ScriptedSpeechToText { Whole = _ => Task.FromResult("Hello") };
            options.Engines.Prosody = prosody;
        });
        var (chat, metadata) = await host.OpenChatAsync(Linear16);
        await using var _ = chat;
        await chat.ReadAsync("session_settings");

        await chat.SendSoundAsync(Silence(200), Speech(1000), Silence(900));
        var heard = await chat.ReadAsync("user_message");

        Assert.Equal("""{"Joy":0.9,"Anger":1}""", heard["models"]!["prosody"]!["scores"]!.ToJsonString());
        var entry = (await host.EventsAsync(metadata)).Single(entry => (string?)entry["type"] == "USER_MESSAGE");
        Assert.Equal("""{"Joy":0.9,"Anger":1}""", (string?)entry["emotion_features"]);
        Assert.Equal(Rate, prosody.Heard[0].SampleRate);
    }

    [Fact]
    public async Task A_detector_of_the_users_own_decides_when_a_turn_is_over_by_what_the_config_asks_for()
    {
        var options = new List<VoiceActivityOptions>();
        await using var host = await HumeHost.StartServerAsync(server =>
        {
            server.Engines.SpeechToText = new ScriptedSpeechToText { Whole = async stream => $"{(await ScriptedSpeechToText.ReadAllAsync(stream)).Length - 44} bytes" };
            server.Engines.VoiceActivityDetector = created =>
            {
                options.Add(created);
                return new EverySecond(created.SampleRate);
            };
        });
        var config = await host.ConfigAsync(
            """ "turn_detection":{"end_of_turn_silence_ms":1234,"speech_detection_threshold":0.25,"prefix_padding_ms":0} """);
        await using var chat = await host.OpenForSoundAsync("config_id=" + config);

        // Silence to the ear of the other detector.
        await chat.SendSoundAsync(Silence(1000));

        var heard = await chat.ReadAsync("user_message");
        Assert.Equal((0, 900), ((int)heard["time"]!["begin"]!, (int)heard["time"]!["end"]!));
        Assert.Equal("32000 bytes", Said(heard));
        Assert.Equal((Rate, 1234.0, 0.25), (options[0].SampleRate, options[0].EndOfTurnSilence.TotalMilliseconds, options[0].SpeechThreshold));
    }

    [Fact]
    public async Task A_detector_that_fails_is_told_and_the_chat_goes_on()
    {
        await using var host = await HumeHost.StartServerAsync(server => server.Engines.VoiceActivityDetector = _ => throw new InvalidOperationException("broken"));
        await using var chat = await host.OpenForSoundAsync();

        await chat.SendSoundAsync(Speech(100));
        Assert.Equal("I0100", (string?)(await chat.ReadAsync("error"))["code"]);
        await chat.SayAsync("Typed");

        await chat.ReadAsync("user_message");
    }

    [Fact]
    public async Task A_turn_that_never_ends_is_cut_so_that_its_sound_fills_no_memory()
    {
        await using var host = await StartAsync(new ScriptedSpeechToText { Whole = _ => Task.FromResult("Noise") });
        await using var chat = await host.OpenForSoundAsync();

        for (var i = 0; i < 61; i++)
            await chat.SendSoundAsync(Speech(1000));

        var heard = await chat.ReadAsync("user_message");
        Assert.InRange((int)heard["time"]!["end"]!, 59_000, 60_100);
    }

    private static Task<HumeHost> StartAsync(ISpeechToTextClient? engine) => HumeHost.StartServerAsync(options => options.Engines.SpeechToText = engine);

    /// <summary>Takes each second for a turn with 100 ms of silence at its end.</summary>
    private sealed class EverySecond(int sampleRate) : IVoiceActivityDetector
    {
        private long _position;
        private long _begin;

        public bool IsSpeech { get; private set; }

        public void Detect(ReadOnlySpan<short> samples, ICollection<VoiceActivity> activity)
        {
            if (!IsSpeech)
                activity.Add(new VoiceActivity(VoiceActivityKind.Started, _begin = _position, _position));

            IsSpeech = true;
            _position += samples.Length;
            if (_position - _begin >= sampleRate)
                activity.Add(Finish()!.Value);
        }

        public VoiceActivity? Finish()
        {
            IsSpeech = false;
            return new VoiceActivity(VoiceActivityKind.Ended, _begin, _position - (sampleRate / 10));
        }

        public void Dispose()
        {
        }
    }
}
