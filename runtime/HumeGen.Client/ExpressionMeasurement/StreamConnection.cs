using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using HumeGen;

namespace Hume.ExpressionMeasurement.Stream;

public partial interface IStreamConnection
{
    /// <summary>
    /// Sends a payload and waits for what the server answers to it. Any number of payloads may be on their way at once; answers are told apart
    /// by <see cref="StreamModelsEndpointPayload.PayloadId"/>, which is made up where the payload has none. They do not come as items again.
    /// </summary>
    /// <param name="payload">Media to measure, and the models with their settings.</param>
    /// <param name="cancellationToken">Ends the wait; a late answer then comes as an item.</param>
    /// <returns>A <see cref="StreamModelPredictions"/>, a <see cref="StreamWarningMessage"/> or a <see cref="StreamErrorMessage"/>.</returns>
    /// <exception cref="ArgumentException">A payload with the same id is on its way already.</exception>
    /// <exception cref="RealtimeClosedException">The connection ended before the answer came.</exception>
    /// <exception cref="ApiClientException">The connection broke before the answer came, and was opened again.</exception>
    Task<IStreamSubscribeEvent> MeasureAsync(StreamModelsEndpointPayload payload, CancellationToken cancellationToken = default);

    /// <summary>Measures a recording, a video or a picture.</summary>
    /// <param name="media">The bytes of the file: at most 5,000 ms of audio or video, or a picture of at most 3,000 by 3,000 pixels.</param>
    /// <param name="models">The models to run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A <see cref="StreamModelPredictions"/>, a <see cref="StreamWarningMessage"/> or a <see cref="StreamErrorMessage"/>.</returns>
    /// <exception cref="RealtimeClosedException">The connection ended before the answer came.</exception>
    Task<IStreamSubscribeEvent> MeasureAsync(ReadOnlyMemory<byte> media, Config models, CancellationToken cancellationToken = default);

    /// <summary>Measures a text.</summary>
    /// <param name="text">The text, of at most 10,000 characters.</param>
    /// <param name="language">Settings of the language model; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A <see cref="StreamModelPredictions"/>, a <see cref="StreamWarningMessage"/> or a <see cref="StreamErrorMessage"/>.</returns>
    /// <exception cref="RealtimeClosedException">The connection ended before the answer came.</exception>
    Task<IStreamSubscribeEvent> MeasureTextAsync(string text, StreamLanguage? language = null, CancellationToken cancellationToken = default);
}

public sealed partial class StreamConnection
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<IStreamSubscribeEvent>> _waiting = new(StringComparer.Ordinal);
    private long _lastId;

    /// <inheritdoc/>
    public async Task<IStreamSubscribeEvent> MeasureAsync(StreamModelsEndpointPayload payload, CancellationToken cancellationToken = default)
    {
        if (payload is null)
            throw new ArgumentNullException(nameof(payload));
        var id = payload.PayloadId ?? "payload-" + Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<IStreamSubscribeEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_waiting.TryAdd(id, answer))
            throw new ArgumentException($"A payload with the id '{id}' is on its way already. Give each payload an id of its own, or none.", nameof(payload));
        using var cancellation = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));

        // The token of the socket that the payload went over: no other one brings its answer.
        CancellationToken? sentOver = null;
        void FailIfLost(object? sender, RealtimeReconnected news)
        {
            if (sentOver?.IsCancellationRequested == true)
                answer.TrySetException(new ApiClientException("The connection broke before the answer came, and is open again. Send the payload once more."));
        }

        Reconnected += FailIfLost;
        try
        {
            var socket = SocketEnded;
            var waits = socket.IsCancellationRequested;
            await SendAsync(payload with { PayloadId = id }, cancellationToken).ConfigureAwait(false);
            sentOver = waits ? SocketEnded : socket;
            if (State == RealtimeState.Open)
                FailIfLost(null, null!);
            await Task.WhenAny(answer.Task, Closed).ConfigureAwait(false);
            if (!answer.Task.IsCompleted)
                throw new RealtimeClosedException(await Closed.ConfigureAwait(false));
            return await answer.Task.ConfigureAwait(false);
        }
        finally
        {
            Reconnected -= FailIfLost;
            _waiting.TryRemove(id, out _);
        }
    }

    /// <inheritdoc/>
    public Task<IStreamSubscribeEvent> MeasureAsync(ReadOnlyMemory<byte> media, Config models, CancellationToken cancellationToken = default)
    {
        var bytes = MemoryMarshal.TryGetArray(media, out var array) ? array : new ArraySegment<byte>(media.ToArray());
        var data = Convert.ToBase64String(bytes.Array!, bytes.Offset, bytes.Count);
        return MeasureAsync(new StreamModelsEndpointPayload { Data = data, Models = models }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IStreamSubscribeEvent> MeasureTextAsync(string text, StreamLanguage? language = null, CancellationToken cancellationToken = default) =>
        MeasureAsync(
            new StreamModelsEndpointPayload
            {
                Data = text,
                RawText = true,
                Models = new Config
                {
                    Language = language ?? new StreamLanguage(),
                },
            },
            cancellationToken);

    /// <inheritdoc/>
    protected override bool TryTake(IStreamSubscribeEvent message)
    {
        var id = message switch
        {
            StreamModelPredictions predictions => predictions.PayloadId,
            StreamWarningMessage warning => warning.PayloadId,
            StreamErrorMessage error => error.PayloadId,
            _ => null,
        };
        if (id is not null)
            return _waiting.TryGetValue(id, out var answer) && answer.TrySetResult(message);

        // Servers leave the id out when a payload could not even be read; with a single one on its way there is no doubt.
        return message is not UnknownStreamSubscribeEvent && _waiting.Count == 1 && _waiting.Values.FirstOrDefault() is { } only && only.TrySetResult(message);
    }
}
