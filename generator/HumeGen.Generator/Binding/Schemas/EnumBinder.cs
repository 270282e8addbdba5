using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>Drafts enums of texts, with the names, descriptions and facts that stand beside the values.</summary>
internal static class EnumBinder
{
    /// <param name="site">The schema that becomes an enum.</param>
    /// <param name="schemas">The schemas that list the values: the schema itself, or its alternatives.</param>
    /// <param name="binder">Takes the draft.</param>
    public static TypeUse Bind(SchemaSite site, IReadOnlyList<SchemaNode> schemas, SchemaBinder binder)
    {
        var draft = binder.Drafts.Add(DraftKind.Enum, site);
        Fill(draft, site, schemas, binder);
        return TypeUse.Of(draft);
    }

    /// <summary>The enum of a text that has one value, which is not among the types before it is needed.</summary>
    public static TypeUse OfOne(SchemaSite site, SchemaBinder binder)
    {
        var draft = binder.Drafts.New(DraftKind.Enum, site.Schema.GivenName is { } given ? site with { Name = CSharpNames.Given(given) } : site);
        Fill(draft, site, [site.Schema], binder);
        return TypeUse.Of(draft).OrNull(site.Schema.AllowsNull);
    }

    private static void Fill(TypeDraft draft, SchemaSite site, IReadOnlyList<SchemaNode> schemas, SchemaBinder binder)
    {
        var place = site.Schema;
        var first = schemas[0].Target;
        draft.Doc = first.HasConst
            ? draft.Doc with { Summary = SchemaDocumentation.First(place.OwnDescription, place.OwnTitle) }
            : SchemaDocumentation.Of(place, first);
        var values = schemas.SelectMany(s => Texts(s).Select(text => (Text: text, Schema: s.Target))).GroupBy(v => v.Text, StringComparer.Ordinal).Select(g => g.First()).ToArray();
        // Null is no value of the enum, but may have an entry in the lists beside it.
        var isNull = schemas.SelectMany(s => s.Target.Enum).Select(JsonValues.IsNull).ToArray();
        var names = Beside(site, ExtensionWords.EnumNames, values.Length, isNull, binder);
        var docs = Beside(site, ExtensionWords.EnumDocs, values.Length, isNull, binder);
        for (var i = 0; i < values.Length; i++)
        {
            var (text, schema) = values[i];
            var own = schema.Enum is { Count: > 0 } ? null : schema.Description ?? schema.Title;
            draft.Values.Add(new EnumValueModel(
                text,
                names is null ? CSharpNames.Pascal(text) : CSharpNames.Given(names[i]),
                SchemaDocumentation.First(docs?[i], own)));
        }

        draft.Catalogue = place.Text(ExtensionWords.Catalogue) switch
        {
            "errors" => Catalogue.Errors,
            "closes" => Catalogue.Closes,
            _ => Catalogue.None,
        };
        foreach (var fact in place.Value(ExtensionWords.Facts) as JsonObject ?? [])
        {
            if (Fact(fact.Key, fact.Value as JsonObject, place.Pointer / ExtensionWords.Facts.Name / fact.Key, [.. values.Select(v => v.Text)], isNull, binder) is { } draftOfFact)
                draft.Facts.Add(draftOfFact);
        }
    }

    /// <summary>The texts that a schema allows, listed or as its one constant.</summary>
    public static IEnumerable<string> Texts(SchemaNode schema) => schema.Target.Enum is { Count: > 0 } values
        ? values.Where(JsonValues.IsText).Select(v => v!.GetValue<string>())
        : SchemaConstant.Of(schema) is { Kind: RefKind.String } constant ? [constant.Text] : [];

    private static EnumFactDraft? Fact(string name, JsonObject? fact, JsonPointer pointer, string[] wireValues, bool[] isNull, SchemaBinder binder)
    {
        if (fact is null || Entries(fact["values"], wireValues.Length, isNull) is not { } list)
        {
            binder.Document.Report(Descriptors.EnumListLength, pointer, name, Count(fact?["values"]), Number(wireValues.Length));
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < wireValues.Length; i++)
            values[wireValues[i]] = list[i] is not { } value ? "" : JsonValues.IsText(value) ? value.GetValue<string>() : value.ToJsonString();
        var isBoolean = list.All(v => v is JsonValue value && value.TryGetValue(out bool _));
        return new EnumFactDraft(name, fact["description"].AsText() ?? "", isBoolean, values);
    }

    private static string[]? Beside(SchemaSite site, string keyword, int count, bool[] isNull, SchemaBinder binder)
    {
        if (site.Schema.Value(keyword) is not { } node)
            return null;
        if (Entries(node, count, isNull) is { } list && list.All(JsonValues.IsText))
            return [.. list.Select(v => v!.GetValue<string>())];
        binder.Document.Report(Descriptors.EnumListLength, site.Schema.Pointer / keyword, keyword, Count(node), Number(count));
        return null;
    }

    // One entry for each value; null where there are more or fewer.
    private static List<JsonNode?>? Entries(JsonNode? node, int count, bool[] isNull)
    {
        var all = (node as JsonArray)?.ToList();
        if (all is not null && all.Count != count && all.Count == isNull.Length)
            all = [.. all.Where((_, i) => !isNull[i])];
        return all?.Count == count ? all : null;
    }

    private static string Count(JsonNode? node) => Number(node is JsonArray list ? list.Count : 0);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
