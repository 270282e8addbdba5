using System.Collections.Concurrent;
using System.Text.Json;
using HumeGen;

namespace Hume.EmpathicVoice;

/// <summary>Functions of this program that EVI may call in a chat. A call runs its handler and sends back the result, or the error.</summary>
public sealed class ToolHandlers
{
    private readonly ConcurrentDictionary<string, Func<JsonElement, CancellationToken, Task<string>>> _handlers = new(StringComparer.Ordinal);
    private readonly Func<ToolResponseMessage, CancellationToken, ValueTask> _answer;
    private readonly Func<ToolErrorMessage, CancellationToken, ValueTask> _refuse;
    private readonly Task<RealtimeClose> _closed;

    internal ToolHandlers(
        Func<ToolResponseMessage, CancellationToken, ValueTask> answer,
        Func<ToolErrorMessage, CancellationToken, ValueTask> refuse,
        Task<RealtimeClose> closed)
    {
        _answer = answer;
        _refuse = refuse;
        _closed = closed;
    }

    /// <summary>
    /// Whether EVI gets the message of every exception of a handler; false by default. A message may hold secrets, and EVI may say it aloud.
    /// </summary>
    public bool IncludeErrorDetails { get; set; }

    /// <summary>Registers a function, in place of an earlier one of the same name.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="handler">
    /// Takes the arguments as JSON and gives the text that EVI goes on with. Its token is cancelled when the connection ends. When it throws
    /// <see cref="ToolErrorException"/>, EVI gets the exception's message; for any other exception EVI gets to know that the tool failed.
    /// </param>
    public void Handle(string name, Func<JsonElement, CancellationToken, Task<string>> handler)
    {
        if (string.IsNullOrEmpty(name))
            throw new ArgumentException("A tool needs a name.", nameof(name));
        _handlers[name] = handler ?? throw new ArgumentNullException(nameof(handler));
    }

    /// <summary>Runs the handler of a call, if there is one, apart from the task that reads.</summary>
    internal void Handle(ToolCallMessage call)
    {
        if (_handlers.TryGetValue(call.Name, out var handler))
            _ = Task.Run(() => RunAsync(call, handler));
    }

    private async Task RunAsync(ToolCallMessage call, Func<JsonElement, CancellationToken, Task<string>> handler)
    {
        // Not disposed: it has no timer, and the connection's end may come at any later time.
        var ended = new CancellationTokenSource();
        _ = _closed.ContinueWith(
            static (_, source) => ((CancellationTokenSource)source!).Cancel(),
            ended,
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
        try
        {
            var arguments = Parse(call.Parameters);
            var content = await handler(arguments, ended.Token).ConfigureAwait(false);
            if (call.ResponseRequired != false)
            {
                await _answer(new ToolResponseMessage { ToolCallId = call.ToolCallId, ToolName = call.Name, ToolType = call.ToolType, Content = content },
                    ended.Token).ConfigureAwait(false);
            }
        }
        catch (Exception) when (_closed.IsCompleted)
        {
            // The chat is over, and a result must not go into another one.
        }
        catch (Exception e)
        {
            await RefuseAsync(call, e, ended.Token).ConfigureAwait(false);
        }
    }

    private async Task RefuseAsync(ToolCallMessage call, Exception error, CancellationToken cancellationToken)
    {
        try
        {
            await _refuse(
                new ToolErrorMessage
                {
                    ToolCallId = call.ToolCallId,
                    ToolType = call.ToolType,
                    Error = ToolErrorException.TextOf(error, IncludeErrorDetails),
                    Level = ErrorLevel.Warn,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ApiClientException or OperationCanceledException)
        {
            // The connection ended meanwhile; its end is told to whoever reads it.
        }
    }

    private static JsonElement Parse(string arguments)
    {
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(arguments));
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            throw new ToolErrorException("The arguments of the call are not JSON.");
        }
    }
}
