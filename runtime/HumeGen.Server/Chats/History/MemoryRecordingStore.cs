using HumeGen.Server.Audio;

namespace HumeGen.Server.Chats.History;

/// <summary>Keeps recordings in memory, up to a limit. Those that began first are forgotten to make room.</summary>
internal sealed class MemoryRecordingStore(long maxBytes) : IRecordingStore
{
    private readonly object _gate = new();
    private readonly Dictionary<string, MemoryStream> _recordings = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> _order = new();
    private long _bytes;

    public ValueTask AppendAsync(string chatId, ReadOnlyMemory<short> samples, CancellationToken cancellationToken = default)
    {
        var bytes = WaveFile.ToBytes(samples.Span);
        lock (_gate)
        {
            Begin(chatId).Write(bytes);
            _bytes += bytes.Length;
            while (_bytes > maxBytes && _order.TryDequeue(out var oldest))
            {
                _bytes -= _recordings[oldest].Length;
                _recordings.Remove(oldest);
            }
        }

        return default;
    }

    public ValueTask EndAsync(string chatId, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            Begin(chatId);

        return default;
    }

    public ValueTask<Stream?> OpenAsync(string chatId, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return new(_recordings.TryGetValue(chatId, out var recording)
                ? new MemoryStream([.. WaveFile.Header(IRecordingStore.SampleRate, recording.Length), .. recording.ToArray()], writable: false)
                : null);
        }
    }

    private MemoryStream Begin(string chatId)
    {
        if (!_recordings.TryGetValue(chatId, out var recording))
        {
            _recordings.Add(chatId, recording = new MemoryStream());
            _order.Enqueue(chatId);
        }

        return recording;
    }
}
