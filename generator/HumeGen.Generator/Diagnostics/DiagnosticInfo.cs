using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Diagnostics;

/// <summary>A diagnostic as plain data: it travels beside the model and becomes a Roslyn diagnostic only at the end.</summary>
/// <param name="Id">One of the ids in <see cref="Descriptors"/>.</param>
/// <param name="Location">Place in a spec file, if there is one.</param>
/// <param name="Arguments">Texts for the placeholders of the descriptor's message.</param>
internal sealed record DiagnosticInfo(string Id, LocationInfo? Location, EquatableArray<string> Arguments)
{
    private const int MaxArgument = 200;
    private const int MaxListed = 200;

    /// <summary>Severity in this project; null for that of the descriptor.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    /// <summary>Makes a diagnostic. Arguments are text from files: they are cut to 200 characters and kept on one line.</summary>
    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, LocationInfo? location, params string[] arguments) =>
        new(descriptor.Id, location, new EquatableArray<string>([.. arguments.Select(Clean)]));

    /// <summary>Makes a diagnostic whose last argument is a list of which a user chooses: it is not cut in the middle, but has at most 200 items.</summary>
    public static DiagnosticInfo CreateWithChoices(DiagnosticDescriptor descriptor, LocationInfo? location, IReadOnlyCollection<string> choices, params string[] arguments)
    {
        var listed = string.Join(", ", choices.Take(MaxListed).Select(Clean));
        var more = choices.Count > MaxListed ? $" and {choices.Count - MaxListed} more" : "";
        return new(descriptor.Id, location, new EquatableArray<string>([.. arguments.Select(Clean), listed + more]));
    }

    /// <summary>The diagnostic as Roslyn has it.</summary>
    /// <param name="helpPage">The address of the page that explains it; null for the one in the repository.</param>
    public Diagnostic ToDiagnostic(string? helpPage = null)
    {
        var descriptor = Descriptors.ById(Id, helpPage);
        var location = Location?.ToLocation() ?? Microsoft.CodeAnalysis.Location.None;
        return Diagnostic.Create(descriptor, location, Severity ?? descriptor.DefaultSeverity, additionalLocations: null, properties: null, [.. Arguments]);
    }

    /// <summary>A text on one line: a line break could let a file write lines of its own into the output of a build.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));

    private static string Clean(string argument) => OneLine(argument.Length <= MaxArgument ? argument : argument.Substring(0, MaxArgument) + "...");
}
