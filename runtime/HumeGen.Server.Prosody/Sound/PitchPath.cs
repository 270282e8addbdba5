namespace HumeGen.Server.Prosody.Sound;

/// <summary>
/// Chooses one of the possible pitches of each frame, or none, so that the whole path costs least: weak periods, leaps and changes between voice and none cost.
/// A single frame that repeats better after two periods, or half of one, does not throw the pitch by an octave.
/// </summary>
/// <param name="frames">The number of frames.</param>
internal sealed class PitchPath(int frames)
{
    /// <summary>The lowest pitch in Hz.</summary>
    public const float Lowest = 60;

    /// <summary>The highest pitch in Hz.</summary>
    public const float Highest = 900;

    private const int Candidates = 6;
    private const float VoicingThreshold = 0.5f;
    private const float FaintLevel = -60;

    // Of two pitches that fit equally well the higher one is right: the lower one merely skips periods.
    private const float OctaveBonus = 0.01f;
    private const float LeapCost = 0.5f;
    private const float VoicingCost = 0.2f;

    // The first candidate of each frame is none.
    private readonly (float Pitch, float Periodicity, float Gain)[,] _candidates = new (float, float, float)[frames, Candidates];
    private readonly int[] _counts = new int[frames];
    private int _frame = -1;

    /// <summary>Begins the next frame.</summary>
    public void Begin(float level)
    {
        _candidates[++_frame, 0] = (0, 0, level < FaintLevel ? 2 : VoicingThreshold);
        _counts[_frame] = 1;
    }

    /// <summary>Adds a possible pitch to the frame.</summary>
    public void Add(float pitch, float periodicity)
    {
        var candidate = (pitch, Math.Min(1, periodicity), Gain: Math.Min(1, periodicity) + (OctaveBonus * MathF.Log2(pitch / Lowest)));
        if (_counts[_frame] < Candidates)
        {
            _candidates[_frame, _counts[_frame]++] = candidate;
            return;
        }

        var weakest = 1;
        for (var i = 2; i < Candidates; i++)
            weakest = _candidates[_frame, i].Gain < _candidates[_frame, weakest].Gain ? i : weakest;

        if (_candidates[_frame, weakest].Gain < candidate.Gain)
            _candidates[_frame, weakest] = candidate;
    }

    /// <summary>Writes the pitches of the best path into the frames.</summary>
    public void Write(Span<Frame> result)
    {
        var gains = new float[frames, Candidates];
        var from = new int[frames, Candidates];
        for (var i = 0; i < frames; i++)
        {
            for (var to = 0; to < _counts[i]; to++)
            {
                var best = i == 0 ? 0 : float.NegativeInfinity;
                for (var before = 0; i > 0 && before < _counts[i - 1]; before++)
                {
                    var gain = gains[i - 1, before] - Cost(_candidates[i - 1, before].Pitch, _candidates[i, to].Pitch);
                    if (gain > best)
                        (best, from[i, to]) = (gain, before);
                }

                gains[i, to] = best + _candidates[i, to].Gain;
            }
        }

        var chosen = 0;
        for (var i = 1; frames > 0 && i < _counts[frames - 1]; i++)
            chosen = gains[frames - 1, i] > gains[frames - 1, chosen] ? i : chosen;

        for (var i = frames - 1; i >= 0; i--)
        {
            result[i] = result[i] with { Pitch = _candidates[i, chosen].Pitch, Periodicity = _candidates[i, chosen].Periodicity };
            chosen = from[i, chosen];
        }
    }

    private static float Cost(float before, float after) => (before > 0, after > 0) switch
    {
        (true, true) => LeapCost * MathF.Abs(MathF.Log2(after / before)),
        (false, false) => 0,
        _ => VoicingCost,
    };
}
