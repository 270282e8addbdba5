using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NameConflict = new(
        "HG0201",
        "Two different schemas have the same C# name",
        "The schema '{0}' gets the C# name {1}, which a type of a different shape has as well; it is called {2} instead. Give one of them another name with x-humegen-name in an overlay.",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Help + "hg0201");

    public static readonly DiagnosticDescriptor AmbiguousUnion = new(
        "HG0202",
        "The variants of a union cannot be told apart",
        "These variants cannot be told apart: {0}. They can be sent; those that arrive are kept as JSON. If the API has a property that differs, give it an enum with one value in each of them, in an overlay.",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Help + "hg0202");

    public static readonly DiagnosticDescriptor UnmappedVariant = new(
        "HG0203",
        "A variant has no value of the discriminator",
        "No value of the discriminator '{1}' leads to variant {2} of the union {0}, or only one that already leads to another variant. Give the variant's property '{1}' an enum with one value in an overlay, or add a mapping.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0203");

    public static readonly DiagnosticDescriptor UnsupportedParameter = new(
        "HG0204",
        "A parameter is of a kind that is not supported",
        "The parameter '{0}' is {1}, which is not supported; {2}. Change it in an overlay, or send it through ApiCallOptions.",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Help + "hg0204");

    public static readonly DiagnosticDescriptor PathMismatch = new(
        "HG0205",
        "A path cannot be used",
        "The path '{0}' has '{1}' twice, or it is no plain path. Correct it; the call is left out until then.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0205");

    public static readonly DiagnosticDescriptor PagingMismatch = new(
        "HG0206",
        "The paging of a list names a missing parameter or property",
        "x-humegen-paging names '{0}', which is no suitable parameter or property of the page. Correct the name; the call returns one page until then.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0206");

    public static readonly DiagnosticDescriptor RecursiveAlias = new(
        "HG0207",
        "A schema refers only to itself",
        "The schema '{0}' refers only to itself, so it has no shape. Give it a type; any JSON is taken until then.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0207");

    public static readonly DiagnosticDescriptor EnumListLength = new(
        "HG0208",
        "A list beside an enum has another length",
        "'{0}' has {1} entries, but the enum has {2} values. Give one entry for each value, in the same order; the list is ignored until then.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0208");

    public static readonly DiagnosticDescriptor UnsafeName = new(
        "HG0209",
        "A header name is not allowed",
        "'{0}' is not a name that HTTP allows for a header, a cookie or a method. Correct it; it is left out until then.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0209");

    public static readonly DiagnosticDescriptor BadServer = new(
        "HG0210",
        "A server address cannot be used",
        "The server address '{0}' {1}: {2}. Correct it, or set BaseAddress at the HumeGenSpec item or in the options of the client.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0210");

    public static readonly DiagnosticDescriptor ContradictingSchemas = new(
        "HG0211",
        "Two schemas of one name contradict each other",
        "The schema {0} is described here and at {1} in the same way, but {2}. They stay two types. Make them say the same, or give one of them another name with x-humegen-name in an overlay.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0211");

    public static readonly DiagnosticDescriptor NestedTooDeeply = new(
        "HG0212",
        "Lists and maps are nested too deeply",
        "More than {0} lists and maps are nested in each other here. Put an object between them; any JSON is taken at this depth until then.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0212");

    public static readonly DiagnosticDescriptor TooMuchRepetition = new(
        "HG0213",
        "Types repeat too much of other types",
        "{0} make types repeat more than {1} {2} of others, as each link of a chain repeats the next one. Further ones are left out. Shorten the chain.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0213");

    public static readonly DiagnosticDescriptor ForeignHost = new(
        "HG0214",
        "The host of a server is not written in ASCII",
        "The host '{0}' may have letters that look like others: the client connects to '{1}', and sends its credential there. Check that this server is meant.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0214");

    public static readonly DiagnosticDescriptor PathParameterMismatch = new(
        "HG0215",
        "A path and its parameters do not agree",
        "The path '{0}' and its parameters do not agree: {1}. Declare every {{name}} of the path once as a parameter with in: path, in the specification or an overlay.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0215");

    public static readonly DiagnosticDescriptor IgnoredKeyword = new(
        "HG0221",
        "A keyword of a schema has no effect on the types",
        "'{0}' says more of the JSON than a C# type can, so its content is kept as JSON beside the known properties. Describe it with properties, oneOf or additionalProperties in an overlay.",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Help + "hg0221");

    public static readonly DiagnosticDescriptor UntypedContent = new(
        "HG0222",
        "The content of a media type gets no types",
        "Content of '{0}' is not turned into types: {1}. Offer it as JSON or as a form with properties, in the specification or an overlay, or make it a plain string to confirm that you want it so.",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Help + "hg0222");

    public static readonly DiagnosticDescriptor UnfilledCredential = new(
        "HG0223",
        "A security scheme is not filled by the client",
        "The security scheme '{0}' is {1}, which the client does not send. Send it with ApiCallOptions, or with a handler of your own.",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Help + "hg0223");

    public static readonly DiagnosticDescriptor SuccessesDiffer = new(
        "HG0224",
        "The successes of a call differ in kind",
        "The response {0} is '{1}', but the call returns that of {2}, which is '{3}'; a response of the other kind is an error. Remove one of them in an overlay.",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Help + "hg0224");

    public static readonly DiagnosticDescriptor UnsupportedMessage = new(
        "HG0225",
        "A message is of a kind that gets no type",
        "The message '{0}' is {1}. Describe it in another way in an overlay.",
        Category, DiagnosticSeverity.Info, true, helpLinkUri: Help + "hg0225");

    public static readonly DiagnosticDescriptor UnsupportedBinding = new(
        "HG0226",
        "A channel is opened in a way that is not supported",
        "{0}, but a WebSocket is opened with GET: {1}. Correct it, or leave the channel out with x-humegen-ignore in an overlay.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0226");

    public static readonly DiagnosticDescriptor ChannelAddressMismatch = new(
        "HG0229",
        "The address of a channel and its parameters do not agree",
        "The address '{0}' and the parameters of the channel do not agree: {1}. Correct the address, or describe what opens the channel with the query and headers of bindings.ws, in an overlay.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0229");

    public static readonly DiagnosticDescriptor ChannelLeftOut = new(
        "HG0230",
        "A channel is left out",
        "The channel '{0}' is left out, as {1}. Correct that, or set x-humegen-ignore at the channel in an overlay to confirm that you do not need it.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "hg0230");

    public static readonly DiagnosticDescriptor UnknownServer = new(
        "HG0233",
        "A channel names an unknown server",
        "The channel '{0}' names the server '{1}', which the document does not have, so the other servers count. Correct the name, in an overlay if the document is not yours.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0233");

    public static readonly DiagnosticDescriptor ContradictoryParameter = new(
        "HG0234",
        "A parameter is described in two ways",
        "The parameter '{0}' has {1}. Describe it in one way that OpenAPI allows at its place, in an overlay if the document is not yours.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0234");

    public static readonly DiagnosticDescriptor UnknownStatus = new(
        "HG0236",
        "A status is not an HTTP status",
        "No response can have the status '{0}', so the entry is left out. Write a number from 100 to 599, a range from 1XX to 5XX, or default, in an overlay if the document is not yours.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0236");

    public static readonly DiagnosticDescriptor UnknownScheme = new(
        "HG0237",
        "A security scheme is not declared",
        "'security' names the scheme '{0}', which components.securitySchemes does not have, so any credential of the client is sent. Declare it, or correct the name, in an overlay if the document is not yours.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0237");

    public static readonly DiagnosticDescriptor ServerWithLogin = new(
        "HG0238",
        "A server address holds a user name or password",
        "The address of the server {0} has a user name or password in front of its host, so it is not used: it would appear in code and logs. Remove it, and set the credential in the options of the client.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0238");

    public static readonly DiagnosticDescriptor OperationIdTwice = new(
        "HG0242",
        "Two operations of one client have the same operationId",
        "The operationId '{0}' is already that of {1}, so the name of the later method ends with a word of its path or HTTP method. Give one of them another id, or a name with x-humegen-name.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0242");

    public static readonly DiagnosticDescriptor ParameterTwice = new(
        "HG0243",
        "A list has the same parameter twice",
        "The parameter '{0}' in '{1}' is already in this list; the first one counts. Remove one of the two.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0243");

    public static readonly DiagnosticDescriptor SessionMismatch = new(
        "HG0250",
        "A rule of a conversation does not fit its channel",
        "x-humegen-session of the channel '{0}' {1}. Correct it; the connection has no such rule until then.",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "hg0250");

    private static IEnumerable<DiagnosticDescriptor> Binding =>
    [
        NameConflict, AmbiguousUnion, UnmappedVariant, UnsupportedParameter, PathMismatch, PagingMismatch, RecursiveAlias, EnumListLength,
        UnsafeName, BadServer, ContradictingSchemas, NestedTooDeeply, TooMuchRepetition, ForeignHost, PathParameterMismatch, IgnoredKeyword, UntypedContent, UnfilledCredential,
        SuccessesDiffer, UnsupportedMessage, UnsupportedBinding, ChannelAddressMismatch, ChannelLeftOut, UnknownServer, ContradictoryParameter, UnknownStatus,
        UnknownScheme, ServerWithLogin, OperationIdTwice, ParameterTwice, SessionMismatch,
    ];
}
