namespace HumeGen.Generator.Spec;

/// <summary>All extensions that the generator reads. <c>docs/architecture.md</c> shows this table, and a test compares the two.</summary>
internal static class ExtensionWords
{
    public static readonly ExtensionWord Document = new(
        "x-humegen",
        ExtensionValue.Mapping,
        "document",
        "`namespace`, `client` (the root client's full name), `groups` (tag to client path), `name`, `apiKeyVariable`, `tokenPath`");

    public static readonly ExtensionWord Name = new(
        "x-humegen-name", ExtensionValue.Text, "schema, property, parameter, operation, media type, message, publish, subscribe", "the C# name");

    public static readonly ExtensionWord Namespace = new("x-humegen-namespace", ExtensionValue.Text, "schema, channel", "another namespace than the document's");

    public static readonly ExtensionWord Group = new("x-humegen-group", ExtensionValue.Text, "operation, channel", "the client it belongs to, as a dotted path");

    public static readonly ExtensionWord Paging = new(
        "x-humegen-paging", ExtensionValue.Mapping, "operation", "`page` (query parameter), `items` and `total` (properties of the page)");

    public static readonly ExtensionWord Array = new(
        "x-humegen-array", ExtensionValue.Text, "encoding of a form part", "`repeat` (default), `indexed` or `json`");

    public static readonly ExtensionWord Entries = new(
        "x-humegen-entries", ExtensionValue.Text, "schema", "the name of a property that walks all others by their wire names");

    public static readonly ExtensionWord Type = new(
        "x-humegen-type",
        ExtensionValue.Text | ExtensionValue.Mapping,
        "schema, property",
        "another C# type: `Guid`, `DateTimeOffset`, `TimeSpan` and a few more, a type of the project, or a `name` with a `converter`");

    public static readonly ExtensionWord Default = new(
        "x-humegen-default", ExtensionValue.Text, "discriminator, union, publish, subscribe", "the variant that is meant when nothing tells one");

    public static readonly ExtensionWord Facts = new(
        "x-humegen-facts", ExtensionValue.Mapping, "enum", "read-only properties with one value for each enum value");

    public static readonly ExtensionWord Docs = new(
        "x-humegen-docs", ExtensionValue.Flag, "schema", "its descriptions count, where several documents describe the type; otherwise those of the first document by name");

    public static readonly ExtensionWord Ignore = new("x-humegen-ignore", ExtensionValue.Flag, "schema, operation, channel", "left out");

    /// <summary>Words of this project, which no other tool reads: a misspelt one is an error of whoever wrote it.</summary>
    public static IReadOnlyList<ExtensionWord> All { get; } = [Document, Name, Namespace, Group, Paging, Array, Entries, Type, Default, Facts, Docs, Ignore];

    /// <summary>Names of an enum's values, one for each. Other tools read it as well.</summary>
    public static readonly ExtensionWord EnumNames = new("x-enum-varnames", ExtensionValue.List, "enum", "C# names, one for each value");

    /// <summary>Descriptions of an enum's values, one for each. Other tools read it as well.</summary>
    public static readonly ExtensionWord EnumDocs = new("x-enum-descriptions", ExtensionValue.List, "enum", "descriptions, one for each value");
}
