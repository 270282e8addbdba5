using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>Words with which documents and projects say whose side a document describes.</summary>
/// <param name="Document">The extension of the document, which has the member <see cref="Member"/>.</param>
/// <param name="Part">The extension of a channel, or of an operation of AsyncAPI 3.</param>
/// <param name="Ignore">The extension that leaves a channel out.</param>
/// <param name="Group">The extension that gives a channel a client of its own.</param>
internal sealed record PerspectiveWords(string Document, string Part, string Ignore, string Group)
{
    /// <summary>The member of the document's extension.</summary>
    public const string Member = "perspective";

    /// <summary>The texts that each of the words may be.</summary>
    public static IReadOnlyList<string> Texts { get; } = ["client", "server"];

    /// <summary>The side that the document names; null where it names none.</summary>
    public Perspective? OfDocument(JsonObject root) => Parse(((root[Document] as JsonObject)?[Member]).AsText());

    /// <summary>The side that a channel or an operation names; null where it names none.</summary>
    public Perspective? OfPart(JsonObject part) => Parse(part[Part].AsText());

    /// <summary>Whether a channel is left out.</summary>
    public bool IsIgnored(JsonObject channel) => channel[Ignore] is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    /// <summary>The side that a text names; null for any other text.</summary>
    public static Perspective? Parse(string? text) => text switch
    {
        "client" => Perspective.Client,
        "server" => Perspective.Server,
        _ => null,
    };
}
