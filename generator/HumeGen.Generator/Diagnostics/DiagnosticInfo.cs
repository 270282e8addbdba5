using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Diagnostics;

/// <summary>A diagnostic as plain data: it travels beside the model and becomes a Roslyn diagnostic only at the end.</summary>
/// <param name="Id">One of the ids in <see cref="Descriptors"/>.</param>
/// <param name="Location">Where in a spec file, when there is such a place.</param>
/// <param name="Arguments">Texts for the placeholders of the descriptor's message.</param>
internal sealed record DiagnosticInfo(string Id, LocationInfo? Location, EquatableArray<string> Arguments)
{
    private const int MaxArgument = 200;

    /// <summary>Severity in this project; null for that of the descriptor.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    /// <summary>Makes a diagnostic. Arguments are text from files: they are cut to 200 characters and kept on one line.</summary>
    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, LocationInfo? location, params string[] arguments) =>
        new(descriptor.Id, location, new EquatableArray<string>([.. arguments.Select(Clean)]));

    public Diagnostic ToDiagnostic()
    {
        var descriptor = Descriptors.ById(Id);
        var location = Location?.ToLocation() ?? Microsoft.CodeAnalysis.Location.None;
        return Diagnostic.Create(descriptor, location, Severity ?? descriptor.DefaultSeverity, additionalLocations: null, properties: null, [.. Arguments]);
    }

    /// <summary>A text on one line: a line break could let a file write lines of its own into the output of a build.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));

    private static string Clean(string argument) => OneLine(argument.Length <= MaxArgument ? argument : argument.Substring(0, MaxArgument) + "...");
}
