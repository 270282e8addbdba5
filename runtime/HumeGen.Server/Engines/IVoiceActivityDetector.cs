namespace HumeGen.Server.Engines;

/// <summary>
/// Tells in the sound of one user when somebody speaks, and when a turn is over. The sound has 16-bit samples of one channel at the rate of the
/// <see cref="VoiceActivityOptions"/>. The calls come one after the other.
/// </summary>
public interface IVoiceActivityDetector : IDisposable
{
    /// <summary>Whether somebody is speaking: a turn has started and not ended.</summary>
    bool IsSpeech { get; }

    /// <summary>Listens to the next samples, at most 100 ms of them.</summary>
    /// <param name="samples">The samples that follow those of the last call.</param>
    /// <param name="activity">Takes what is noticed, in order.</param>
    void Detect(ReadOnlySpan<short> samples, ICollection<VoiceActivity> activity);

    /// <summary>Takes it that no more sound comes, and ends the turn. The end of what was said; null when nobody was speaking.</summary>
    VoiceActivity? Finish();
}
