using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Spec;

/// <summary>A node of a document that knows its place and its extensions.</summary>
/// <param name="document">The document.</param>
/// <param name="pointer">Place of the node.</param>
/// <param name="json">The node as it is written there, which may be a reference; null where nothing is written.</param>
internal abstract class SpecNode(ApiDocument document, JsonPointer pointer, JsonObject? json)
{
    /// <summary>The document that the node belongs to.</summary>
    public ApiDocument Document { get; } = document;

    /// <summary>Place of the node, or of the reference to it.</summary>
    public JsonPointer Pointer { get; } = pointer;

    /// <summary>The node as it is written at its place: a reference where the node is given by one.</summary>
    protected JsonObject? Json { get; } = json;

    /// <summary>The name given by hand; null where there is none.</summary>
    public string? GivenName => Text(ExtensionWords.Name);

    /// <summary>The name that an extension of another tool gives; null where none does, or where the document does not want conventions.</summary>
    /// <param name="extensions">The extensions, the first of which counts; one within another is written with a slash.</param>
    public string? NameOfOtherTool(IReadOnlyList<string> extensions) => HasExtensions && Document.Settings.UsesConventions
        ? extensions.Select(e => JsonPointer.Parse("/" + e).Find(Json).AsText()).FirstOrDefault(n => !string.IsNullOrWhiteSpace(n)) : null;

    /// <summary>The client that an extension of another tool names, as the names on the way to it; null where none does.</summary>
    public IReadOnlyList<string>? GroupOfOtherTool => !HasExtensions || !Document.Settings.UsesConventions ? null
        : ExtensionWords.GroupNames.Select(e => Json?[e]).Select(JsonValues.Path).FirstOrDefault(p => p is not null);

    // Most nodes have none, and are asked for many.
    private bool HasExtensions => Json is not null && Json.Any(m => OpenApiGrammar.IsExtension(m.Key));

    /// <summary>Whether the node is left out.</summary>
    public bool IsIgnored => Flag(ExtensionWords.Ignore);

    /// <summary>The description that stands at the node itself.</summary>
    public string? OwnDescription => OwnText("description");

    /// <summary>Whether the node itself says that it is deprecated.</summary>
    public bool IsDeprecatedHere => OwnFlag("deprecated");

    /// <summary>The value of an extension that holds a text; null where it is missing or something else.</summary>
    public string? Text(ExtensionWord word) => OwnText(word.Name);

    /// <summary>Whether an extension is there and true.</summary>
    public bool Flag(ExtensionWord word) => OwnFlag(word.Name);

    /// <summary>The value of an extension, whatever its kind; null where it is missing.</summary>
    public JsonNode? Value(ExtensionWord word) => Json?[word.Name];

    /// <summary>The value of an extension of other tools; null where it is missing.</summary>
    public JsonNode? Value(string extension) => Json?[extension];

    /// <summary>A text at the node itself, not at what it refers to.</summary>
    protected string? OwnText(string keyword) => Json?[keyword].AsText();

    /// <summary>Whether a keyword at the node itself is true.</summary>
    protected bool OwnFlag(string keyword) => JsonValues.IsTrue(Json?[keyword]);

    /// <summary>A mapping within the node itself.</summary>
    protected JsonObject? OwnObject(string keyword) => Json?[keyword] as JsonObject;
}
