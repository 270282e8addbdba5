using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace HumeGen.Server.OpenAI;

/// <summary>Thinks by <c>chat/completions</c>, as a stream, with tools.</summary>
internal sealed class CompletionsChat : IChatClient
{
    private readonly OpenAIEndpoint _endpoint;
    private readonly EndpointPipeline _pipeline;
    private readonly IChatClient _client;

    public CompletionsChat(OpenAIEndpoint endpoint)
    {
        _endpoint = endpoint;
        _pipeline = new EndpointPipeline(endpoint);
        _client = new ChatClient(endpoint.Model, _pipeline.Authentication, _pipeline.Options).AsIChatClient();
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        EndpointFaults.GuardAsync(_client.GetStreamingResponseAsync(messages, options, cancellationToken), _endpoint, cancellationToken);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        EndpointFaults.GuardAsync(_client.GetResponseAsync(messages, options, cancellationToken), _endpoint, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType?.IsInstanceOfType(this) == true ? this : _client.GetService(serviceType!, serviceKey);

    public void Dispose()
    {
        _client.Dispose();
        _pipeline.Dispose();
    }
}
