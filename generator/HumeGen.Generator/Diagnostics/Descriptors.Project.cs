using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor LanguageTooOld = new(
        "HG0301",
        "The project's version of C# is too old",
        "Generated code needs C# {0}, but the project is compiled as C# {1}. Set <LangVersion>{0}</LangVersion> or newer in the project; nothing is generated until then.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0301");

    public static readonly DiagnosticDescriptor UnusableSetting = new(
        "HG0302",
        "A setting of the project cannot be used",
        "{0} is '{1}', which is not {2}. Correct it in the project; it is ignored until then.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0302");

    public static readonly DiagnosticDescriptor UnknownArea = new(
        "HG0303",
        "An area to generate does not exist",
        "HumeGenInclude (or the item's Areas) names '{0}', which is no client of the specifications{1}. Use one of these: {2}.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0303");

    public static readonly DiagnosticDescriptor DeclaredByUser = new(
        "HG0304",
        "A member is declared in the project instead of generated",
        "'{0}' is declared here, so the generator leaves its own out; {1}. Remove this one to get the generated one back.",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Help + "hg0304");

    public static readonly DiagnosticDescriptor UnusableType = new(
        "HG0305",
        "x-humegen-type names no type that fits",
        "x-humegen-type is {0}, which is neither a type that this schema can become, nor the full name of a type of the project, nor a name with its converter. Correct it; it is ignored until then.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0305");

    public static readonly DiagnosticDescriptor UnknownExtension = new(
        "HG0306",
        "An extension is unknown",
        "'{0}' is no extension of HumeGen, so it has no effect ({1}). Correct or remove it.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0306");

    public static readonly DiagnosticDescriptor UnusableExtension = new(
        "HG0307",
        "An extension has no effect",
        "{0} {1}. Correct it; it has no effect until then.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0307");

    public static readonly DiagnosticDescriptor ApiLeftOut = new(
        "HG0308",
        "Nothing of an API is generated",
        "Nothing of {0} ({1}) is generated, as HumeGenInclude (or the item's Areas) names none of its clients. "
        + "Give its HumeGenSpec item Areas=\"{2}\"; if the API is not wanted, remove the item, or set HumeGenBundledSpecs to false where the package brings it.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0308");

    public static readonly DiagnosticDescriptor UnknownSchemaInTable = new(
        "HG0313",
        "A table names an unknown schema",
        "{0} names '{1}', which is no schema of the document ({2}). Correct the entry or remove it; it has no effect until then.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0313");

    public static readonly DiagnosticDescriptor ContradictoryTable = new(
        "HG0314",
        "A table contradicts a schema",
        "{0} gives {1} to '{2}', which has {3} from its own extension or an earlier entry. Remove one of the two; {3} counts.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0314");

    private static DiagnosticDescriptor[] Project =>
    [
        LanguageTooOld, UnusableSetting, UnknownArea, DeclaredByUser, UnusableType, UnknownExtension, UnusableExtension, ApiLeftOut, UnknownSchemaInTable,
        ContradictoryTable,
    ];
}
