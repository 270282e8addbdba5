using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>Copies of messages whose callers do not wait, and so may use the bytes again.</summary>
internal static class MessageCopy
{
    public static IJsonWritable Of(IJsonWritable message) => message switch
    {
        IBinaryMessage binary => new BinaryCopy(binary.Data.ToArray()),
        ITextMessage text => new TextCopy(text.Text),
        _ => new TextCopy(ApiJson.WriteString(message)),
    };

    private sealed record BinaryCopy(ReadOnlyMemory<byte> Data) : IBinaryMessage
    {
        public void WriteJson(Utf8JsonWriter writer) => throw new NotSupportedException();
    }

    private sealed record TextCopy(string Text) : ITextMessage
    {
        public void WriteJson(Utf8JsonWriter writer) => throw new NotSupportedException();
    }
}
