using System.Linq;
using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits a union of values of different JSON kinds, such as text or a number, as a struct.</summary>
internal static class ValueUnionEmitter
{
    public static string Type(ValueUnionModel union)
    {
        var writer = new SourceWriter(union.Namespace);
        XmlDocs.Summary(writer, union.Doc.Summary);
        writer.Line("/// <remarks>A value of another kind is kept as JSON in <see cref=\"Value\"/>.</remarks>");
        RecordEmitter.Deprecated(writer, union.Doc);
        writer.Line($"[{RuntimeTypes.Converter}(typeof({RuntimeTypes.ModelConverter}<{union.Name}>))]");
        using (writer.Braces($"{union.Access} readonly partial record struct {union.Name} : {RuntimeTypes.Model}<{union.Name}>"))
        {
            writer.Line($"private {union.Name}(object? value) => Value = value;");
            writer.Line();
            writer.Line("/// <summary>The value itself.</summary>");
            writer.Line("public object? Value { get; }");
            foreach (var member in union.Members)
            {
                var type = CSharpTypes.Name(member.Type.WithNullable(false));
                writer.Line();
                writer.Line("/// <summary>The value where it is of this kind; otherwise null.</summary>");
                writer.Line($"public {type}? As{member.Name} => Value as {type}{(member.Type.IsValueType ? "?" : "")};");
                writer.Line();
                writer.Line("/// <summary>Makes a union of a value.</summary>");
                writer.Line("/// <param name=\"value\">The value.</param>");
                writer.Line($"public static {union.Name} From({type} value) => new((object?)value);");
                if (member.Type.Kind is not (RefKind.List or RefKind.Map or RefKind.Model or RefKind.Tuple))
                {
                    writer.Line();
                    writer.Line("/// <summary>Makes a union of a value.</summary>");
                    writer.Line("/// <param name=\"value\">The value.</param>");
                    writer.Line($"public static implicit operator {union.Name}({type} value) => new((object?)value);");
                }
            }

            writer.Line();
            writer.Line("/// <summary>The value as text; that of a plain value is its text on the wire.</summary>");
            writer.Line($"public override string ToString() => {RuntimeTypes.Text}.Of(Value) ?? \"\";");
        }

        return writer.ToString();
    }

    public static string Json(ValueUnionModel union)
    {
        var writer = new SourceWriter(union.Namespace);
        using (writer.Braces($"{union.Access} readonly partial record struct {union.Name}"))
        {
            writer.Line("/// <inheritdoc/>");
            using (writer.Braces($"public static {union.Name} ReadJson(ref {RuntimeTypes.Reader} reader)"))
            {
                using (writer.Braces("switch (reader.TokenType)"))
                {
                    foreach (var group in union.Members.GroupBy(m => Tokens(m.Type.Kind)))
                    {
                        foreach (var token in group.Key.Split('|'))
                            writer.Line($"case {RuntimeTypes.JsonTokenType}.{token}:");
                        using (writer.Indented())
                        {
                            var types = group.Select(m => m.Type).ToArray();
                            if (types.FirstOrDefault(t => t.Kind is RefKind.Int32 or RefKind.Int64 or RefKind.UInt64) is { } whole)
                            {
                                // 60.0 is a whole number too, where nothing else is wanted.
                                var (low, high) = Range(whole.Kind);
                                writer.If(
                                    types.Length > 1 ? $"reader.TryGet{whole.Kind}(out var whole)" : $"reader.TryGetDecimal(out var number) && decimal.Truncate(number) == number && number is >= {low} and <= {high}",
                                    $"return new((object?){CSharpTypes.Read(whole, "reader")});");
                            }

                            var other = types.FirstOrDefault(t => t.Kind is not (RefKind.Int32 or RefKind.Int64 or RefKind.UInt64));
                            writer.Line($"return new((object?){(other is null ? $"{RuntimeTypes.JsonRead}.Element(ref reader)" : CSharpTypes.Read(other.WithNullable(false), "reader"))});");
                        }
                    }

                    writer.Line("default:");
                    using (writer.Indented())
                        writer.Line($"return new((object?){RuntimeTypes.JsonRead}.Element(ref reader));");
                }
            }

            writer.Line();
            writer.Line("/// <inheritdoc/>");
            using (writer.Braces($"public void WriteJson({RuntimeTypes.Writer} writer)"))
            using (writer.Braces("switch (Value)"))
            {
                foreach (var member in union.Members)
                {
                    writer.Line($"case {CSharpTypes.Name(member.Type.WithNullable(false))} value:");
                    using (writer.Indented())
                    {
                        writer.Line(CSharpTypes.Write(member.Type, "value", "writer") + ";");
                        writer.Line("break;");
                    }
                }

                writer.Line($"case {RuntimeTypes.JsonElement} json:");
                using (writer.Indented())
                {
                    writer.Line("json.WriteTo(writer);");
                    writer.Line("break;");
                }

                writer.Line("default:");
                using (writer.Indented())
                {
                    writer.Line("writer.WriteNullValue();");
                    writer.Line("break;");
                }
            }
        }

        return writer.ToString();
    }

    private static (string Low, string High) Range(RefKind kind) => kind switch
    {
        RefKind.Int32 => ("int.MinValue", "int.MaxValue"),
        RefKind.UInt64 => ("ulong.MinValue", "ulong.MaxValue"),
        _ => ("long.MinValue", "long.MaxValue"),
    };

    // A member enum is a string on the wire, a member record or map an object.
    private static string Tokens(RefKind kind) => kind switch
    {
        RefKind.Boolean => "True|False",
        RefKind.Int32 or RefKind.Int64 or RefKind.UInt64 or RefKind.Double or RefKind.Decimal => "Number",
        RefKind.List or RefKind.Tuple => "StartArray",
        RefKind.Map or RefKind.Model => "StartObject",
        _ => "String",
    };
}
