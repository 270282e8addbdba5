using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Reading.References;

/// <summary>
/// Puts operations in the place of references to them. OpenAPI has no such references, but people who split a document into files write them, and other tools
/// put the file in their place.
/// </summary>
internal static class OperationReferences
{
    // Where operations of other files wait for their place.
    private const string Section = "operations";

    /// <summary>Replaces the references. One that leads nowhere stays, to be reported.</summary>
    public static void Inline(PatchedDocument document)
    {
        try
        {
            Replace(document);
        }
        catch (LimitException limit)
        {
            document.Diagnostics.Add(DiagnosticInfo.Create(limit.Descriptor, document.Locate(JsonPointer.Root), limit.Limit.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static void Replace(PatchedDocument document)
    {
        var components = document.Root["components"] as JsonObject;
        foreach (var item in document.Root["paths"].Objects().Concat(document.Root["webhooks"].Objects()).Concat((components?["pathItems"]).Objects()))
        {
            foreach (var method in OpenApiGrammar.Methods)
            {
                if (item.Value[method] is not { } holder || ReferenceResolver.Of(holder) is null)
                    continue;
                if (ReferenceResolver.Follow(document.Root, holder) is not JsonObject operation || ReferenceResolver.Of(operation) is not null)
                    continue;
                var copy = document.Copy(operation);
                document.SetOrigin(copy, document.OriginOf(operation));
                item.Value[method] = copy;
            }
        }

        if (document.UsedFiles.Count > 0)
            components?.Remove(Section);
    }
}
