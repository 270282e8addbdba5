using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace HumeGen.Simulator.Audio;

/// <summary>
/// Reads <c>audio_input</c> messages straight into bytes. They come ten or fifty times a second from every user, so that a tree of nodes
/// and a base64 string for each would be most of the simulator's work.
/// </summary>
internal sealed class AudioInputReader : IDisposable
{
    private const int LargestKept = 128 << 10;

    private byte[] _audio = [];

    /// <summary>The audio of the last message that was read; good until the next one.</summary>
    public ReadOnlyMemory<byte> Audio { get; private set; }

    /// <summary>Reads a message. False when it is of another kind, or not in order: then it has to be looked at in full.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isBase64">Whether its data could be decoded.</param>
    public bool TryRead(ReadOnlySpan<byte> message, out bool isBase64)
    {
        isBase64 = true;
        var reader = new Utf8JsonReader(message);
        var isAudio = false;
        var hasData = false;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("type"u8))
                {
                    isAudio = reader.Read() && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("audio_input"u8);
                    if (!isAudio)
                        return false;
                }
                else if (reader.ValueTextEquals("data"u8) && !hasData)
                {
                    if (!reader.Read() || reader.TokenType != JsonTokenType.String)
                        return false;

                    hasData = true;
                    isBase64 = Decode(ref reader);
                }
                else if (!reader.ValueTextEquals("custom_session_id"u8)
                    || !reader.Read()
                    || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                {
                    return false;
                }
            }

            return isAudio && hasData && reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character.
            return false;
        }
    }

    /// <summary>Gives back memory that few messages need.</summary>
    public void Shrink()
    {
        if (_audio.Length > LargestKept)
        {
            Audio = default;
            Dispose();
        }
    }

    public void Dispose()
    {
        if (_audio.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_audio);
            _audio = [];
        }
    }

    private bool Decode(ref Utf8JsonReader reader)
    {
        if (_audio.Length < reader.ValueSpan.Length)
        {
            Dispose();
            _audio = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        }

        int count;
        if (reader.ValueIsEscaped)
        {
            // Some writers escape the slashes and plus signs of base64.
            var length = reader.CopyString(_audio);
            if (Base64.DecodeFromUtf8InPlace(_audio.AsSpan(0, length), out count) != OperationStatus.Done)
                return false;
        }
        else if (Base64.DecodeFromUtf8(reader.ValueSpan, _audio, out _, out count) != OperationStatus.Done)
        {
            return false;
        }

        Audio = _audio.AsMemory(0, count);
        return true;
    }
}
