using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Reading.Normalizing;

namespace HumeGen.Generator.Spec;

/// <summary>All extensions that the generator reads. <c>docs/architecture.md</c> shows this table, and a test compares the two.</summary>
internal static class ExtensionWords
{
    /// <summary>The beginning of all words of this project.</summary>
    public const string Prefix = "x-humegen";

    public static readonly ExtensionWord Document = new(
        Prefix,
        ExtensionValue.Mapping,
        SpecPlace.Document,
        "document",
        "`namespace`, `client` (the root client's full name), `groups` (tag to client path), `name`, `apiKeyVariable`, `tokenPath`, `perspective` (`client` or `server`), "
            + "`names`, `namespaces` and `ignore` ([tables](#tables)), `conventions` (`false` turns off [names by convention](constructs.md#names-by-convention))")
    {
        Members = new Dictionary<string, ExtensionValue>
        {
            ["namespace"] = ExtensionValue.Text,
            ["client"] = ExtensionValue.Text,
            ["groups"] = ExtensionValue.Mapping,
            ["name"] = ExtensionValue.Text,
            ["apiKeyVariable"] = ExtensionValue.Text,
            ["tokenPath"] = ExtensionValue.Text,
            [PerspectiveWords.Member] = ExtensionValue.Text,
            [SchemaTableWords.Names] = ExtensionValue.Mapping,
            [SchemaTableWords.Namespaces] = ExtensionValue.Mapping,
            [SchemaTableWords.IgnoredSchemas] = ExtensionValue.List,
            ["conventions"] = ExtensionValue.Flag,
        },
        MemberTexts = new Dictionary<string, IReadOnlyList<string>>
        {
            [PerspectiveWords.Member] = PerspectiveWords.Texts,
        },
    };

    public static readonly ExtensionWord Name = new(
        "x-humegen-name",
        ExtensionValue.Text,
        SpecPlace.Schema | SpecPlace.Parameter | SpecPlace.Operation | SpecPlace.MediaType | SpecPlace.Message | SpecPlace.ChannelOperation | SpecPlace.ChannelParameter,
        "schema, property, parameter, operation, media type, message, `publish`, `subscribe`",
        "the C# name");

    public static readonly ExtensionWord Namespace = new(
        "x-humegen-namespace", ExtensionValue.Text, SpecPlace.Schema | SpecPlace.Channel, "schema, channel", "a namespace other than the document's");

    public static readonly ExtensionWord Group = new(
        "x-humegen-group", ExtensionValue.Text, SpecPlace.Operation | SpecPlace.Channel, "operation, channel", "its client, as a dotted path");

    public static readonly ExtensionWord Perspective = new(
        "x-humegen-perspective",
        ExtensionValue.Text,
        SpecPlace.Channel | SpecPlace.ChannelOperation,
        "channel, operation of AsyncAPI 3",
        "`client` or `server`: [whose side](constructs.md#whose-side) the document describes there")
    {
        Texts = PerspectiveWords.Texts,
        // The operations of AsyncAPI 2 stand in a channel, each under the word for its direction, and have one message.
        Suits = static part => part["message"] is null,
    };

    public static readonly ExtensionWord Paging = new(
        "x-humegen-paging",
        ExtensionValue.Mapping | ExtensionValue.False,
        SpecPlace.Operation,
        "operation",
        "the keys of its [paging](constructs.md#pages): `page`, `offset`, `cursor`, `items`, `total`, `more`, `next`, `last`, `link`; `false` turns paging off")
    {
        Members = Texts("page", "offset", "cursor", "items", "total", "more", "next", "last", "link"),
        MemberTexts = new Dictionary<string, IReadOnlyList<string>>
        {
            ["link"] = ["next"],
        },
    };

    public static readonly ExtensionWord Session = new(
        "x-humegen-session",
        ExtensionValue.Mapping,
        SpecPlace.Channel,
        "channel",
        "its [conversation](constructs.md#conversations): `resume` (`from`, `parameter`), `repeat`, `live`, `answers`, `inactivity`, `maxDuration`")
    {
        Members = new Dictionary<string, ExtensionValue>
        {
            ["resume"] = ExtensionValue.Mapping,
            ["repeat"] = ExtensionValue.List,
            ["live"] = ExtensionValue.List,
            ["answers"] = ExtensionValue.Mapping,
            ["inactivity"] = ExtensionValue.List,
            ["maxDuration"] = ExtensionValue.List,
        },
    };

