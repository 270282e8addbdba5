using System.Buffers;
using System.Text;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>Writes messages, one after another into one buffer.</summary>
internal sealed class FrameWriter : IDisposable
{
    private readonly PooledBuffer _buffer = new(Array.MaxLength);
    private readonly Utf8JsonWriter _json;

    public FrameWriter() => _json = new Utf8JsonWriter(_buffer, ApiJson.WriterOptions);

    /// <summary>The bytes of a message; good until the next one is written.</summary>
    public ReadOnlyMemory<byte> Write(IJsonWritable message)
    {
        _buffer.Clear();
        _json.Reset();
        switch (message)
        {
            case IBinaryMessage binary:
                return binary.Data;
            case ITextMessage text:
                _buffer.Write(Encoding.UTF8.GetBytes(WholeText.Check(text.Text, nameof(text.Text))));
                break;
            default:
                Write(message.WriteJson);
                break;
        }

        return _buffer.Written;
    }

    private void Write(Action<Utf8JsonWriter> write)
    {
        try
        {
            write(_json);
            _json.Flush();
        }
        catch (UnwritableException e)
        {
            throw e.Locate(write);
        }
    }

    public void Dispose()
    {
        _json.Dispose();
        _buffer.Dispose();
    }
}
