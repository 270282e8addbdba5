using Hume.EmpathicVoice;
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

/// <summary>A recording, sent in pieces of 100 ms as a microphone would, and a second of silence that ends the sentence.</summary>
internal sealed class SpokenTurn(string file) : Turn
{
    public const int SampleRate = 48_000;

    private const int PieceBytes = SampleRate / 10 * sizeof(short);

    public override async Task SayAsync(IChatConnection chat)
    {
        var recording = PcmAudio.FromWav(await File.ReadAllBytesAsync(file));
        if (recording.Format != new PcmFormat(SampleRate))
            throw new InvalidDataException($"{file} has {recording}; this sample sends one channel of 16 bits at {SampleRate} Hz.");
        for (var start = 0; start < recording.Data.Length; start += PieceBytes)
            await chat.SendAsync(new AudioInput { Data = recording.Data.Slice(start, Math.Min(PieceBytes, recording.Data.Length - start)) });
        for (var i = 0; i < 10; i++)
            await chat.SendAsync(new AudioInput { Data = new byte[PieceBytes] });
    }
}
