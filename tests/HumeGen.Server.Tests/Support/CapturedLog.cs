using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tests;

/// <summary>Keeps all that is logged: messages, their values, scopes and exceptions.</summary>
internal sealed class CapturedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<(LogLevel Level, string Category, string Text)> _entries = new();
    private IExternalScopeProvider? _scopes;

    public IReadOnlyList<(LogLevel Level, string Category, string Text)> Entries => [.. _entries];

    /// <summary>The lines of the server itself.</summary>
    public IReadOnlyList<(LogLevel Level, string Text)> Lines =>
        [.. _entries.Where(entry => entry.Category == "HumeGen.Server.HumeServer").Select(entry => (entry.Level, entry.Text))];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = new System.Text.StringBuilder(formatter(state, exception));
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
            {
                foreach (var (name, value) in values)
                    text.Append($" | {name}={value}");
            }

            log._scopes?.ForEachScope((scope, all) => all.Append($" | scope {scope}"), text);
            log._entries.Enqueue((logLevel, category, $"{text} {exception}"));
        }
    }
}
