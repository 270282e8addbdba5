namespace HumeGen;

/// <summary>
/// One attempt at a call, as <see cref="ApiClientOptions.OnRequest"/> and <see cref="ApiClientOptions.OnResponse"/> see it: the same object before and after.
/// It shows no credential, no value of the address and nothing of what is sent.
/// </summary>
public sealed class ApiAttempt
{
    private readonly RequestBase _request;
    private HttpRequestMessage? _message;

    internal ApiAttempt(RequestBase request, int number)
    {
        _request = request;
        Number = number;
    }

    /// <summary>The method of the request.</summary>
    public HttpMethod Method => _request.Method;

    /// <summary>The path of the request with its placeholders, such as <c>/v1/tasks/{id}</c>.</summary>
    public string PathTemplate => _request.PathTemplate;

    /// <summary>Number of the attempt in its call, from 1.</summary>
    public int Number { get; }

    /// <summary>The answer, success or error; null before it comes, and when none came.</summary>
    public ApiResponse? Response { get; private set; }

    /// <summary>Reason why no answer came; null before, and when one came.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Time until the answer was there: all of it, or of a streamed one its headers. Zero before.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Anything that <see cref="ApiClientOptions.OnRequest"/> wants to find again in <see cref="ApiClientOptions.OnResponse"/>, such as a span of a trace.</summary>
    public object? State { get; set; }

    /// <summary>Adds a header, or sends another value in place of the client's own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">The name is no header's name, or the value holds line breaks, control characters or characters that are not ASCII.</exception>
    /// <exception cref="InvalidOperationException">The request is on its way already.</exception>
    public void SetHeader(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        HeaderText.Replace(_message ?? throw new InvalidOperationException("The request was sent already; set headers in OnRequest."), name, value);
    }

    /// <summary>The method, path and number, and the status or the kind of error when there is one.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString()
    {
        var end = Response is { } response ? $": {(int)response.StatusCode}" : Error is { } error ? $": {error.GetType().Name}" : "";
        return FormattableString.Invariant($"{Method} {PathTemplate} (attempt {Number}){end}");
    }

    internal void Show(HttpRequestMessage message, Action<ApiAttempt>? hook)
    {
        _message = message;
        hook?.Invoke(this);
        _message = null;
    }

    internal void End(TimeSpan elapsed, ApiResponse? response, Exception? error)
    {
        Elapsed = elapsed;
        Response = response;
        Error = error;
    }
}
