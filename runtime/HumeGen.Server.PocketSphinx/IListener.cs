namespace HumeGen.Server.PocketSphinx;

/// <summary>Understands phrases, one after the other. It is used by one call at a time.</summary>
internal interface IListener : IDisposable
{
    /// <summary>Forgets the speaker before, so that the same sound always says the same.</summary>
    void Reset();

    /// <summary>Begins a phrase.</summary>
    void Begin();

    /// <summary>Listens to 16-bit samples, 16,000 a second.</summary>
    void Hear(ReadOnlySpan<short> samples);

    /// <summary>The words since the beginning of the phrase, with times from there.</summary>
    IReadOnlyList<HeardWord> Words();

    /// <summary>Ends the phrase; its words are final.</summary>
    void End();
}
