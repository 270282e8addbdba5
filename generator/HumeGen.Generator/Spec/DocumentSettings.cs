using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Spec;

/// <summary>The extension <c>x-humegen</c> of a document.</summary>
/// <param name="json">Its value; null where the document does not have it.</param>
internal sealed class DocumentSettings(JsonObject? json)
{
    /// <summary>The namespace of the document's types; null for that of the root client.</summary>
    public string? Namespace => json?["namespace"].AsText();

    /// <summary>The full name of the root client; null for one that the title gives.</summary>
    public string? Client => json?["client"].AsText();

    /// <summary>The name of the API in messages; null for that of the client.</summary>
    public string? ApiName => json?["name"].AsText();

    /// <summary>The environment variable that holds an API key; null where there is none.</summary>
    public string? ApiKeyVariable => json?["apiKeyVariable"].AsText();

    /// <summary>The path at which client credentials are traded for tokens; null where there is none.</summary>
    public string? TokenPath => json?["tokenPath"].AsText();

    /// <summary>Whether names follow conventions of frameworks and the extensions of other tools: they do unless the document says otherwise.</summary>
    public bool UsesConventions => json?["conventions"] is not { } flag || !flag.IsBoolean() || JsonValues.IsTrue(flag);

    /// <summary>The client of a tag, as a dotted path from the root client; null where the extension does not name the tag.</summary>
    public string? Group(string tag) => ((json?["groups"] as JsonObject)?[tag]).AsText();
}
