using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.References;

/// <summary>
/// Spells each reference within a document as a pointer from its root, which is how all others read it: those with names that are not escaped, those that
/// count from a schema around them (<c>#/$defs/Kind</c>), and those that name a schema by its <c>$anchor</c> or <c>$id</c>.
/// </summary>
internal sealed class ReferenceSpelling
{
    private readonly PatchedDocument _document;
    private readonly Dictionary<string, JsonPointer?> _fromRoot = new(StringComparer.Ordinal);
    private readonly CancellationToken _cancellationToken;
    private SchemaIdentifiers? _identifiers;

    private ReferenceSpelling(PatchedDocument document, CancellationToken cancellationToken)
    {
        _document = document;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Rewrites the references. Those that lead nowhere, or out of the document, stay to be reported.</summary>
    /// <param name="document">The document, which is changed in place.</param>
    /// <param name="cancellationToken">Stops on the way; the document is of no use then.</param>
    public static void Unify(PatchedDocument document, CancellationToken cancellationToken) => new ReferenceSpelling(document, cancellationToken).Run();

    private void Run()
    {
        var moved = new List<(JsonObject Owner, string Key, JsonNode Target, JsonPointer Pointer)>();
        foreach (var (owner, key, section) in ReferenceHolders.In(_document.Root, _cancellationToken).ToList())
        {
            var text = owner[key]!.GetValue<string>();
            if (Find(owner, text) is not { } pointer)
                continue;
            if (JsonPointer.Parse(text) != pointer)
                owner[key] = pointer.ToFragment();
            if (_document.File.Kind == SpecKind.AsyncApi && section == "schemas" && StandsInMessage(pointer) && pointer.Find(_document.Root) is JsonObject target)
                moved.Add((owner, key, target, pointer));
        }

        // Messages are put together elsewhere, and their schemas become components; a pointer into one would lead nowhere afterwards.
        var components = new Dictionary<JsonNode, string>();
        foreach (var (owner, key, target, pointer) in moved)
        {
            if (!components.TryGetValue(target, out var reference))
                components[target] = reference = ComponentMover.Move(_document, "schemas", target, pointer.Tokens.Where(t => !OpenApiGrammar.IsStructure(t)));
            owner[key] = reference;
        }
    }

    private JsonPointer? Find(JsonObject owner, string text)
    {
        if (text.StartsWith("#/", StringComparison.Ordinal))
        {
            if (!_fromRoot.TryGetValue(text, out var pointer))
                _fromRoot[text] = pointer = PointerSearch.Find(_document.Root, text);
            return pointer ?? FromAround(owner, JsonPointer.Parse(text));
        }

        _identifiers ??= new SchemaIdentifiers(_document.Root, _cancellationToken);
        return _identifiers.Find(owner, text) is { } node ? JsonPointer.To(node) : null;
    }

    // The nearest schema that has it.
    private static JsonPointer? FromAround(JsonNode owner, JsonPointer pointer)
    {
        for (var around = owner; around is not null; around = around.Parent)
        {
            if (pointer.Find(around) is { } node)
                return JsonPointer.To(node);
        }

        return null;
    }

    private static bool StandsInMessage(JsonPointer pointer)
    {
        var tokens = pointer.Tokens;
        return tokens.Length > 3 && tokens[0] is "channels" or "components" or "operations" && Array.IndexOf(tokens, "payload", 2) > 0;
    }
}
