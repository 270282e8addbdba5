using System.Buffers.Binary;
using HumeGen.Server.Audio;

namespace HumeGen.Server.Chats.Hearing;

/// <summary>A recording as a WAV file that is read while it grows: its header has a length of all ones, which stands for one that is not known.</summary>
internal sealed class GrowingWave(TurnRecording recording) : Stream
{
    private const int SamplesAtOnce = 4_096;

    private ReadOnlyMemory<byte> _rest = HeaderOf(recording);
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The length of a recording that grows is not known.");

    public override long Position
    {
        get => throw new NotSupportedException("A recording that grows has no position.");
        set => throw new NotSupportedException("A recording that grows has no position.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0)
            return 0;

        if (_rest.Length == 0)
        {
            var samples = new short[SamplesAtOnce];
            var read = await recording.ReadAsync(_position, samples, cancellationToken).ConfigureAwait(false);
            _position += read;
            _rest = WaveFile.ToBytes(samples.AsSpan(0, read));
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..count].CopyTo(buffer.Span);
        _rest = _rest[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // An engine that reads so has a thread of its own.
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A recording that grows cannot be searched.");

    public override void SetLength(long value) => throw new NotSupportedException("A recording is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A recording is read only.");

    private static byte[] HeaderOf(TurnRecording recording)
    {
        var header = WaveFile.Header(recording.SampleRate, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), uint.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(WaveFile.HeaderSize - 4), uint.MaxValue);
        return header;
    }
}
