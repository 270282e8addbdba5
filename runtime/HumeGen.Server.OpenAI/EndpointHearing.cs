using System.Runtime.CompilerServices;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;
using OpenAI.Audio;

namespace HumeGen.Server.OpenAI;

/// <summary>Hears by <c>audio/transcriptions</c>, which takes whole recordings: a turn that is still spoken is sent at its end.</summary>
internal sealed class EndpointHearing : ISpeechToTextClient
{
    private readonly OpenAIEndpoint _endpoint;
    private readonly EndpointPipeline _pipeline;
    private readonly AudioClient _client;

    public EndpointHearing(OpenAIEndpoint endpoint)
    {
        _endpoint = endpoint;
        _pipeline = new EndpointPipeline(endpoint);
        _client = new AudioClient(endpoint.Model, _pipeline.Authentication, _pipeline.Options);
    }

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sound = await AudioSamples.ReadWaveAsync(audioSpeechStream, cancellationToken).ConfigureAwait(false);

        // Endpoints refuse a file without sound.
        if (sound.Samples.IsEmpty)
            return new SpeechToTextResponse("");

        using var file = new MemoryStream(sound.ToWave());
        var wishes = new AudioTranscriptionOptions { Language = Language(options?.SpeechLanguage) };
        var answer = await EndpointFaults
            .GuardAsync(_client.TranscribeAudioAsync(file, "speech.wav", wishes, cancellationToken), _endpoint, cancellationToken)
            .ConfigureAwait(false);
        return new SpeechToTextResponse(answer.Value.Text?.Trim() ?? "");
    }

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var answer = await GetTextAsync(audioSpeechStream, options, cancellationToken).ConfigureAwait(false);
        yield return new SpeechToTextResponseUpdate(answer.Text) { Kind = SpeechToTextResponseUpdateKind.TextUpdated };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(AudioClient) ? _client : serviceType?.IsInstanceOfType(this) == true ? this : null;

    public void Dispose() => _pipeline.Dispose();

    // The endpoints know languages, such as en, and no regions.
    private static string? Language(string? tag) => tag?.Split('-')[0];
}