    public static readonly ExtensionWord Array = new(
        "x-humegen-array", ExtensionValue.Text, SpecPlace.Encoding, "encoding of a form part", "`repeat` (default), `indexed` or `json`")
    {
        Texts = ["repeat", "indexed", "json"],
    };

    public static readonly ExtensionWord Entries = new(
        "x-humegen-entries", ExtensionValue.Text, SpecPlace.Schema, "schema", "the name of a property that lists all others by their wire names");

    public static readonly ExtensionWord Type = new(
        "x-humegen-type",
        ExtensionValue.Text | ExtensionValue.Mapping,
        SpecPlace.Schema,
        "schema, property",
        "another C# type: `Guid`, `DateTimeOffset`, `TimeSpan` and a few more, a type of the project, or a `name` with a `converter`")
    {
        Members = Texts("name", "converter"),
    };

    public static readonly ExtensionWord Default = new(
        "x-humegen-default",
        ExtensionValue.Text,
        SpecPlace.Discriminator | SpecPlace.Schema | SpecPlace.ChannelOperation,
        "discriminator, union, `publish`, `subscribe`",
        "the default variant");

    public static readonly ExtensionWord Facts = new(
        "x-humegen-facts", ExtensionValue.Mapping, SpecPlace.Schema, "enum", "read-only properties with one value for each enum value");

    public static readonly ExtensionWord Catalogue = new(
        "x-humegen-catalogue",
        ExtensionValue.Text,
        SpecPlace.Schema,
        "enum",
        "`errors` or `closes`: its values are all error codes of the API, or all codes with which it closes a WebSocket")
    {
        Texts = ["errors", "closes"],
        Suits = static schema => schema["enum"] is JsonArray values && values.Any(v => v.AsText() is not null),
    };

    public static readonly ExtensionWord ErrorCode = new(
        "x-humegen-error-code",
        ExtensionValue.Flag,
        SpecPlace.Schema,
        "property",
        "it holds the code of an error; if its type is an enum, that is the catalogue of error codes")
    {
        Suits = static schema => schema["properties"] is null && schema["items"] is null && schema["type"].AsText() is not ("object" or "array" or "boolean"),
    };

    public static readonly ExtensionWord Docs = new(
        "x-humegen-docs",
        ExtensionValue.Flag,
        SpecPlace.Schema,
        "schema",
        "its descriptions count if several documents describe the type; otherwise those of the first document by name");

    public static readonly ExtensionWord Ignore = new(
        "x-humegen-ignore", ExtensionValue.Flag, SpecPlace.Schema | SpecPlace.Operation | SpecPlace.Channel, "schema, operation, channel", "left out");

    /// <summary>Words of this project. No other tool reads them, so a misspelt one is a mistake.</summary>
    public static IReadOnlyList<ExtensionWord> All { get; } =
        [Document, Name, Namespace, Group, Perspective, Paging, Session, Array, Entries, Type, Default, Facts, Catalogue, ErrorCode, Docs, Ignore];

    /// <summary>Names of an enum's values, one for each, as other tools read them as well.</summary>
    public const string EnumNames = "x-enum-varnames";

    /// <summary>Descriptions of an enum's values, one for each, as other tools read them as well.</summary>
    public const string EnumDocs = "x-enum-descriptions";

    private const string SpeakeasyName = "x-speakeasy-name-override";

    // Has names for each language.
    private const string StainlessName = "x-stainless-naming/csharp/";

    /// <summary>Names of methods for other tools, the first of which counts.</summary>
    public static IReadOnlyList<string> MethodNames { get; } = ["x-fern-sdk-method-name", SpeakeasyName];

    /// <summary>Clients of operations and channels for other tools: a list of names, or a dotted path.</summary>
    public static IReadOnlyList<string> GroupNames { get; } = ["x-fern-sdk-group-name", "x-speakeasy-group"];

    /// <summary>Names of types for other tools.</summary>
    public static IReadOnlyList<string> TypeNames { get; } = ["x-fern-type-name", SpeakeasyName, StainlessName + "type_name"];

    /// <summary>Names of properties for other tools.</summary>
    public static IReadOnlyList<string> PropertyNames { get; } = ["x-fern-property-name", SpeakeasyName, StainlessName + "property_name"];

    /// <summary>Names of parameters for other tools.</summary>
    public static IReadOnlyList<string> ParameterNames { get; } = ["x-fern-parameter-name", SpeakeasyName, "x-stainless-param", StainlessName + "method_argument"];

    private static Dictionary<string, ExtensionValue> Texts(params string[] members) => members.ToDictionary(m => m, _ => ExtensionValue.Text);
}
