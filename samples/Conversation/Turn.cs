using Hume;
using Hume.EmpathicVoice;
using Hume.Tts;
using HumeGen.Audio;

namespace Conversation;

/// <summary>One thing that the user says.</summary>
internal abstract class Turn
{
    public abstract Task SayAsync(IChatConnection chat);
}

/// <summary>Typed words.</summary>
internal sealed class TypedTurn(string text) : Turn
{
    public override async Task SayAsync(IChatConnection chat) => await chat.SendAsync(new UserInput { Text = text });
}

/// <summary>A recording, sent as a microphone would, and a second of silence that ends the sentence.</summary>
internal sealed class SpokenTurn(PcmAudio recording) : Turn
{
    /// <summary>Layout of the samples, as the session settings announce it.</summary>
    public static PcmFormat Format { get; } = new(sampleRate: 48_000);

    public static PcmAudio Read(string file)
    {
        try
        {
            return PcmAudio.FromWav(File.ReadAllBytes(file)).ConvertTo(Format);
        }
        catch (InvalidDataException e)
        {
            throw new IOException($"'{file}' is not a recording that this sample can send (WAV): {e.Message}", e);
        }
    }

    /// <summary>Lets the server speak for the user.</summary>
    public static async Task<PcmAudio> SpeakAsync(IHumeClient hume, string text)
    {
        var speech = await hume.Tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = text }], Format = new FormatWav() });
        return PcmAudio.FromWav(speech.Generations[0].Audio).ConvertTo(Format);
    }

    public override async Task SayAsync(IChatConnection chat)
    {
        var sound = PcmAudio.Join([recording, PcmAudio.Silence(TimeSpan.FromSeconds(1), Format)]);
        foreach (var frame in sound.Split(TimeSpan.FromMilliseconds(100), padLast: true))
        {
            await chat.SendAsync(new AudioInput { Data = frame });
            if (!Console.IsOutputRedirected)
                await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}
