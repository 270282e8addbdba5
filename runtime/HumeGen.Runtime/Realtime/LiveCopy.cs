using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>Copies of live messages that wait: their sender may use the bytes again, as sending has ended for it.</summary>
internal static class LiveCopy
{
    /// <summary>Copies a message, as it is written.</summary>
    public static IJsonWritable Of(IJsonWritable message) => message switch
    {
        IBinaryMessage binary => new Binary(binary.Data.ToArray()),
        ITextMessage text => new Words(text.Text),
        _ => new Words(ApiJson.WriteString(message)),
    };

    private sealed record Binary(ReadOnlyMemory<byte> Data) : IBinaryMessage
    {
        public void WriteJson(Utf8JsonWriter writer) => throw new NotSupportedException();
    }

    private sealed record Words(string Text) : ITextMessage
    {
        public void WriteJson(Utf8JsonWriter writer) => throw new NotSupportedException();
    }
}
