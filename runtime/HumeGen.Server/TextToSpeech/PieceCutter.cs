using HumeGen.Server.Engines;

namespace HumeGen.Server.TextToSpeech;

/// <summary>
/// Cuts sound into pieces of 50 to 500 ms, whatever comes from the engine. The smallest piece is always kept back, so that the last piece is known to be the last
/// without any of the others having to wait.
/// </summary>
internal sealed class PieceCutter
{
    private const int Smallest = SpeechSynthesizer.SampleRate / 20;
    private const int Largest = SpeechSynthesizer.SampleRate / 2;

    private readonly List<SpeechTimestamp> _timestamps = [];
    private short[] _samples = new short[2 * Largest];
    private int _begin;
    private int _end;

    /// <summary>Whether no sound has come so far.</summary>
    public bool IsEmpty { get; private set; } = true;

    private int Count => _end - _begin;

    public void Add(ReadOnlySpan<short> samples)
    {
        if (samples.IsEmpty)
            return;

        IsEmpty = false;
        if (_end + samples.Length > _samples.Length)
        {
            var target = Count + samples.Length <= _samples.Length ? _samples : new short[2 * (Count + samples.Length)];
            Array.Copy(_samples, _begin, target, 0, Count);
            (_samples, _begin, _end) = (target, 0, Count);
        }

        samples.CopyTo(_samples.AsSpan(_end));
        _end += samples.Length;
    }

    public void Add(SpeechTimestamp timestamp) => _timestamps.Add(timestamp);

    /// <summary>The next piece that is ready to go; null while there is none.</summary>
    public SpeechPiece? Next() => Count >= 2 * Smallest ? Take(Math.Min(Largest, Count - Smallest), isLast: false) : null;

    /// <summary>The last pieces: what is left, then silence.</summary>
    public IEnumerable<SpeechPiece> Finish(long silence)
    {
        for (var left = Count + silence; ; )
        {
            var size = (int)Math.Min(Largest, left);
            if (Count < size)
            {
                var added = size - Count;
                Add(new short[added]);
            }

            left -= size;
            yield return Take(size, isLast: left == 0);
            if (left == 0)
                yield break;
        }
    }

    private SpeechPiece Take(int size, bool isLast)
    {
        var samples = _samples.AsSpan(_begin, size).ToArray();
        _begin += size;
        SpeechTimestamp[] timestamps = [.. _timestamps];
        _timestamps.Clear();
        return new SpeechPiece(samples, timestamps, isLast);
    }
}
