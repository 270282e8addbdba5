using System.Runtime.CompilerServices;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Load.Latency;

/// <summary>Engines that take a time that is known, so that what the server adds can be told: the model begins after 50 ms, the voice after another 100.</summary>
internal static class TimedEngines
{
    public const int ModelMilliseconds = 50;
    public const int VoiceMilliseconds = 100;

    /// <summary>The time from a question to the first sound if nothing but the engines took any.</summary>
    public const int Milliseconds = ModelMilliseconds + VoiceMilliseconds;

    /// <summary>Puts the engines in place. Scores are left out: their engine takes its own time before the first sound.</summary>
    public static void Use(HumeServerEngines engines)
    {
        engines.Chat = new Model();
        engines.TextToSpeech = new Voice();
        engines.Prosody = null;
    }

    /// <summary>Writes on for as long as it is let.</summary>
    private sealed class Model : IChatClient
    {
        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Delay(ModelMilliseconds, cancellationToken);
            for (var i = 0; i < 100; i++)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, "This goes on and on. ");
                await Task.Delay(ModelMilliseconds, cancellationToken);
            }
        }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    /// <summary>Speaks for three seconds, in pieces of 100 ms, at twice the speed of speech.</summary>
    private sealed class Voice : ITextToSpeechClient
    {
        private static readonly byte[] Piece = new byte[4_800];

        public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
            string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Delay(VoiceMilliseconds, cancellationToken);
            for (var i = 0; i < 30; i++)
            {
                yield return new TextToSpeechResponseUpdate([new DataContent(Piece, "audio/pcm;rate=24000")]);
                await Task.Delay(50, cancellationToken);
            }
        }

        public Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("The server streams.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
