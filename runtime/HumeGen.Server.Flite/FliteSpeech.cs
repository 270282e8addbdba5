using System.Runtime.InteropServices;
using System.Threading.Channels;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Flite;

/// <summary>Takes what flite makes of a chunk of text, on flite's thread, and hands it to the reader.</summary>
/// <param name="begin">The length of what was spoken before the chunk.</param>
/// <param name="cancellationToken">Set when nobody wants the speech any more.</param>
internal sealed class FliteSpeech(TimeSpan begin, CancellationToken cancellationToken)
{
    private readonly Channel<AIContent> _contents = Channel.CreateUnbounded<AIContent>(new() { SingleReader = true, SingleWriter = true });
    private long _samples;
    private int _sampleRate = 1;

    /// <summary>The length of all that was spoken, this chunk included.</summary>
    public TimeSpan End => begin + TimeSpan.FromSeconds((double)_samples / _sampleRate);

    /// <summary>The sound and the times, as they come.</summary>
    public IAsyncEnumerable<AIContent> Contents => _contents.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Takes samples; false when no more are wanted.</summary>
    public bool Add(ReadOnlySpan<short> samples, int sampleRate)
    {
        if (cancellationToken.IsCancellationRequested)
            return false;

        _samples += samples.Length;
        _sampleRate = sampleRate;
        _contents.Writer.TryWrite(new DataContent(MemoryMarshal.AsBytes(samples).ToArray(), $"audio/pcm;rate={sampleRate};channels=1"));
        return true;
    }

    /// <summary>Takes the time of a word or phoneme, in seconds from the start of the chunk. It ends with the sound at the latest.</summary>
    public void Add(string text, bool isPhoneme, double start, double end) => _contents.Writer.TryWrite(new SpeechTimestamp
    {
        Text = text,
        IsPhoneme = isPhoneme,
        Begin = Place(start),
        End = Place(end),
    });

    /// <summary>Ends the contents, with a fault or without.</summary>
    public void Complete(Exception? fault = null) => _contents.Writer.TryComplete(fault);

    private TimeSpan Place(double seconds)
    {
        var place = begin + TimeSpan.FromSeconds(seconds);
        return place < End ? place : End;
    }
}
