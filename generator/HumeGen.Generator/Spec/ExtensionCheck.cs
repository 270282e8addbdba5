using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Reading.Overlays;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Spec;

/// <summary>Reports extensions that have no effect: misspelt ones, values of a wrong kind, and those at a node that does not read them.</summary>
internal static class ExtensionCheck
{
    /// <param name="document">The document as its author and the overlays wrote it.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    public static void Run(PatchedDocument document, CancellationToken cancellationToken)
    {
        var found = new List<DiagnosticInfo>();
        var nearest = new Dictionary<string, (string Name, int Distance)>(StringComparer.Ordinal);
        var open = new Stack<(JsonNode Node, SpecPlace Place, bool IsMap)>([(document.Root, SpecPlace.Document, false)]);
        while (open.Count > 0 && found.Count < Limits.Diagnostics)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (node, place, isMap) = open.Pop();
            if (node is JsonArray items)
            {
                foreach (var item in items.OfType<JsonNode>())
                    open.Push((item, place, false));
                continue;
            }

            foreach (var member in node as JsonObject ?? [])
            {
                var isWord = !isMap && member.Key.StartsWith("x-", StringComparison.Ordinal);
                if (isWord && Problem((JsonObject)node, member.Key, member.Value, place, nearest) is var (descriptor, arguments))
                    found.Add(DiagnosticInfo.Create(descriptor, Place(document, node, member.Key), arguments));
                if (member.Value is null || isWord || (!isMap && OpenApiGrammar.IsData(member.Key)))
                    continue;
                var inner = place;
                var innerIsMap = false;
                if (!isMap)
                    inner = SpecPlaces.Find(place, member.Key, out innerIsMap);
                open.Push((member.Value, inner, innerIsMap));
            }
        }

        document.Diagnostics.AddRange(found);
    }

    /// <summary>The words of this project that stand at the actions of an overlay, and not within the updates.</summary>
    public static IEnumerable<DiagnosticInfo> BesideUpdates(Overlay overlay) => overlay.Actions
        .Select(a => a.Action).OfType<OverlayAction>()
        .SelectMany(a => a.Extensions.Where(e => e.StartsWith(ExtensionWords.Prefix, StringComparison.Ordinal)).Select(e => (Action: a, Word: e)))
        .Take(Limits.Diagnostics)
        .Select(a => overlay.Diagnostic(a.Action.Pointer / a.Word, Descriptors.UnusableExtension, a.Word, "is beside 'update', where it has no effect; move it into the update"));

    /// <summary>Whether a value is of a kind that the extension may have.</summary>
    public static bool Fits(ExtensionWord word, JsonNode? value) => Wrong(word, value) is null;

    private static LocationInfo? Place(PatchedDocument document, JsonNode owner, string key)
    {
        var origin = owner[key] is { } value ? document.OriginOf(value) : document.OriginOf(owner) / key;
        return origin.Map.Find(origin.Pointer);
    }

    private static (DiagnosticDescriptor Descriptor, string[] Arguments)? Problem(
        JsonObject owner, string key, JsonNode? value, SpecPlace place, Dictionary<string, (string Name, int Distance)> nearest)
    {
        if (ExtensionWords.All.FirstOrDefault(w => w.Name == key) is not { } word)
        {
            // Documents repeat the extensions of other tools thousands of times.
            if (!nearest.TryGetValue(key, out var near))
                nearest[key] = near = ExtensionWords.All.Select(w => (w.Name, Distance: Spelling.Distance(w.Name, key))).OrderBy(w => w.Distance).First();
            // Those of other tools are theirs.
            if (!key.StartsWith(ExtensionWords.Prefix, StringComparison.Ordinal) && near.Distance > 2)
                return null;
            return (Descriptors.UnknownExtension, [key, near.Distance <= 3 ? $"did you mean '{near.Name}'?" : $"there are {string.Join(", ", ExtensionWords.All.Select(w => w.Name))}"]);
        }

        if (place != SpecPlace.Other && ((word.Places & place) == 0 || word.Suits?.Invoke(owner) == false))
            return (Descriptors.UnusableExtension, [key, $"is at a node that does not read it; its places are: {word.Where.Replace("`", "")}"]);
        return Wrong(word, value) is { } wrong ? (Descriptors.UnusableExtension, [key, wrong]) : null;
    }

    private static string? Wrong(ExtensionWord word, JsonNode? value)
    {
        if (!Allows(word.Value, value))
            return $"must be {Describe(word.Value)}, but is {value?.ToJsonString() ?? "null"}";
        if (word.Texts.Count > 0 && value.AsText() is { } text && !word.Texts.Contains(text))
            return $"is '{text}', which is none of {string.Join(", ", word.Texts)}";
        if (word.Members.Count == 0 || value is not JsonObject members)
            return null;
        foreach (var member in members)
        {
            if (!word.Members.TryGetValue(member.Key, out var allowed))
            {
                var nearest = word.Members.Keys.OrderBy(m => Spelling.Distance(m, member.Key)).First();
                return $"has '{member.Key}', which is unknown there (did you mean '{nearest}'?)";
            }

            if (!Allows(allowed, member.Value))
                return $"has '{member.Key}', which must be {Describe(allowed)}, but is {member.Value?.ToJsonString() ?? "null"}";
            if (member.Value.AsText() is { } given && word.MemberTexts.TryGetValue(member.Key, out var texts) && !texts.Contains(given))
                return $"has '{member.Key}', which is '{given}' and none of {string.Join(", ", texts)}";
        }

        return null;
    }

    private static bool Allows(ExtensionValue allowed, JsonNode? value) => value switch
    {
        JsonObject => (allowed & ExtensionValue.Mapping) != 0,
        JsonArray => (allowed & ExtensionValue.List) != 0,
        JsonValue when value.GetValueKind() == JsonValueKind.String => (allowed & ExtensionValue.Text) != 0,
        JsonValue when value.GetValueKind() == JsonValueKind.False && (allowed & ExtensionValue.False) != 0 => true,
        JsonValue when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => (allowed & ExtensionValue.Flag) != 0,
        _ => false,
    };

    private static string Describe(ExtensionValue value) => value switch
    {
        ExtensionValue.Text => "a string",
        ExtensionValue.Flag => "true or false",
        ExtensionValue.Mapping => "a mapping",
        ExtensionValue.Mapping | ExtensionValue.False => "a mapping or false",
        ExtensionValue.List => "a list",
        _ => "a string or a mapping",
    };
}
