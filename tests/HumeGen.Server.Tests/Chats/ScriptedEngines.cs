using System.Runtime.CompilerServices;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Tests.Chats;

/// <summary>A language model that does what a test says, and keeps what it was asked.</summary>
internal sealed class ScriptedChatClient(Func<int, IList<ChatMessage>, ChatOptions?, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> answer) : IChatClient
{
    private readonly object _gate = new();
    private readonly List<(IList<ChatMessage> Messages, ChatOptions? Options)> _calls = [];

    public IReadOnlyList<(IList<ChatMessage> Messages, ChatOptions? Options)> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    /// <summary>A model that says the same to everything.</summary>
    public static ScriptedChatClient Saying(params string[] pieces) => new((_, _, _, _) => Texts(pieces));

    /// <summary>A model with one list of contents for each call.</summary>
    public static ScriptedChatClient With(params AIContent[][] answers) =>
        new((call, _, _, _) => Contents(answers[Math.Min(call, answers.Length - 1)]));

    public static async IAsyncEnumerable<ChatResponseUpdate> Texts(params string[] pieces)
    {
        foreach (var piece in pieces)
        {
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        }
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var all = messages.ToList();
            _calls.Add((all, options));
            return answer(_calls.Count - 1, all, options, cancellationToken);
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Contents(AIContent[] contents)
    {
        foreach (var content in contents)
        {
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, [content]);
        }
    }
}

/// <summary>An engine that understands speech as a test says.</summary>
internal sealed class ScriptedSpeechToText : ISpeechToTextClient
{
    public Func<Stream, CancellationToken, IAsyncEnumerable<SpeechToTextResponseUpdate>>? Live { get; init; }

    public Func<Stream, Task<string>>? Whole { get; init; }

    public static SpeechToTextResponseUpdate Interim(string text) => new(text) { Kind = SpeechToTextResponseUpdateKind.TextUpdating };

    public static SpeechToTextResponseUpdate Final(string text) => new(text) { Kind = SpeechToTextResponseUpdateKind.TextUpdated };

    public IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
        Live?.Invoke(audioSpeechStream, cancellationToken) ?? throw new NotSupportedException("Only whole recordings.");

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
        new(await (Whole ?? throw new NotSupportedException("Only live sound."))(audioSpeechStream));

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    /// <summary>All bytes of a stream, to its end.</summary>
    public static async Task<byte[]> ReadAllAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}

/// <summary>A model of prosody that gives the same scores to everything, and keeps what it was given.</summary>
internal sealed class ScriptedProsody(Func<AudioSamples, IReadOnlyList<ExpressionScore>> measure) : IProsodyModel
{
    private readonly object _gate = new();
    private readonly List<AudioSamples> _heard = [];

    public IReadOnlyList<AudioSamples> Heard
    {
        get
        {
            lock (_gate)
                return [.. _heard];
        }
    }

    public ValueTask<IReadOnlyList<ExpressionScore>> MeasureAsync(AudioSamples speech, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            _heard.Add(speech);

        return new(measure(speech));
    }
}

/// <summary>A way for an engine to stand still until it is cancelled.</summary>
internal sealed class Standstill
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Begun => _begun.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public Task Cancelled => _cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public async IAsyncEnumerable<T> NothingAsync<T>([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _begun.TrySetResult();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            _cancelled.TrySetResult();
        }

        yield break;
    }

    /// <summary>Nothing, and deaf to being cancelled.</summary>
    public async IAsyncEnumerable<T> DeafAsync<T>()
    {
        _begun.TrySetResult();
        await new TaskCompletionSource().Task;
        yield break;
    }
}
