using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>A number that may be written as text: of two types, one of which is a text whose pattern or format says that it is a number.</summary>
internal sealed class NumberOrTextRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        if (!site.Schema.IsChoice)
            return Of(site.Schema);
        // Beside a number, the names of those that JSON cannot write.
        var values = site.Schema.Alternatives.Where(a => !a.IsNullAlone).Select(a => a.Target).ToArray();
        return values.Length == 2 && values.FirstOrDefault(IsNames) is not null && values.FirstOrDefault(v => !IsNames(v)) is { } number
            && (Of(number)?.Kind ?? ScalarKinds.Of(number, number.TypesButNull)) is RefKind.Double or RefKind.Decimal
                ? (TypeUse.Of(RefKind.Double) with { OrText = true }).OrNull(site.Schema.Alternatives.Any(a => a.AllowsNull || a.IsNullAlone))
                : null;
    }

    private static TypeUse? Of(SchemaNode schema)
    {
        var type = schema.TypesButNull & ~JsonTypes.String;
        return (schema.TypesButNull & JsonTypes.String) != 0 && type is JsonTypes.Integer or JsonTypes.Number or (JsonTypes.Integer | JsonTypes.Number)
            && NumberPattern.IsNumber(schema.Pattern, schema.Format)
                ? TypeUse.Of(type != JsonTypes.Integer && NumberPattern.IsDecimal(schema.Pattern)
                    ? RefKind.Decimal : ScalarKinds.Of(schema, type == JsonTypes.Integer ? type : JsonTypes.Number)!.Value) with
                { OrText = true }
                : null;
    }

    private static bool IsNames(SchemaNode schema) =>
        schema.Enum is { Count: > 0 } names && names.All(n => JsonValues.IsText(n) && n!.GetValue<string>() is "NaN" or "Infinity" or "-Infinity");
}
