namespace HumeGen.Audio;

/// <summary>Texts and size of a chart.</summary>
public sealed record ChartOptions
{
    /// <summary>Title above the chart, which screen readers read as well; <c>Scores</c> unless set.</summary>
    public string Title { get; init; } = "Scores";

    /// <summary>Description for screen readers; null for one that lists the values.</summary>
    public string? Description { get; init; }

    /// <summary>Width in pixels, 480 to 4,000; 720 unless set. The chart scales to any size.</summary>
    public int Width { get; init; } = 720;

    /// <summary>Number of names that are shown, those with the highest scores; null for the default of the chart.</summary>
    public int? MaxNames { get; init; }
}
