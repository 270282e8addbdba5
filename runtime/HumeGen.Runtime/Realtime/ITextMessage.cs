using HumeGen.Json;

namespace HumeGen;

/// <summary>A message that goes over the wire as plain text and not as JSON.</summary>
public interface ITextMessage : IJsonWritable
{
    /// <summary>The text of the frame.</summary>
    string Text { get; }
}
