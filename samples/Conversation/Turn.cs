using Hume.EmpathicVoice;

namespace Conversation;

/// <summary>One thing that the user says.</summary>
internal abstract class Turn
{
    public abstract Task SayAsync(ChatConnection chat);
}

/// <summary>Typed words.</summary>
internal sealed class TypedTurn(string text) : Turn
{
    public override async Task SayAsync(ChatConnection chat) => await chat.SendAsync(new UserInput { Text = text });
}

/// <summary>A recording, sent in pieces of 100 ms as a microphone would, and a second of silence that ends the sentence.</summary>
internal sealed class SpokenTurn(string file) : Turn
{
    public override async Task SayAsync(ChatConnection chat)
    {
        var pcm = Wave.ReadPcm(await File.ReadAllBytesAsync(file));
        const int piece = Wave.SampleRate / 10 * sizeof(short);
        for (var start = 0; start < pcm.Length; start += piece)
            await chat.SendAsync(new AudioInput { Data = pcm.AsMemory(start, Math.Min(piece, pcm.Length - start)) });
        for (var i = 0; i < 10; i++)
            await chat.SendAsync(new AudioInput { Data = new byte[piece] });
    }
}
