using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading.References;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>
/// Checks the references of a document and spells each as the library resolves it: with the plain name of a component.
/// What leads nowhere is reported and taken out, so that nothing behind stumbles over it.
/// </summary>
/// <param name="document">The document, which is changed in place.</param>
/// <param name="schemas">All objects of the document that are schemas.</param>
/// <param name="report">Takes a diagnostic about a node.</param>
/// <param name="cancellationToken">Stops between two references.</param>
internal sealed class ReferenceNormalizer(
    PatchedDocument document, HashSet<JsonNode> schemas, Action<DiagnosticDescriptor, JsonNode, string[]> report, CancellationToken cancellationToken)
{
    private readonly Dictionary<JsonNode, string> _hoisted = [];
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    public void Rewrite(IEnumerable<Reference> references)
    {
        // First all are looked up, then they are changed: a change must not lead another one astray.
        var lookup = new ReferenceResolver(document.Root);
        foreach (var (reference, target) in references.Select(reference => (reference, Find(lookup, reference.Text))).ToList())
            Rewrite(reference, target);
    }

    private ReferenceResolver.Target Find(ReferenceResolver lookup, string reference)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return lookup.Find(reference);
    }

    private void Rewrite(Reference reference, ReferenceResolver.Target target)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch (target.Problem)
        {
            // In the mapping of a discriminator, a word alone is the name of a schema.
            case ReferenceResolver.Problem.External when reference.Key != "$ref" && reference.Text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-'):
                Drop(reference, Descriptors.UnresolvedReference, reference.Text);
                return;
            case ReferenceResolver.Problem.External:
                // Once for a file is enough.
                Drop(reference, _missing.Add(reference.Text.Split('#')[0]) ? Descriptors.ExternalReference : null, reference.Text);
                return;
            case ReferenceResolver.Problem.Unresolved:
                Drop(reference, Descriptors.UnresolvedReference, reference.Text);
                return;
            case ReferenceResolver.Problem.Cycle:
                Drop(reference, Descriptors.ReferenceCycle, reference.Text, target.Detail);
                return;
        }

        // What AsyncAPI refers to besides schemas is read from the tree.
        if (document.File.Kind != SpecKind.OpenApi && !reference.IsSchema)
            return;
        var isComponent = target.Tokens.Length == 3 && target.Tokens[0] == "components"
            && (reference.Section is null || target.Tokens[1] == reference.Section);
        if (isComponent && CanBeReferredTo(target.Tokens[2]))
            reference.Holder[reference.Key] = $"#/components/{target.Tokens[1]}/{target.Tokens[2]}";
        else if (isComponent || (reference.IsSchema && schemas.Contains(target.Node!)))
            reference.Holder[reference.Key] = Hoist(isComponent ? target.Tokens[1] : "schemas", target);
        else if (reference.Section is not null && target.Node is JsonObject && SectionOf(target.Tokens) == reference.Section)
            reference.Holder[reference.Key] = Hoist(reference.Section, target);
        else if (reference.Section is not null)
            Drop(reference, Descriptors.UnsupportedReference, reference.Text, reference.Section);
    }

    // The section of the components for the like of what stands at a place; null for a list or mapping of such, and for a section itself.
    private static string? SectionOf(string[] tokens) =>
        OpenApiGrammar.Maps.ContainsKey(tokens[tokens.Length - 1]) || (tokens.Length == 2 && tokens[0] == "components") ? null
        : tokens.Aggregate("", (around, token) => OpenApiGrammar.SectionOf(token, around));

    // What stands in the middle of the document, or has an impossible name, becomes a component, and its place refers to that.
    private string Hoist(string section, ReferenceResolver.Target target)
    {
        var node = target.Node!;
        if (_hoisted.TryGetValue(node, out var known))
            return known;
        var reference = ComponentMover.Move(document, section, node, PlaceNames.Of(document.Root, target.Tokens));
        _hoisted.Add(node, reference);
        return reference;
    }

    // The library takes a slash for the next step of a pointer, and a blank name for none.
    private static bool CanBeReferredTo(string name) => name.IndexOf('/') < 0 && !string.IsNullOrWhiteSpace(name);

    private void Drop(Reference reference, DiagnosticDescriptor? descriptor, params string[] arguments)
    {
        if (descriptor is not null)
            report(descriptor, reference.Holder[reference.Key] ?? reference.Holder, arguments);
        switch (reference.Holder.Parent)
        {
            case JsonArray items when !reference.IsSchema:
                document.RemoveItem(items, reference.Holder.GetElementIndex());
                break;
            case JsonObject members when !reference.IsSchema:
                members.Remove(reference.Holder.GetPropertyName());
                break;
            default:
                reference.Holder.Remove(reference.Key);
                break;
        }
    }
}
