using System.Text.Json.Nodes;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;

namespace HumeGen.Server.TextToSpeech;

/// <summary>Sends speech as it is made: chunks of audio, then the times of their words.</summary>
/// <param name="format">The form of the audio.</param>
/// <param name="stripHeaders">Whether chunks join into one file, rather than being files of their own.</param>
/// <param name="timestampTypes">The kinds of timestamps that are wanted.</param>
/// <param name="messages">Makes the items.</param>
/// <param name="send">Sends an item, or the bytes of its audio alone.</param>
internal sealed class SpeechStream(
    AudioFormat format, bool stripHeaders, IReadOnlyList<string> timestampTypes, TtsMessages messages, Func<JsonObject, byte[]?, Task> send) : IDisposable
{
    private readonly List<SpeechTimestamp> _timestamps = [];
    private AudioFileWriter? _file;

    /// <summary>Begins a generation: with headers stripped, its chunks make up one file.</summary>
    public void StartGeneration()
    {
        _file?.Dispose();
        _file = null;
    }

    /// <summary>Sends a snippet to its end.</summary>
    public async Task SendAsync(
        IAsyncEnumerable<SpeechPiece> speech, Snippet snippet, string generationId, string? transcribedText, int? utteranceIndex, CancellationToken cancellationToken)
    {
        _timestamps.Clear();
        var index = 0;
        await foreach (var piece in speech.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            _timestamps.AddRange(piece.Timestamps);
            var audio = Pack(piece);

            // An encoder may need more samples first.
            if (audio.Length > 0 || piece.IsLast)
            {
                var item = messages.Audio(snippet, generationId, index++, piece.IsLast, audio, format.Name, transcribedText, utteranceIndex);
                await send(item, audio).ConfigureAwait(false);
            }
        }

        foreach (var timestamp in _timestamps.Where(timestamp => timestampTypes.Contains(TtsMessages.TypeOf(timestamp))))
            await send(messages.Timestamp(snippet, generationId, timestamp), null).ConfigureAwait(false);
    }

    public void Dispose() => _file?.Dispose();

    private byte[] Pack(SpeechPiece piece)
    {
        if (!stripHeaders && !format.IsEncoded)
            return format.Pack(piece.Samples.Span);

        // The header is for samples without end, as nobody knows how long the speech will be.
        _file ??= format.Start();
        var audio = _file.Write(piece.Samples.Span);
        if (!piece.IsLast || !format.IsEncoded)
            return audio;

        // What was encoded joins without a header in between, so that each snippet can be complete.
        audio = [.. audio, .. _file.Finish()];
        StartGeneration();
        return audio;
    }
}
