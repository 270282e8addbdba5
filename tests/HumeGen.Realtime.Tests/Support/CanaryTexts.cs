using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HumeGen.Tests;

/// <summary>Collects every text that a program may log: of errors, of objects as text, in a debugger and as JSON, of activities and of events. The platform's own of the network are left out.</summary>
internal sealed class CanaryTexts : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private readonly ConcurrentQueue<string> _texts = new();
    private readonly ActivityListener _activities;
    private readonly EventTexts _events;

    public CanaryTexts()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = static source => !IsPlatforms(source.Name),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Add($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(_activities);
        _events = new EventTexts(Add);
    }

    public IReadOnlyCollection<string> All => _texts;

    public void Add(string? text) => _texts.Enqueue(text ?? "");

    public void AddError(Exception? error)
    {
        if (error is null)
            return;
        AddObject(error);
        Add(error.Message);
        foreach (DictionaryEntry entry in error.Data)
            Add($"{entry.Key} {entry.Value}");
        foreach (var inner in error is AggregateException several ? [.. several.InnerExceptions] : (Exception?[])[error.InnerException])
            AddError(inner);
        if (error is ApiErrorException api)
            AddAll([api.Body, api.RequestId, api.ErrorCode?.Value, .. api.Headers.Values, .. api.Details.Select(d => $"{d.Path} {d.Message} {d.Type}")]);
        if (error is RealtimeClosedException closed)
            AddClose(closed.Close);
    }

    public void AddClose(RealtimeClose close)
    {
        AddAll([close.ToString(), close.Reason, close.LastError?.ErrorText, close.LastError?.ErrorCode?.Value]);
        if (close.Exception is { } cause)
            AddError(cause);
    }

    public void AddAttempt(ApiAttempt attempt)
    {
        AddObject(attempt);
        AddError(attempt.Error);
        if (attempt.Response is { } response)
            AddAll([Encoding.UTF8.GetString(response.Body.Span), response.RequestId, .. response.Headers.Values]);
    }

    /// <summary>As text, as a debugger shows it, and as JSON where it can be.</summary>
    public void AddObject(object value)
    {
        Add(value.ToString());
        if (value.GetType().GetCustomAttribute<DebuggerDisplayAttribute>()?.Value is { } display)
        {
            foreach (var name in display.Split('{', '}').Where((_, i) => i % 2 == 1).Select(static e => e.Split(',', '(')[0]))
            {
                var member = value.GetType().GetMember(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)[0];
                Add($"{(member is MethodInfo method ? method.Invoke(value, null) : ((PropertyInfo)member).GetValue(value))}");
            }
        }

        try
        {
            Add(JsonSerializer.Serialize(value, value.GetType(), Json));
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException)
        {
            Add(e.Message);
        }
    }

    public void Dispose()
    {
        _activities.Dispose();
        _events.Dispose();
    }

    private static bool IsPlatforms(string source) =>
        source.StartsWith("System.", StringComparison.Ordinal) || source.StartsWith("Private.", StringComparison.Ordinal) || source.StartsWith("Microsoft", StringComparison.Ordinal);

    private void AddAll(IEnumerable<string?> texts)
    {
        foreach (var text in texts)
            Add(text);
    }

    private sealed class EventTexts(Action<string> add) : EventListener
    {
        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (!IsPlatforms(eventSource.Name))
                EnableEvents(eventSource, EventLevel.Verbose);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) => add($"{eventData.Message} {string.Join(' ', eventData.Payload ?? (IEnumerable<object?>)[])}");
    }
}
