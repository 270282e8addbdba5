namespace HumeGen.Audio;

/// <summary>Limits of subtitles.</summary>
public sealed record SubtitleOptions
{
    /// <summary>Characters of a line, from 1; 42 unless set. A longer word has a line of its own, or is broken where it is longer than all lines of a subtitle.</summary>
    public int MaxLineLength { get; init; } = 42;

    /// <summary>Lines of a subtitle, from 1; 2 unless set.</summary>
    public int MaxLines { get; init; } = 2;

    /// <summary>Longest time that a subtitle is shown; 7 seconds unless set.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>The next subtitle begins after a silence longer than this; 1 second unless set.</summary>
    public TimeSpan MaxGap { get; init; } = TimeSpan.FromSeconds(1);
}
