using System.Runtime.CompilerServices;
using HumeGen;

namespace Hume.Tts;

public partial interface IStreamInputConnection
{
    /// <summary>Speaks all text that was sent so far, without waiting for more.</summary>
    /// <param name="cancellationToken">Withdraws the request while it is queued.</param>
    /// <returns>Done when the request is on its way.</returns>
    ValueTask FlushAsync(CancellationToken cancellationToken = default);

    /// <summary>Tells the server that no more text comes. It speaks what is left and then ends the connection, so go on reading.</summary>
    /// <param name="cancellationToken">Withdraws the request while it is queued.</param>
    /// <returns>Done when the request is on its way.</returns>
    ValueTask CompleteAsync(CancellationToken cancellationToken = default);

    /// <summary>The audio alone, whether it comes as binary frames or inside JSON, up to the end of the connection.</summary>
    /// <param name="cancellationToken">Ends the wait; the connection stays open.</param>
    /// <returns>
    /// Pieces of audio as they are made, each a whole file unless <see cref="StreamInputConnectRequest.StripHeaders"/> is true or the format is PCM.
    /// </returns>
    /// <exception cref="HumeApiException">The server sent an error where audio was due.</exception>
    /// <exception cref="RealtimeClosedException">The connection broke off.</exception>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAudioAsync(CancellationToken cancellationToken = default);

    /// <summary>Speaks text while it is still being written: sends each piece as it comes, and gives the audio as it is made.</summary>
    /// <param name="text">Pieces of text, in order. At its end the client tells the server that no more text follows.</param>
    /// <param name="voice">The voice; null for one that the server chooses.</param>
    /// <param name="cancellationToken">Ends reading and sending; the connection stays open.</param>
    /// <returns>
    /// Pieces of audio as they are made, each a whole file unless <see cref="StreamInputConnectRequest.StripHeaders"/> is true or the format is PCM.
    /// </returns>
    /// <exception cref="HumeApiException">The server sent an error where audio was due.</exception>
    /// <exception cref="RealtimeClosedException">The connection broke off.</exception>
    IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(
        IAsyncEnumerable<string> text, IPostedUtteranceVoice? voice = null, CancellationToken cancellationToken = default);
}

public sealed partial class StreamInputConnection
{
    /// <inheritdoc/>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => SendAsync(new PublishTts { Flush = true }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken = default) => SendAsync(new PublishTts { Close = true }, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAudioAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            switch (item)
            {
                case StreamInputAudio bytes:
                    yield return bytes.Data;
                    break;
                case SnippetAudioChunk chunk:
                    yield return chunk.Audio;
                    break;
                default:
                    if (ErrorOf(item) is { } error)
                        throw error;
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(
        IAsyncEnumerable<string> text,
        IPostedUtteranceVoice? voice = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAllAsync(text, voice, stop);
        try
        {
            var audio = ReadAudioAsync(stop.Token).GetAsyncEnumerator(CancellationToken.None);
            await using var disposal = audio.ConfigureAwait(false);
            while (await MoveNextAsync().ConfigureAwait(false))
                yield return audio.Current;

            async Task<bool> MoveNextAsync()
            {
                try
                {
                    return await audio.MoveNextAsync().ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    return false;
                }
            }
        }
        finally
        {
            stop.Cancel();

            // Its error is told below, if nothing else is. A source that does not heed its token holds up nobody once the connection has ended.
            await Task.WhenAny(sending, Closed).ConfigureAwait(false);
            _ = sending.ContinueWith(static s => _ = s.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        if (sending.IsFaulted)
            await sending.ConfigureAwait(false);
    }

    // When the text itself fails, no end is sent, so the reader must not wait for one.
    private async Task SendAllAsync(IAsyncEnumerable<string> text, IPostedUtteranceVoice? voice, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var piece in text.WithCancellation(stop.Token).ConfigureAwait(false))
                await SendAsync(new PublishTts { Text = piece, Voice = voice }, stop.Token).ConfigureAwait(false);
            await CompleteAsync(stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            stop.Cancel();
            throw;
        }
    }
}
