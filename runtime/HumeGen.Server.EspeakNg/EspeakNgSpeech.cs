using System.Runtime.InteropServices;
using System.Threading.Channels;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.EspeakNg;

/// <summary>Takes what espeak-ng makes of a chunk of text, on the thread that calls it, and hands it to the reader.</summary>
/// <param name="text">The chunk.</param>
/// <param name="begin">The length of what was spoken before the chunk.</param>
/// <param name="cancellationToken">Set when nobody wants the speech any more.</param>
internal sealed class EspeakNgSpeech(string text, TimeSpan begin, CancellationToken cancellationToken)
{
    private readonly Channel<AIContent> _contents = Channel.CreateUnbounded<AIContent>(new() { SingleReader = true, SingleWriter = true });
    private readonly List<(string Phoneme, long Begin, int Word)> _phonemes = [];
    private readonly List<int> _words = [];
    private int _sampleRate = 1;
    private long _samples;

    public string Text => text;

    /// <summary>The length of all that was spoken, this chunk included.</summary>
    public TimeSpan End => begin + TimeSpan.FromSeconds((double)_samples / _sampleRate);

    /// <summary>The sound and the times, as they come.</summary>
    public IAsyncEnumerable<AIContent> Contents => _contents.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Takes samples; false when no more are wanted.</summary>
    public bool Add(ReadOnlySpan<short> samples, int sampleRate)
    {
        if (cancellationToken.IsCancellationRequested)
            return false;

        _sampleRate = sampleRate;
        if (samples.IsEmpty)
            return true;

        _samples += samples.Length;
        _contents.Writer.TryWrite(new DataContent(MemoryMarshal.AsBytes(samples).ToArray(), $"audio/pcm;rate={sampleRate};channels=1"));
        return true;
    }

    /// <summary>Takes the beginning of a word, by its place in the text.</summary>
    public void AddWord(int index)
    {
        var start = EspeakNgText.WordStart(text, index);
        if (_words.Count == 0 || _words[^1] < start)
            _words.Add(start);
    }

    /// <summary>Takes the beginning of a phoneme, or of a pause if it is empty, in samples from the start.</summary>
    public void AddPhoneme(string phoneme, long sample) => _phonemes.Add((phoneme, sample, _words.Count - 1));

    /// <summary>Adds the times of words and phonemes, and ends the contents.</summary>
    public void Complete()
    {
        // A phoneme ends where the next one begins, which may be that of a pause.
        var timed = _phonemes
            .Select((phoneme, i) => (phoneme.Phoneme, phoneme.Begin, End: i + 1 < _phonemes.Count ? _phonemes[i + 1].Begin : _samples, phoneme.Word))
            .Where(phoneme => phoneme.Phoneme.Length > 0 && phoneme.Word >= 0);
        foreach (var word in timed.GroupBy(phoneme => phoneme.Word))
        {
            var next = word.Key + 1 < _words.Count ? _words[word.Key + 1] : text.Length;
            _contents.Writer.TryWrite(Time(EspeakNgText.Words(text, _words[word.Key], next), isPhoneme: false, word.First().Begin, word.Last().End));
            foreach (var (phoneme, first, last, _) in word)
                _contents.Writer.TryWrite(Time(phoneme, isPhoneme: true, first, last));
        }

        _contents.Writer.TryComplete();
    }

    /// <summary>Ends the contents with a fault.</summary>
    public void Fail(Exception fault) => _contents.Writer.TryComplete(fault);

    private SpeechTimestamp Time(string what, bool isPhoneme, long first, long last) => new()
    {
        Text = what,
        IsPhoneme = isPhoneme,
        Begin = begin + TimeSpan.FromSeconds((double)Math.Min(first, _samples) / _sampleRate),
        End = begin + TimeSpan.FromSeconds((double)Math.Min(last, _samples) / _sampleRate),
    };
}
