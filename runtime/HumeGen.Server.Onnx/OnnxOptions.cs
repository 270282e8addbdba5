namespace HumeGen.Server.Onnx;

/// <summary>The models to measure with. What is null stays as it was.</summary>
public sealed class OnnxOptions
{
    /// <summary>The path of the description of a model that measures voices; see <see cref="OnnxEngines"/>.</summary>
    public string? Prosody { get; init; }

    /// <summary>The path of the description of a model that measures texts; see <see cref="OnnxEngines"/>.</summary>
    public string? Language { get; init; }

    /// <summary>The measurements that each model makes at the same time; further ones wait. One for each core unless set.</summary>
    public int Concurrency { get; init; } = Environment.ProcessorCount;
}
