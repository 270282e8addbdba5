namespace HumeGen.Server.Whisper;

/// <summary>The model of Whisper, and what it may use.</summary>
public sealed class WhisperOptions
{
    /// <summary>The path of the model: a file in the format of whisper.cpp, such as <c>ggml-base.en.bin</c>.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// The language of the speech, such as <c>en</c>, where a request names none; <c>auto</c> finds it out, which models for English alone cannot. Unless set it is
    /// <c>en</c> with a model that has <c>.en</c> in its name, and <c>auto</c> with others.
    /// </summary>
    public string? Language { get; init; }

    /// <summary>The recordings that are understood at the same time; further ones wait. 1 unless set: one uses all of <see cref="Threads"/>.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>The threads for each recording. One for each core unless set.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
