namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>A file that came with the request of a job.</summary>
/// <param name="Name">The name, as the client gave it.</param>
/// <param name="ContentType">The media type that came with it; null without.</param>
/// <param name="Content">The bytes.</param>
public sealed record JobFile(string Name, string? ContentType, ReadOnlyMemory<byte> Content);
