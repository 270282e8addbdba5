using Hume;
using Hume.EmpathicVoice;
using Hume.Tts;
using HumeGen.Audio;

namespace Samples;

/// <summary>Someone who speaks in a chat: the lines of a script are spoken by text-to-speech and sent as a microphone would send them.</summary>
/// <param name="ears">Ears of the simulator that have to learn the sound of each line; null for a server, which understands it by itself.</param>
internal sealed class ScriptedCaller(IHumeClient hume, IChatConnection chat, ScriptedEars? ears)
{
    private static readonly PcmFormat Format = new(sampleRate: 48_000);

    /// <summary>Tells EVI the layout of the sound, with any other settings.</summary>
    public async Task IntroduceAsync(SessionSettings settings) => await chat.SendAsync(settings with
    {
        Audio = new() { Encoding = AudioConfigurationEncoding.Linear16, SampleRate = Format.SampleRate, Channels = Format.Channels },
    });

    /// <summary>Says a line, and then nothing for as long as EVI needs to hear that it is over.</summary>
    public async Task SayAsync(ScriptLine line)
    {
        var speech = await hume.Tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = line.Text }], Format = new FormatWav() });
        var sound = PcmAudio.FromWav(speech.Generations[0].Audio).ConvertTo(Format);
        ears?.Learn(line, sound);

        var turn = PcmAudio.Join([sound, PcmAudio.Silence(TimeSpan.FromSeconds(1), Format)]);
        await foreach (var frame in turn.Split(TimeSpan.FromMilliseconds(100), padLast: true).PaceAsync(Format))
            await chat.SendAsync(new AudioInput { Data = frame });
    }
}
