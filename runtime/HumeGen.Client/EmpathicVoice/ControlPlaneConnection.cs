using HumeGen;

namespace Hume.EmpathicVoice;

public partial interface IControlPlaneConnection
{
    /// <summary>The newest ids of the chat; null until the server's first message.</summary>
    ChatMetadata? Metadata { get; }

    /// <summary>The ids that the chat had before <see cref="Metadata"/>, oldest first: a resumed chat has a new id. The newest 100 are kept.</summary>
    IReadOnlyList<ChatMetadata> EarlierMetadata { get; }

    /// <summary>Functions of this program that EVI may call. A call for a name that has no handler is left to the reader of the messages.</summary>
    ToolHandlers Tools { get; }

    /// <summary>Waits for the next message of a kind. Whoever reads the messages gets it as well.</summary>
    /// <typeparam name="T">The kind of message.</typeparam>
    /// <param name="match">Condition on a message of that kind; null for any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    /// <exception cref="RealtimeClosedException">The connection ended before such a message came.</exception>
    Task<T> WaitForAsync<T>(Predicate<T>? match = null, CancellationToken cancellationToken = default)
        where T : ISubscribeEvent;

    /// <summary>Waits for the ids of the chat, which are its first message, for 10 seconds at most.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The ids.</returns>
    /// <exception cref="RealtimeClosedException">The connection ended before they came.</exception>
    /// <exception cref="ApiTimeoutException">They did not come in time. The connection is still open.</exception>
    Task<ChatMetadata> WaitForMetadataAsync(CancellationToken cancellationToken = default);
}

public sealed partial class ControlPlaneConnection
{
    private readonly ChatState _state = new();

    /// <inheritdoc/>
    public ChatMetadata? Metadata => _state.Metadata;

    /// <inheritdoc/>
    public IReadOnlyList<ChatMetadata> EarlierMetadata => _state.EarlierMetadata;

    /// <inheritdoc/>
    public ToolHandlers Tools =>
        _state.GetTools((answer, token) => SendAsync(answer, token), (error, token) => SendAsync(error, token), ReportFailure, StartActivity);

    /// <inheritdoc/>
    public Task<T> WaitForAsync<T>(Predicate<T>? match = null, CancellationToken cancellationToken = default)
        where T : ISubscribeEvent => _state.WaitForAsync(match, Closed, cancellationToken);

    /// <inheritdoc/>
    public Task<ChatMetadata> WaitForMetadataAsync(CancellationToken cancellationToken = default) =>
        _state.WaitForMetadataAsync(Closed, Time, cancellationToken);

    /// <inheritdoc/>
    protected override bool TryTake(ISubscribeEvent message)
    {
        _state.OnReceived(message, SocketEnded);
        return false;
    }
}
