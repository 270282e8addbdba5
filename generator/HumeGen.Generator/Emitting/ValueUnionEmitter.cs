using System.Linq;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting;

/// <summary>Emits a union of values of different JSON kinds, such as text or a number, as a struct.</summary>
internal static class ValueUnionEmitter
{
    public static string Type(ValueUnionModel union)
    {
        var writer = new SourceWriter(union.Namespace);
        XmlDocs.Summary(writer, union.Doc.Summary);
        writer.Line("/// <remarks>A value of another kind is kept as JSON in <see cref=\"Value\"/>.</remarks>");
        writer.Line($"[{Known.Converter}(typeof({Known.ModelConverter}<{union.Name}>))]");
        using (writer.Braces($"public readonly partial record struct {union.Name} : {Known.Model}<{union.Name}>"))
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
                writer.Line($"public {type}? As{member.Name} => Value is {type} value ? value : null;");
                writer.Line();
                writer.Line("/// <summary>Makes a union of a value.</summary>");
                writer.Line("/// <param name=\"value\">The value.</param>");
                writer.Line($"public static {union.Name} From({type} value) => new((object?)value);");
                if (member.Type.Kind is not (RefKind.List or RefKind.Map or RefKind.Model))
                {
                    writer.Line();
                    writer.Line("/// <summary>Makes a union of a value.</summary>");
                    writer.Line("/// <param name=\"value\">The value.</param>");
                    writer.Line($"public static implicit operator {union.Name}({type} value) => new((object?)value);");
                }
            }
        }

        return writer.ToString();
    }

    public static string Json(ValueUnionModel union)
    {
        var writer = new SourceWriter(union.Namespace);
        using (writer.Braces($"public readonly partial record struct {union.Name}"))
        {
            writer.Line("/// <inheritdoc/>");
            using (writer.Braces($"public static {union.Name} ReadJson(ref {Known.Reader} reader)"))
            {
                using (writer.Braces("switch (reader.TokenType)"))
                {
                    foreach (var group in union.Members.GroupBy(m => Tokens(m.Type.Kind)))
                    {
                        foreach (var token in group.Key.Split('|'))
                            writer.Line($"case {Known.JsonTokenType}.{token}:");
                        using (writer.Indented())
                        {
                            var members = group.ToArray();
                            if (members.Length > 1)
                            {
                                writer.Line("if (reader.TryGetInt64(out var whole))");
                                using (writer.Indented())
                                    writer.Line("return new((object?)whole);");
                            }

                            var last = members.OrderBy(m => m.Type.Kind == RefKind.Double).Last();
                            writer.Line($"return new((object?){CSharpTypes.Read(last.Type.WithNullable(false), "reader")});");
                        }
                    }

                    writer.Line("default:");
                    using (writer.Indented())
                        writer.Line($"return new((object?){Known.JsonRead}.Element(ref reader));");
                }
            }

            writer.Line();
            writer.Line("/// <inheritdoc/>");
            using (writer.Braces($"public void WriteJson({Known.Writer} writer)"))
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

                writer.Line($"case {Known.JsonElement} json:");
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

    // A member enum is a string on the wire, a member record or map an object.
    private static string Tokens(RefKind kind) => kind switch
    {
        RefKind.Boolean => "True|False",
        RefKind.Int32 or RefKind.Int64 or RefKind.UInt64 or RefKind.Double => "Number",
        RefKind.List => "StartArray",
        RefKind.Map or RefKind.Model => "StartObject",
        _ => "String",
    };
}
