using System.Diagnostics;

namespace HumeGen.Server.Telemetry;

/// <summary>A stage of a turn: a span, and its time when it reaches its end.</summary>
internal sealed class Stage : IDisposable
{
    private readonly string _name;
    private readonly Activity? _span;
    private readonly long _start = Stopwatch.GetTimestamp();
    private bool _ended;

    private Stage(string name)
    {
        _name = name;
        _span = ServerTelemetry.Source.StartActivity(name);
    }

    public static Stage Hearing() => new("hearing");

    public static Stage Thinking() => new("thinking");

    public static Stage Speaking() => new("speaking");

    /// <summary>The stage has its first result: the words, a sentence, sound. Further ones do not count.</summary>
    public void End()
    {
        if (_ended)
            return;

        _ended = true;
        ServerTelemetry.StageDuration.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, new KeyValuePair<string, object?>("humegen.stage", _name));
        _span?.Stop();
    }

    /// <summary>A stage that is over without a result, as it was cut or failed, has no time.</summary>
    public void Dispose()
    {
        if (!_ended)
            _span?.SetStatus(ActivityStatusCode.Error);

        _span?.Dispose();
    }
}
