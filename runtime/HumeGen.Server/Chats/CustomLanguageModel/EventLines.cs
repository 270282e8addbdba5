using System.IO.Pipelines;
using System.Text;
using HumeGen.Server.Engines;
using System.Buffers;

namespace HumeGen.Server.Chats.CustomLanguageModel;

/// <summary>Reads the data of server-sent events, each of which is one line here, as chat completions have it.</summary>
internal sealed class EventLines(Stream body)
{
    private const int LongestLine = 1 << 20;

    private readonly PipeReader _reader = PipeReader.Create(body);

    /// <summary>The data of the next event; null at the end.</summary>
    public async ValueTask<string?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = read.Buffer;
            var end = buffer.PositionOf((byte)'\n');
            if (end is null && !read.IsCompleted)
            {
                if (buffer.Length > LongestLine)
                    throw new EngineException($"The custom language model sent a line of more than {LongestLine} bytes.", "E0707");

                _reader.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }

            var line = Encoding.UTF8.GetString(end is null ? buffer : buffer.Slice(0, end.Value)).TrimEnd('\r');
            _reader.AdvanceTo(end is null ? buffer.End : buffer.GetPosition(1, end.Value));
            if (line.StartsWith("data:", StringComparison.Ordinal) && line[5..].Trim() is { Length: > 0 } data)
                return data;

            if (end is null)
                return null;
        }
    }
}
