using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>Rewrites keywords of JSON Schema draft 07, the language of AsyncAPI, as draft 2020-12 has them, which is the language of OpenAPI 3.1.</summary>
internal static class Draft07Keywords
{
    /// <summary>Rewrites the keywords of a schema, not those of schemas within it.</summary>
    public static void Rewrite(JsonObject schema, PatchedDocument document)
    {
        Items(schema, document);
        Discriminator(schema, document);
        Dependencies(schema, document);
    }

    // One schema for each position, and one for the items behind them.
    private static void Items(JsonObject schema, PatchedDocument document)
    {
        if (schema["items"] is not JsonArray items)
            return;
        document.Rename(schema, "items", "prefixItems");
        if (items.Count == 0)
            schema.Remove("prefixItems");
        if (schema.ContainsKey("additionalItems"))
            document.Rename(schema, "additionalItems", "items");
    }

    // AsyncAPI has the name of the property alone.
    private static void Discriminator(JsonObject schema, PatchedDocument document)
    {
        if (schema["discriminator"].AsText() is not { } property)
            return;
        var discriminator = new JsonObject { ["propertyName"] = property };
        document.SetOrigin(discriminator, document.OriginOf(schema["discriminator"]!));
        schema["discriminator"] = discriminator;
    }

    // Those that are lists of names limit values, and do not describe them.
    private static void Dependencies(JsonObject schema, PatchedDocument document)
    {
        if (schema["dependencies"] is not JsonObject dependencies || schema.ContainsKey("dependentSchemas"))
            return;
        foreach (var name in dependencies.Where(d => d.Value is not JsonObject).Select(d => d.Key).ToArray())
            dependencies.Remove(name);
        document.Rename(schema, "dependencies", "dependentSchemas");
    }
}
