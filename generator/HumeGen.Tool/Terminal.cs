using System.Globalization;
using HumeGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace HumeGen.Tool;

/// <summary>The folder and the output of a command.</summary>
/// <param name="Out">Takes results.</param>
/// <param name="Error">Takes what went wrong.</param>
/// <param name="Directory">The directory that paths are relative to.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, string Directory)
{
    /// <summary>Everything went well, and nothing speaks against going on.</summary>
    public const int Success = 0;

    /// <summary>The command could not do its work, or found errors in the specifications.</summary>
    public const int Failure = 1;

    /// <summary>An update breaks callers, and the command was asked to fail then.</summary>
    public const int Breaking = 2;

    /// <summary>The absolute form of a path that was given.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, Directory);

    /// <summary>The path as it is printed: relative, with slashes, so that it is the same on every machine.</summary>
    public string Display(string path) => Path.GetRelativePath(Directory, path).Replace('\\', '/');

    /// <summary>A place as <c>file:line</c>.</summary>
    public string Display(LocationInfo place) =>
        string.Create(CultureInfo.InvariantCulture, $"{Display(place.Path)}:{place.LineSpan.Start.Line + 1}");

    /// <summary>A diagnostic in the form that builds print and editors understand: <c>file(line,column): severity id: message</c>.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="severity">The severity to print in place of its own; null for its own.</param>
    public string Display(Diagnostic diagnostic, DiagnosticSeverity? severity = null)
    {
        var word = (severity ?? diagnostic.Severity) switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "info",
        };
        var text = $"{word} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
        var span = diagnostic.Location.GetLineSpan();
        return span.Path is not { Length: > 0 } path
            ? $"humegen: {text}"
            : string.Create(CultureInfo.InvariantCulture, $"{Display(path)}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}): {text}");
    }
}
