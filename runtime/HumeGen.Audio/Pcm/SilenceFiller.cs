using System.Runtime.CompilerServices;

namespace HumeGen.Audio;

/// <summary>Gives frames at the speed of a clock: of the samples that have come until then, and of silence.</summary>
internal static class SilenceFiller
{
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> FillAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, PcmFormat format, int size, Clock clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var source = pieces.GetAsyncEnumerator(end.Token);
        Task<bool>? next = null;
        try
        {
            ReadOnlyMemory<byte> piece = default, partOfBlock = default;
            var ended = false;
            for (var given = 0L; ; given += size)
            {
                await clock.WaitUntilAsync(format.DurationOf(given), cancellationToken).ConfigureAwait(false);
                var frame = PcmFrames.Padded(partOfBlock.Span, size, format);
                var filled = partOfBlock.Length;
                while (filled < size)
                {
                    if (piece.Length == 0)
                    {
                        if (!ended)
                            next ??= source.MoveNextAsync().AsTask();
                        if (ended || !next!.IsCompleted)
                            break;
                        ended = !await next.ConfigureAwait(false);
                        next = null;
                        piece = ended ? default : source.Current;
                    }

                    var count = Math.Min(piece.Length, size - filled);
                    piece.Slice(0, count).CopyTo(frame.AsMemory(filled));
                    (piece, filled) = (piece.Slice(count), filled + count);
                }

                var rest = filled % format.BlockBytes;
                partOfBlock = frame.AsSpan(filled - rest, rest).ToArray();
                frame.AsSpan(filled - rest, rest).Fill(format.SilentByte);
                if (ended && filled == rest)
                    yield break;
                yield return frame;
            }
        }
        finally
        {
            // A source that is disposed of must not be waiting.
            await StopAsync(end, next).ConfigureAwait(false);
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task StopAsync(CancellationTokenSource end, Task<bool>? next)
    {
        if (next is null)
            return;
#if NET
        await end.CancelAsync().ConfigureAwait(false);
#else
        end.Cancel();
#endif
        try
        {
            await next.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The wait was given up. Its end is of no interest.
        }
    }
}
