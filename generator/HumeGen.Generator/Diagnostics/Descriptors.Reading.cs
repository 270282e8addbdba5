using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor YamlSyntax = new(
        "HG0001",
        "The file is not valid YAML",
        "This is not valid YAML: {0}. Correct the text here, or just before.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0001");

    public static readonly DiagnosticDescriptor DuplicateKey = new(
        "HG0002",
        "A key occurs twice in one mapping",
        "The key '{0}' is already used in this mapping, on line {1}. Remove or rename one of the two.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0002");

    public static readonly DiagnosticDescriptor TooDeep = new(
        "HG0003",
        "The document is nested too deeply",
        "The document is nested more than {0} levels deep here. Move inner parts into components and refer to them with $ref.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0003");

    public static readonly DiagnosticDescriptor TooLarge = new(
        "HG0004",
        "The file is too large",
        "The file has {0} characters, more than the {1} that are read. Split the document, or leave out what the client does not need.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0004");

    public static readonly DiagnosticDescriptor TooManyNodes = new(
        "HG0005",
        "The document has too many nodes",
        "With its aliases and overlays expanded the document has more than {0} nodes. Use $ref instead of YAML aliases, or split the document.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0005");

    public static readonly DiagnosticDescriptor AliasCycle = new(
        "HG0006",
        "A YAML alias contains itself",
        "The alias '*{0}' stands inside the node it refers to, so it has no end. Use $ref for recursive schemas.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0006");

    public static readonly DiagnosticDescriptor UnsupportedTag = new(
        "HG0007",
        "A YAML tag is not supported",
        "The YAML tag '{0}' is not supported. Remove it; quote the value if it is meant as a string.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0007");

    public static readonly DiagnosticDescriptor SeveralDocuments = new(
        "HG0008",
        "The file holds several YAML documents",
        "A second YAML document begins here. Put each document into a file of its own.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0008");

    public static readonly DiagnosticDescriptor InvalidCharacter = new(
        "HG0009",
        "The text has a character that is not allowed",
        "The character {0} is not allowed here. Save the file as UTF-8 and remove the character, or write it as an escape in double quotes.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0009");

    public static readonly DiagnosticDescriptor NotASpec = new(
        "HG0010",
        "The file is not a spec",
        "The file has none of the top-level keys 'openapi', 'asyncapi' and 'overlay'. Add the key with a version, or take the file out of the specs.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0010");

    public static readonly DiagnosticDescriptor UnsupportedVersion = new(
        "HG0011",
        "The version of the spec is not supported",
        "The {0} version '{1}' is not supported. Convert the document to {2}.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0011");

    public static readonly DiagnosticDescriptor OpenApiReader = new(
        "HG0012",
        "The OpenAPI reader rejects a part of the document",
        "The OpenAPI reader says: {0} (at '{1}'). Correct this part of the document.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0012");

    public static readonly DiagnosticDescriptor UnsupportedMerge = new(
        "HG0013",
        "A YAML merge key cannot be expanded",
        "The merge key '<<' is only supported with a mapping or a list of mappings. Write the keys out.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0013");

    public static readonly DiagnosticDescriptor KeyNotScalar = new(
        "HG0014",
        "A mapping key is not a plain value",
        "A key must be a single value, not a list or mapping. Quote the key if it is meant as text.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0014");

    public static readonly DiagnosticDescriptor SchemaTooDeep = new(
        "HG0015",
        "A schema is nested too deeply",
        "Schemas are nested more than {0} levels deep here. Move inner schemas into components.schemas and refer to them with $ref.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0015");

    public static readonly DiagnosticDescriptor UnresolvedReference = new(
        "HG0016",
        "A $ref points at nothing",
        "'{0}' points at nothing in this document. Correct the spelling, or add what it refers to.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0016");

    public static readonly DiagnosticDescriptor ExternalReference = new(
        "HG0017",
        "A $ref leads out of the document",
        "'{0}' leads to none of the files that the project gives, and no other file is ever read. Add that file as a specification, or copy what it refers to into components.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0017");

    public static readonly DiagnosticDescriptor ReferenceCycle = new(
        "HG0018",
        "A $ref leads back to itself",
        "'{0}' leads only to further references and never to a definition ({1}). Let one of them be a definition.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0018");

    public static readonly DiagnosticDescriptor UnsupportedReference = new(
        "HG0019",
        "A $ref points at a part of the wrong kind",
        "'{0}' must point at '#/components/{1}/...'. Move what it refers to there, or correct the $ref.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0019");

    public static readonly DiagnosticDescriptor UnsupportedJsonPath = new(
        "HG0020",
        "The JSONPath of an overlay action is not supported",
        "The target '{0}' is not understood at position {1}: {2}. Supported are names, indices, wildcards, '..' and filters such as [?@.name == 'x'].",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0020");

    public static readonly DiagnosticDescriptor TargetMatchesNothing = new(
        "HG0021",
        "An overlay action changes nothing",
        "The target '{0}' matches nothing in {1}{2}. Correct the target, or remove the action if the document no longer needs it.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0021");

    public static readonly DiagnosticDescriptor UnknownDocument = new(
        "HG0022",
        "An overlay action names an unknown document",
        "No document has the title '{0}'{1}. Correct x-document, which is an info.title. The titles are: {2}.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0022");

    public static readonly DiagnosticDescriptor MalformedAction = new(
        "HG0023",
        "An overlay is malformed",
        "{0}. {1}.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0023");

    public static readonly DiagnosticDescriptor IncompatibleUpdate = new(
        "HG0024",
        "An overlay update does not fit what it changes",
        "The update cannot be merged at '{0}': {1}. Remove the old value in an action before this one, or correct the update.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0024");

    public static readonly DiagnosticDescriptor UnknownProperty = new(
        "HG0025",
        "A property is not part of OpenAPI",
        "OpenAPI has no property '{0}' here{1}, so it is ignored. Correct the spelling, or let the name begin with 'x-'.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0025");

    public static readonly DiagnosticDescriptor OverlayTooExpensive = new(
        "HG0026",
        "The overlays take too long",
        "The overlays look at more than {0} nodes to find their targets; this action and later ones are not applied. Use more specific targets.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0026");

    public static readonly DiagnosticDescriptor PerspectiveFound = new(
        "HG0031",
        "Signals show whose side the document describes",
        "{0} describes the {1}'s side, as {2}. If it describes the {3}'s, set {4}.",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Help + "hg0031");

    public static readonly DiagnosticDescriptor PerspectiveUnknown = new(
        "HG0032",
        "No clear signal shows whose side the document describes",
        "{0} may describe the client's side or the server's: {1}. {2}.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0032");

    public static readonly DiagnosticDescriptor ChannelsContradict = new(
        "HG0033",
        "Channels of one address contradict each other",
        "The channels '{0}' and '{1}' have one address and share a connection, but '{2}' differs; that of '{0}' counts. "
        + "Use one value at both, or give one of them {3} in an overlay to keep them apart.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0033");

    public static readonly DiagnosticDescriptor UnfitValue = new(
        "HG0034",
        "A keyword has an invalid value",
        "'{0}' cannot be '{1}' here. {2}.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0034");

    public static readonly DiagnosticDescriptor UnfitDefault = new(
        "HG0035",
        "A default does not fit its schema",
        "The default '{0}' is none of the values that the schema allows. Correct one of the two; it is documented unchanged.",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Help + "hg0035");

    private static DiagnosticDescriptor[] Reading =>
    [
        YamlSyntax, DuplicateKey, TooDeep, TooLarge, TooManyNodes, AliasCycle, UnsupportedTag, SeveralDocuments, InvalidCharacter,
        NotASpec, UnsupportedVersion, OpenApiReader, UnsupportedMerge, KeyNotScalar, SchemaTooDeep, UnresolvedReference,
        ExternalReference, ReferenceCycle, UnsupportedReference, UnsupportedJsonPath, TargetMatchesNothing, UnknownDocument,
        MalformedAction, IncompatibleUpdate, UnknownProperty, OverlayTooExpensive, PerspectiveFound, PerspectiveUnknown, ChannelsContradict, UnfitValue, UnfitDefault,
    ];
}
