using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using HumeGen;

namespace Hume.EmpathicVoice;

/// <summary>
/// Functions of this program that EVI may call in a chat. A call runs its handler and sends back the result, or the error. A result whose connection has
/// ended meanwhile is not sent, as another chat knows nothing of the call; the event <c>HandlerFailed</c> of the connection tells of it.
/// </summary>
public sealed class ToolHandlers
{
    private const int MaxWaiting = 1000;

    private readonly ConcurrentDictionary<string, Func<JsonElement, CancellationToken, Task<string>>> _handlers = new(StringComparer.Ordinal);
    private readonly Func<ToolResponseMessage, CancellationToken, ValueTask> _answer;
    private readonly Func<ToolErrorMessage, CancellationToken, ValueTask> _refuse;
    private readonly Action<Exception> _report;
    private readonly Func<string, Activity?> _trace;
    private readonly object _lock = new();
    private readonly Queue<Call> _waiting = new();
    private int _running;
    private int _maxParallel = 16;

    /// <summary>Creates handlers for a fake of a connection; real connections have their own.</summary>
    /// <param name="answer">Gets the result of each call.</param>
    /// <param name="refuse">Gets the error of each call that failed.</param>
    /// <param name="report">Gets each exception; null when nobody looks.</param>
    public ToolHandlers(
        Func<ToolResponseMessage, CancellationToken, ValueTask> answer,
        Func<ToolErrorMessage, CancellationToken, ValueTask> refuse,
        Action<Exception>? report = null)
        : this(answer, refuse, report ?? (static _ => { }), static _ => null)
    {
    }

    internal ToolHandlers(
        Func<ToolResponseMessage, CancellationToken, ValueTask> answer,
        Func<ToolErrorMessage, CancellationToken, ValueTask> refuse,
        Action<Exception> report,
        Func<string, Activity?> trace)
    {
        _answer = answer ?? throw new ArgumentNullException(nameof(answer));
        _refuse = refuse ?? throw new ArgumentNullException(nameof(refuse));
        _report = report;
        _trace = trace;
    }

    /// <summary>
    /// The number of handlers that run at once, 1 or more; 16 unless set. Further calls wait in order. A call that finds 1,000 waiting is not run, and
    /// <c>HandlerFailed</c> tells of it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int MaxParallel
    {
        get => Volatile.Read(ref _maxParallel);
        set => Volatile.Write(ref _maxParallel, value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one handler must run."));
    }

    /// <summary>
    /// Whether EVI gets the message of every exception of a handler; false by default. A message may hold secrets, and EVI may say it aloud.
    /// </summary>
    public bool IncludeErrorDetails { get; set; }

    /// <summary>Registers a function, in place of an earlier one of the same name.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="handler">
    /// Takes the arguments as JSON and gives the text that EVI goes on with. Its token is cancelled when the connection that brought the call ends. When it
    /// throws <see cref="ToolErrorException"/>, EVI gets the exception's message; when it throws another exception, EVI gets to know that the tool failed; when
    /// it gives null, EVI gets an error as well. <c>HandlerFailed</c> has the exception in any case.
    /// </param>
    public void Handle(string name, Func<JsonElement, CancellationToken, Task<string>> handler)
    {
        if (string.IsNullOrEmpty(name))
            throw new ArgumentException("A tool needs a name.", nameof(name));
        _handlers[name] = handler ?? throw new ArgumentNullException(nameof(handler));
    }

    /// <summary>Runs the handler of a call, if there is one, on a task of its own. Real connections do this with each call that arrives.</summary>
    /// <param name="message">The call.</param>
    /// <param name="ended">Token that is cancelled when the socket that brought the call ends.</param>
    public void Run(ToolCallMessage message, CancellationToken ended = default)
    {
        if (message is null)
            throw new ArgumentNullException(nameof(message));
        if (!_handlers.TryGetValue(message.Name, out var handler))
            return;
        lock (_lock)
        {
            if (_waiting.Count < MaxWaiting)
            {
                _waiting.Enqueue(new Call(message, handler, ended));
                StartWaiting();
                return;
            }
        }

        _report(new ApiClientException($"{Describe(message)} was not run: {MaxWaiting} calls of tools wait already. Handlers take too long, or hang."));
    }

    private void StartWaiting()
    {
        for (; _running < MaxParallel && _waiting.Count > 0; _running++)
        {
            var call = _waiting.Dequeue();
            _ = Task.Run(() => RunAsync(call));
        }
    }

    private async Task RunAsync(Call call)
    {
        try
        {
            await AnswerAsync(call).ConfigureAwait(false);
        }
        finally
        {
            // Also where code of the program that hears of failures or traces throws: other calls wait for their turn.
            lock (_lock)
            {
                _running--;
                StartWaiting();
            }
        }
    }

    private async Task AnswerAsync(Call call)
    {
        var message = call.Message;

        // The name is one that a handler was registered for.
        using var span = _trace($"execute_tool {message.Name}");
        span?.SetTag("gen_ai.operation.name", "execute_tool").SetTag("gen_ai.provider.name", "hume").SetTag("gen_ai.tool.name", message.Name);
        try
        {
            call.Ended.ThrowIfCancellationRequested();
            var content = await call.Handler(Parse(message.Parameters), call.Ended).ConfigureAwait(false)
                ?? throw new ToolErrorException($"The handler of the tool {message.Name} gave null in place of a text.");
            if (message.ResponseRequired == false)
                return;
            call.Ended.ThrowIfCancellationRequested();
            await _answer(
                new ToolResponseMessage { ToolCallId = message.ToolCallId, ToolName = message.Name, ToolType = message.ToolType, Content = content },
                call.Ended).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", e.GetType().FullName);
            if (call.Ended.IsCancellationRequested)
            {
                _report(Lost(message, e));
                return;
            }

            _report(e);
            await RefuseAsync(call, e).ConfigureAwait(false);
        }
    }

    private async Task RefuseAsync(Call call, Exception error)
    {
        try
        {
            await _refuse(
                new ToolErrorMessage
                {
                    ToolCallId = call.Message.ToolCallId,
                    ToolType = call.Message.ToolType,
                    Error = ToolErrorException.TextOf(error, IncludeErrorDetails),
                    Level = ErrorLevel.Warn,
                },
                call.Ended).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _report(call.Ended.IsCancellationRequested ? Lost(call.Message, e) : new ApiClientException($"{Describe(call.Message)} was not answered.", e));
        }
    }

    private static ApiClientException Lost(ToolCallMessage message, Exception reason) =>
        new($"{Describe(message)} was not answered: the connection that brought it has ended, and no other chat knows of it.", reason);

    private static string Describe(ToolCallMessage message) => $"The call {message.ToolCallId} of the tool {message.Name}";

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

    private sealed class Call
    {
        public Call(ToolCallMessage message, Func<JsonElement, CancellationToken, Task<string>> handler, CancellationToken ended)
        {
            Message = message;
            Handler = handler;
            Ended = ended;
        }

        public ToolCallMessage Message { get; }

        public Func<JsonElement, CancellationToken, Task<string>> Handler { get; }

        public CancellationToken Ended { get; }
    }
}
