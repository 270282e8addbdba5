using Microsoft.CodeAnalysis;

namespace HumeGen.Tool.Check;

/// <summary>
/// Rules for things that the generator accepts without a diagnostic, and the writer of a specification or an overlay still wants to know.
/// HG09xx come from here.
/// </summary>
internal static class LintRules
{
    public static readonly DiagnosticDescriptor Unreached = Rule(
        "HG0901",
        "A schema is not used",
        "No operation, webhook or message leads to the schema '{0}'. Refer to it, remove it, or leave it out of the C# with x-humegen-ignore in an overlay.");

    public static readonly DiagnosticDescriptor Undescribed = Rule(
        "HG0902",
        "Something has no description",
        "{0}: there is no description, so IntelliSense has nothing to say. Add one, in an overlay if the document is not yours.");

    public static readonly DiagnosticDescriptor Unnamed = Rule(
        "HG0904",
        "An operation has no name",
        "{0} has no operationId, so its method is called {1}Async. Give it one, or a name with x-humegen-name in an overlay.");

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        new(id, title, message, "HumeGen", DiagnosticSeverity.Info, isEnabledByDefault: true);
}
