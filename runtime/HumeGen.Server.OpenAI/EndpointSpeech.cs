using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;
using OpenAI.Audio;

namespace HumeGen.Server.OpenAI;

/// <summary>
/// Speaks by <c>audio/speech</c>, as WAV, and passes the bytes on as they come. The client of Microsoft.Extensions.AI waits for the last byte.
/// </summary>
internal sealed class EndpointSpeech : ITextToSpeechClient
{
    private const string MediaType = "audio/wav";
    private const int PieceBytes = 16 << 10;

    private readonly OpenAIEndpoint _endpoint;
    private readonly string _defaultVoice;
    private readonly EndpointPipeline _pipeline;
    private readonly AudioClient _client;

    public EndpointSpeech(OpenAIEndpoint endpoint, string defaultVoice)
    {
        (_endpoint, _defaultVoice) = (endpoint, defaultVoice);
        _pipeline = new EndpointPipeline(endpoint);
        _client = new AudioClient(endpoint.Model, _pipeline.Authentication, _pipeline.Options);
    }

    public IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        EndpointFaults.GuardAsync(SpeakAsync(text, options, cancellationToken), _endpoint, cancellationToken);

    public Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingAudioAsync(text, options, cancellationToken).ToTextToSpeechResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(AudioClient) ? _client : serviceType?.IsInstanceOfType(this) == true ? this : null;

    public void Dispose() => _pipeline.Dispose();

    private async IAsyncEnumerable<TextToSpeechResponseUpdate> SpeakAsync(
        string text, TextToSpeechOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new RequestOptions { BufferResponse = false, CancellationToken = cancellationToken };
        using var body = BinaryContent.Create(BinaryData.FromString(Body(text, options).ToJsonString()));
        using var response = (await _client.GenerateSpeechAsync(body, request).ConfigureAwait(false)).GetRawResponse();
        var stream = response.ContentStream!;
        var buffer = new byte[PieceBytes];
        var read = await stream.ReadAtLeastAsync(buffer, 4, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (!buffer.AsSpan(0, read).StartsWith("RIFF"u8))
            throw EndpointFaults.Fault(_endpoint, "was asked for WAV, and sent something else", " Choose a server or model that speaks WAV.");

        while (read > 0)
        {
            yield return new TextToSpeechResponseUpdate([new DataContent(buffer.AsMemory(0, read).ToArray(), MediaType)])
            {
                Kind = TextToSpeechResponseUpdateKind.AudioUpdating,
            };
            read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
    }

    private JsonObject Body(string text, TextToSpeechOptions? options)
    {
        var body = new JsonObject { ["model"] = _endpoint.Model, ["input"] = text, ["voice"] = options?.VoiceId ?? _defaultVoice, ["response_format"] = "wav" };
        if (options?.Speed is { } speed)
            body["speed"] = speed;

        if (options?.AdditionalProperties?.GetValueOrDefault(SpeechProperties.Description) is string description)
            body["instructions"] = description;

        return body;
    }
}
