namespace HumeGen.Server.PocketSphinx;

/// <summary>Cuts the sound of one call into phrases that a listener understands.</summary>
/// <remarks>
/// A phrase ends at a pause once it is long, and anywhere when it is too long: the listener keeps all paths of a phrase in memory, and the last passes over
/// it take longer the longer it is.
/// </remarks>
internal sealed class Hearing
{
    /// <summary>Samples a second that the models expect.</summary>
    public const int SampleRate = 16_000;

    private const int Block = SampleRate / 10;
    private const int LongPhrase = 8 * SampleRate;
    private const int LongestPhrase = 20 * SampleRate;

    // Two blocks in a row that are 26 dB below the level of speech.
    private const double PauseLevel = 175;
    private const int PauseBlocks = 2;

    private readonly IListener _listener;
    private readonly SpeechLevel _level = new();
    private long _begin;
    private int _length;
    private int _pauses;
    private string _told = "";

    public Hearing(IListener listener)
    {
        _listener = listener;
        listener.Reset();
    }

    /// <summary>Takes the next samples, and gives phrases that have changed or ended.</summary>
    public IEnumerable<HeardPhrase> Hear(ReadOnlySpan<short> samples, CancellationToken cancellationToken) => HearEven(_level.Add(samples), cancellationToken);

    /// <summary>Ends the last phrase.</summary>
    public IEnumerable<HeardPhrase> Finish(CancellationToken cancellationToken)
    {
        foreach (var phrase in HearEven(_level.Finish(), cancellationToken))
            yield return phrase;

        if (_length > 0)
            yield return End();
    }

    private IEnumerable<HeardPhrase> HearEven(short[] samples, CancellationToken cancellationToken)
    {
        for (var at = 0; at < samples.Length; at += Block)
        {
            // A block takes milliseconds: nothing native is at work when the call is cancelled here.
            cancellationToken.ThrowIfCancellationRequested();
            var block = samples.AsMemory(at, Math.Min(Block, samples.Length - at));
            if (_length == 0)
                _listener.Begin();

            _listener.Hear(block.Span);
            _length += block.Length;
            _pauses = IsPause(block.Span) ? _pauses + 1 : 0;
            if (_length >= LongestPhrase || (_length >= LongPhrase && _pauses >= PauseBlocks))
                yield return End();
            else if (Changed() is { } phrase)
                yield return phrase;
        }
    }

    private HeardPhrase? Changed()
    {
        var phrase = Phrase(isFinal: false);
        var text = string.Join(' ', phrase.Words.Select(word => word.Text));
        if (text == _told || text.Length == 0)
            return null;

        _told = text;
        return phrase;
    }

    private HeardPhrase End()
    {
        _listener.End();
        var phrase = Phrase(isFinal: true);
        _begin += _length;
        (_length, _pauses, _told) = (0, 0, "");
        return phrase;
    }

    private HeardPhrase Phrase(bool isFinal)
    {
        var begin = TimeSpan.FromSeconds((double)_begin / SampleRate);
        return new(begin, [.. _listener.Words().Select(word => word with { Begin = begin + word.Begin, End = begin + word.End })], isFinal);
    }

    private static bool IsPause(ReadOnlySpan<short> block)
    {
        var sum = 0.0;
        foreach (var sample in block)
            sum += (double)sample * sample;

        return Math.Sqrt(sum / block.Length) < PauseLevel;
    }
}
