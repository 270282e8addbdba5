using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.References;

/// <summary>
/// Spells each reference within a document as a pointer from its root, which is how all others read it: those with names that are not escaped, those that
/// count from a schema around them (<c>#/$defs/Kind</c>), and those that name a schema by its <c>$anchor</c> or <c>$id</c>.
/// </summary>
internal sealed class ReferenceSpelling
{
    private readonly PatchedDocument _document;
    private readonly Dictionary<string, Place?> _fromRoot = new(StringComparer.Ordinal);
    private readonly CancellationToken _cancellationToken;
    private SchemaIdentifiers? _identifiers;

    private SchemaIdentifiers Identifiers => _identifiers ??= new SchemaIdentifiers(_document.Root, _cancellationToken);

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
        foreach (var (owner, key, text, section) in ReferenceHolders.In(_document.Root, "schemas", _cancellationToken).ToList())
        {
            if (key is not ("$ref" or "$dynamicRef") && text.IndexOf('.') < 0 && !text.StartsWith("#", StringComparison.Ordinal))
                continue;
            if (Find(owner, text) is not { } place)
                continue;
            if (key == "$dynamicRef")
            {
                Settle(owner, text, place);
                continue;
            }

            if (place.Spelling != text)
                owner[key] = place.Spelling;
            if (section == "schemas" && place.Moved is { } target)
                moved.Add((owner, key, target, place.Pointer));
        }

        var components = new Dictionary<JsonNode, string>();
        foreach (var (owner, key, target, pointer) in moved)
        {
            if (!components.TryGetValue(target, out var reference))
                components[target] = reference = ComponentMover.Move(_document, "schemas", target, Names(target, pointer));
            owner[key] = reference;
        }
    }

    // Where one schema alone has the name, there is nothing for the way on which it is reached to decide.
    private void Settle(JsonObject owner, string text, Place place)
    {
        if (owner.ContainsKey("$ref") || (text.IndexOf('/') < 0 && Identifiers.CountOf(text) > 1))
            return;
        owner.Remove("$dynamicRef");
        owner["$ref"] = place.Spelling;
    }

    // A payload is called as its message is.
    private IEnumerable<string> Names(JsonNode schema, JsonPointer pointer)
    {
        var tokens = pointer.Tokens;
        if (tokens[tokens.Length - 1] == "payload" && schema.Parent is JsonObject message)
        {
            var key = tokens[tokens.Length - 3] == "messages" ? tokens[tokens.Length - 2] : null;
            if (((message["messageId"] ?? message["name"]).AsText() ?? key) is { } name)
                return [name];
        }

        return _document.File.Kind == SpecKind.OpenApi ? PlaceNames.Of(_document.Root, tokens) : tokens.Where(t => !OpenApiGrammar.IsStructure(t));
    }

    private Place? Find(JsonObject owner, string text)
    {
        if (text.StartsWith("#/", StringComparison.Ordinal))
        {
            if (!_fromRoot.TryGetValue(text, out var place))
                _fromRoot[text] = place = PointerSearch.Find(_document.Root, text) is { } pointer ? PlaceOf(pointer, text) : null;
            return place ?? (FromAround(owner, JsonPointer.Parse(text)) is { } around ? PlaceOf(around) : null);
        }

        if (text == "#")
            return Whole(owner) is { } whole ? PlaceOf(whole) : null;
        return Identifiers.Find(owner, text) is { } node ? PlaceOf(JsonPointer.To(node)) : null;
    }

    private Place PlaceOf(JsonPointer pointer, string? text = null)
    {
        var spelling = text is not null && JsonPointer.Parse(text) == pointer ? text : pointer.ToFragment();
        return new Place(pointer, spelling, WillMove(pointer) ? pointer.Find(_document.Root) as JsonObject : null);
    }

    /// <summary>The target of a reference.</summary>
    /// <param name="Pointer">The pointer from the root.</param>
    /// <param name="Spelling">The reference as all others read it.</param>
    /// <param name="Moved">Node of the target, if the pointer will lead nowhere later on.</param>
    private sealed record Place(JsonPointer Pointer, string Spelling, JsonObject? Moved);

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

    // The schema that means itself: the nearest with an address, or else all of the component, of the payload, or of what else has a schema.
    private static JsonPointer? Whole(JsonNode owner)
    {
        for (var around = owner; around is not null; around = around.Parent)
        {
            if ((around as JsonObject)?["$id"].AsText() is { Length: > 0 } id && id[0] != '#')
                return JsonPointer.To(around);
        }

        var tokens = JsonPointer.To(owner).Tokens;
        var length = tokens.Length > 3 && tokens[0] == "components" && tokens[1] == "schemas" ? 3 : Array.FindIndex(tokens, t => t is "schema" or "itemSchema" or "payload") + 1;
        return length == 0 ? null : tokens.Take(length).Aggregate(JsonPointer.Root, (pointer, token) => pointer / token);
    }

    // Into a message, which is put together elsewhere, or into a schema of which the normal form keeps parts elsewhere.
    private bool WillMove(JsonPointer pointer)
    {
        var tokens = pointer.Tokens;
        if (tokens.Length <= 3)
            return false;
        if (_document.File.Kind == SpecKind.AsyncApi && tokens[0] is "channels" or "components" or "operations" && Array.IndexOf(tokens, "payload", 2) > 0)
            return true;
        var node = (JsonNode?)_document.Root;
        foreach (var token in tokens)
        {
            var isRewritten = node switch
            {
                JsonObject schema => schema.ContainsKey("nullable") || schema.ContainsKey("$ref"),
                JsonArray { Parent: JsonObject } items => items.GetPropertyName() is "prefixItems" or "items",
                _ => false,
            };
            if (isRewritten)
                return true;
            node = JsonPointer.Step(node, token);
        }

        return false;
    }
}
