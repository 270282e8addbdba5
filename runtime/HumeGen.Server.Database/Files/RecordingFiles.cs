using System.Buffers.Binary;
using System.Runtime.InteropServices;
using HumeGen.Server.Chats.History;

namespace HumeGen.Server.Database.Files;

/// <summary>Keeps the recording of each chat as a WAV file, which grows while the chat goes on. Until it ends, its header says that the length is unknown.</summary>
internal sealed class RecordingFiles(DataFolder folder) : IRecordingStore
{
    private const int HeaderSize = 44;
    private const int RiffSizeAt = 4;
    private const int DataSizeAt = 40;

    public async ValueTask AppendAsync(string chatId, ReadOnlyMemory<short> samples, CancellationToken cancellationToken = default)
    {
        var file = Open(DataFolder.IdOf(chatId)!, FileMode.OpenOrCreate);
        await using var _ = file.ConfigureAwait(false);
        if (file.Length < HeaderSize)
            Write(file, Header(uint.MaxValue));

        // A server that broke down may have left half a sample.
        file.Position = HeaderSize + ((file.Length - HeaderSize) & ~1L);
        Write(file, BytesOf(samples.Span));
    }

    public ValueTask EndAsync(string chatId, CancellationToken cancellationToken = default)
    {
        using var file = Open(DataFolder.IdOf(chatId)!, FileMode.OpenOrCreate);
        var bytes = Math.Max(0, file.Length - HeaderSize) & ~1L;
        file.SetLength(HeaderSize + bytes);
        file.Position = 0;
        Write(file, Header(bytes));
        file.Flush(flushToDisk: true);
        return default;
    }

    public async ValueTask<Stream?> OpenAsync(string chatId, CancellationToken cancellationToken = default)
    {
        if (DataFolder.IdOf(chatId) is not { } id)
            return null;

        try
        {
            // A copy of what is there now, with its length in the header, while the file may still grow.
            var file = new FileStream(folder.Recording(id), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = Math.Max(0, file.Length - HeaderSize) & ~1L;
            if (file.Length < HeaderSize)
            {
                await file.DisposeAsync().ConfigureAwait(false);
                return new MemoryStream(Header(0), writable: false);
            }

            file.Position = HeaderSize;
            return new RecordingStream(Header(bytes), file, bytes);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private FileStream Open(string id, FileMode mode)
    {
        var path = folder.Recording(id);
        DataFolder.Make(Path.GetDirectoryName(path)!);
        return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    private static void Write(FileStream file, ReadOnlySpan<byte> bytes) => file.Write(bytes);

    private static ReadOnlySpan<byte> BytesOf(ReadOnlySpan<short> samples)
    {
        if (BitConverter.IsLittleEndian)
            return MemoryMarshal.AsBytes(samples);

        var bytes = new byte[samples.Length * sizeof(short)];
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * sizeof(short)), samples[i]);

        return bytes;
    }

    /// <summary>The header of 16-bit samples of one channel.</summary>
    private static byte[] Header(long dataBytes)
    {
        var header = new byte[HeaderSize];
        var size = (uint)Math.Min(dataBytes, uint.MaxValue);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(RiffSizeAt), size == uint.MaxValue ? size : size + HeaderSize - 8);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), IRecordingStore.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), IRecordingStore.SampleRate * sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(DataSizeAt), size);
        return header;
    }
}
