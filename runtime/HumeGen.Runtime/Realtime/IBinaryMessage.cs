using HumeGen.Json;

namespace HumeGen;

/// <summary>A message that goes over the wire as a binary frame and not as JSON.</summary>
public interface IBinaryMessage : IJsonWritable
{
    /// <summary>The bytes of the frame.</summary>
    ReadOnlyMemory<byte> Data { get; }
}
