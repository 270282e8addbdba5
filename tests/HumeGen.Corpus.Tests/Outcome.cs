using Microsoft.CodeAnalysis;

namespace HumeGen.Corpus.Tests;

/// <summary>The row of a document in the table.</summary>
/// <param name="Document">Its file, relative to the folder.</param>
internal sealed record Outcome(string Document)
{
    private const int Shown = 3;

    /// <summary>Diagnostics of the generator.</summary>
    public IReadOnlyList<(string Id, DiagnosticSeverity Severity)> Reported { get; init; } = [];

    /// <summary>Errors and warnings of the compiler.</summary>
    public IReadOnlyList<Diagnostic> Compiler { get; init; } = [];

    /// <summary>Operations of the document; null when they could not be counted.</summary>
    public IReadOnlyList<string>? Operations { get; init; }

    public IReadOnlyList<string> WithoutMethod { get; init; } = [];

    /// <summary>Channels of the document that WebSockets lead to; null when they could not be counted.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    public IReadOnlyList<string> WithoutConnection { get; init; } = [];

    /// <summary>The connections and their messages, a text each.</summary>
    public IReadOnlyList<string> Connections { get; init; } = [];

    /// <summary>Time that the generator took.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>Size of the generated code in characters.</summary>
    public long Code { get; init; }

    /// <summary>The failure that ended the trial early; null without one.</summary>
    public (string Verdict, string Reason)? Failure { get; private init; }

    /// <summary>One word or two for the whole: the worst that happened.</summary>
    public string Verdict => this switch
    {
        { Failure.Verdict: { } verdict } => verdict,
        _ when CompilerErrors.Any() => "not compiling",
        _ when Reported.Any(r => r.Severity == DiagnosticSeverity.Error) => "refused",
        _ when Reported.Any(r => r.Severity == DiagnosticSeverity.Warning) || Compiler.Count > 0 => "warnings",
        _ => "clean",
    };

    /// <summary>A fault of the generator, whatever the document says: null, or what happened.</summary>
    public string? Fault => Failure is { } failure ? $"{failure.Verdict}: {failure.Reason}" : CompilerErrors.Any() ? $"not compiling: {ErrorsOfCompiler}" : null;

    /// <summary>Headings of the columns that are the same in each run, and of those that are not.</summary>
    public static IReadOnlyList<string> Headings { get; } =
    [
        "document", "verdict", "errors", "warnings", "infos", "C# errors", "C# warnings", "operations", "without method", "channels", "without connection", "connections", "ms", "KB of code",
    ];

    /// <summary>Number of the columns that are the same in each run.</summary>
    public static int StableColumns => Headings.Count - 2;

    /// <summary>The cells of the row.</summary>
    public IReadOnlyList<string> Cells =>
    [
        Document,
        Verdict,
        Failure?.Reason ?? Ids(DiagnosticSeverity.Error),
        Ids(DiagnosticSeverity.Warning),
        Ids(DiagnosticSeverity.Info),
        ErrorsOfCompiler,
        Counted(Compiler.Where(d => d.DefaultSeverity == DiagnosticSeverity.Warning).Select(d => d.Id)),
        $"{Operations?.Count.ToString() ?? "?"}",
        Listed(WithoutMethod),
        $"{Channels?.Count.ToString() ?? "?"}",
        Listed(WithoutConnection),
        string.Join("; ", Connections),
        $"{Time.TotalMilliseconds:0}",
        $"{Code / 1024}",
    ];

    private IEnumerable<Diagnostic> CompilerErrors => Compiler.Where(d => d.DefaultSeverity == DiagnosticSeverity.Error);

    private string ErrorsOfCompiler => Listed([.. CompilerErrors.Select(e => $"{e.Id} {e.GetMessage(null)}")]);

    public static Outcome Failed(CorpusDocument document, string verdict, string reason) => new(document.Name)
    {
        Failure = (verdict, reason),
        Operations = document.Tree.Operations,
        Channels = document.Tree.Channels,
    };

    private string Ids(DiagnosticSeverity severity) => Counted(Reported.Where(r => r.Severity == severity).Select(r => r.Id));

    private static string Counted(IEnumerable<string> ids) =>
        string.Join(' ', ids.CountBy(id => id).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value == 1 ? c.Key : $"{c.Key}x{c.Value}"));

    private static string Listed(IReadOnlyList<string> all) =>
        all.Count == 0 ? "" : $"{all.Count}: {string.Join("; ", all.Take(Shown))}{(all.Count > Shown ? "; ..." : "")}";
}
