using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>Enums of text, and what stands beside them.</summary>
internal sealed partial class SchemaBinder
{
    private TypeUse Enum(IReadOnlyList<(IOpenApiSchema Schema, string Pointer)> schemas, string pointer, string name, string @namespace, string? component)
    {
        var draft = Draft(DraftKind.Enum, schemas[0].Schema, pointer, name, @namespace, component);
        if (schemas[0].Schema.Const is not null)
            draft.Doc = draft.Doc with { Summary = SchemaDocs.First(document.OwnText(pointer, "description"), document.OwnText(pointer, "title")) };
        var values = schemas.SelectMany(s => Texts(s.Schema, s.Pointer).Select(text => (Text: text, s.Schema))).GroupBy(v => v.Text, StringComparer.Ordinal).Select(g => g.First()).ToArray();
        var wireValues = values.Select(v => v.Text).ToArray();
        var names = Beside(pointer, "x-enum-varnames", wireValues.Length);
        var docs = Beside(pointer, "x-enum-descriptions", wireValues.Length);
        var facts = document.Own(pointer, "x-humegen-facts") as JsonObject;
        for (var i = 0; i < wireValues.Length; i++)
        {
            var member = names is null ? CSharpNames.Pascal(wireValues[i]) : CSharpNames.Given(names[i]);
            var own = values[i].Schema.Enum is { Count: > 0 } ? null : values[i].Schema.Description ?? values[i].Schema.Title;
            draft.Values.Add(new EnumValueModel(wireValues[i], member, SchemaDocs.First(docs?[i], own, $"The value \"{wireValues[i]}\".")));
        }

        foreach (var fact in facts ?? [])
        {
            if (Fact(fact.Key, fact.Value as JsonObject, DocumentContext.Join(DocumentContext.Join(pointer, "x-humegen-facts"), fact.Key), wireValues.Length) is { } model)
                draft.Facts.Add(model);
        }

        return TypeUse.Of(draft);
    }

    // The texts that a schema allows, listed or as its one constant.
    private IEnumerable<string> Texts(IOpenApiSchema schema, string pointer) => schema.Enum is { Count: > 0 } values
        ? values.Where(IsText).Select(v => v!.GetValue<string>())
        : Constant(schema, pointer) is { Kind: RefKind.String } constant ? [constant.Text] : [];

    private EnumFactModel? Fact(string name, JsonObject? fact, string pointer, int count)
    {
        if (fact?["values"] is not JsonArray list || list.Count != count)
        {
            document.Report(Descriptors.EnumListLength, pointer, name, Count(fact?["values"]), count.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        var isBoolean = list.All(v => v is JsonValue value && value.TryGetValue(out bool _));
        var values = list.Select(v => v is null ? "" : IsText(v) ? v.GetValue<string>() : v.ToJsonString());
        return new EnumFactModel(CSharpNames.Given(name), document.OwnText(pointer, "description") ?? name, isBoolean, EquatableArray.From(values));
    }

    private string[]? Beside(string pointer, string keyword, int count)
    {
        if (document.Own(pointer, keyword) is not { } node)
            return null;
        if (node is JsonArray list && list.Count == count && list.All(IsText))
            return [.. list.Select(v => v!.GetValue<string>())];
        document.Report(Descriptors.EnumListLength, DocumentContext.Join(pointer, keyword), keyword, Count(node), count.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    private static string Count(JsonNode? node) => (node is JsonArray list ? list.Count : 0).ToString(CultureInfo.InvariantCulture);
}
