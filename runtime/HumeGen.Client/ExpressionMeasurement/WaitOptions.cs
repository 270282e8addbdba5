namespace Hume.ExpressionMeasurement.Batch;

/// <summary>Options for waiting for a batch job.</summary>
public sealed record WaitOptions
{
    /// <summary>Longest time to wait; 30 minutes unless set. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> is no limit.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The pause after the first question; half a second unless set. Each pause is half as long again as the one before.</summary>
    public TimeSpan FirstInterval { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest pause between two questions; 10 seconds unless set.</summary>
    public TimeSpan LongestInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock; the system's unless set.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
