using System.Runtime.CompilerServices;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.CustomLanguageModel;

/// <summary>
/// The language model of somebody's own that a config names by its address: server-sent events of chat completions for <c>https://</c>, a WebSocket for
/// <c>wss://</c>. One for each chat.
/// </summary>
internal sealed class CustomLanguageModelClient : IChatClient
{
    private readonly SocketsHttpHandler _handler;
    private readonly HttpMessageInvoker _http;
    private readonly Uri? _address;
    private readonly string? _refusal;
    private readonly ChatCompletionsModel _completions;
    private readonly SocketModel _socket;

    public CustomLanguageModelClient(string? address, ChatSettings settings, AllowedAddresses allowed, TimeProvider clock)
    {
        _handler = allowed.CreateHandler();
        _http = new HttpMessageInvoker(_handler, disposeHandler: false);
        _completions = new ChatCompletionsModel(_http, settings);
        _socket = new SocketModel(_http, settings, clock);
        if (!Uri.TryCreate(address, UriKind.Absolute, out _address))
            _refusal = "The custom language model of the config has no absolute URL in model_resource.";
        else if (allowed.Refusal(_address) is { } reason)
            _refusal = $"The custom language model is not called: {reason}.";
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_refusal is not null)
            throw new EngineException(_refusal, "E0706");

        var answer = _address!.Scheme is "ws" or "wss"
            ? _socket.AnswerAsync(_address, messages, cancellationToken)
            : _completions.AnswerAsync(_address, messages, options, cancellationToken);
        await foreach (var update in answer.ConfigureAwait(false))
            yield return update;
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) && serviceKey is null ? this : null;

    public void Dispose()
    {
        _socket.Dispose();
        _http.Dispose();
        _handler.Dispose();
    }
}
