using System.Linq;
using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits a string enum as a small struct that keeps values it does not know.</summary>
internal static class EnumEmitter
{
    public static string Type(EnumModel model)
    {
        var writer = new SourceWriter(model.Namespace);
        XmlDocs.Summary(writer, model.Doc.Summary);
        writer.Line("/// <remarks>A value that is not listed here is kept as it came, and <see cref=\"Kind\"/> is then <see cref=\"Kinds.Unknown\"/>.</remarks>");
        RecordEmitter.Deprecated(writer, model.Doc);
        writer.Line($"[{RuntimeTypes.Converter}(typeof({RuntimeTypes.ModelConverter}<{model.Name}>))]");
        using (writer.Braces($"{model.Access} readonly partial struct {model.Name} : {RuntimeTypes.Model}<{model.Name}>, global::System.IEquatable<{model.Name}>"))
        {
            writer.Line("private readonly string? _value;");
            writer.Line();
            writer.Line("/// <summary>Makes a value of its text on the wire, known or not.</summary>");
            writer.Line("/// <param name=\"value\">The text on the wire.</param>");
            using (writer.Braces($"public {model.Name}(string value)"))
            {
                writer.NotNull("value");
                writer.Line("_value = value;");
            }

            foreach (var value in model.Values)
            {
                writer.Line();
                XmlDocs.Summary(writer, value.Doc);
                writer.Line($"public static {model.Name} {value.Name} {{ get; }} = new({Literals.String(value.WireValue)});");
            }

            writer.Line();
            writer.Line("/// <summary>The text on the wire.</summary>");
            writer.Line("public string Value => _value ?? \"\";");
            writer.Line();
            writer.Line("/// <summary>Which known value it is, to switch on.</summary>");
            using (writer.Braces("public Kinds Kind => Value switch", "};"))
            {
                foreach (var value in model.Values)
                    writer.Line($"{Literals.String(value.WireValue)} => Kinds.{value.Name},");
                writer.Line("_ => Kinds.Unknown,");
            }

            foreach (var fact in model.Facts)
                Fact(writer, model, fact);

            writer.Line();
            Conversions(writer, model.Name);
            writer.Line();
            writer.Line("/// <summary>The known values.</summary>");
            using (writer.Braces("public enum Kinds"))
            {
                writer.Line("/// <summary>A value that this version does not know.</summary>");
                writer.Line("Unknown,");
                foreach (var value in model.Values)
                {
                    writer.Line();
                    XmlDocs.Summary(writer, value.Doc);
                    writer.Line($"{value.Name},");
                }
            }
        }

        return writer.ToString();
    }

    public static string Json(EnumModel model)
    {
        var writer = new SourceWriter(model.Namespace);
        using (writer.Braces($"{model.Access} readonly partial struct {model.Name}"))
        {
            writer.Line("/// <inheritdoc/>");
            using (writer.Braces($"public static {model.Name} ReadJson(ref {RuntimeTypes.Reader} reader)"))
            {
                using (writer.Braces($"if (reader.TokenType == {RuntimeTypes.JsonTokenType}.String && !reader.HasValueSequence && !reader.ValueIsEscaped)"))
                {
                    writer.Line("var text = reader.ValueSpan;");
                    using (writer.Braces("switch (text.Length)"))
                    {
                        foreach (var group in model.Values.GroupBy(v => Literals.Utf8Length(v.WireValue)).OrderBy(g => g.Key))
                        {
                            writer.Line($"case {group.Key}:");
                            using (writer.Indented())
                            {
                                foreach (var value in group)
                                {
                                    writer.Line($"if (global::System.MemoryExtensions.SequenceEqual(text, {Literals.Utf8(value.WireValue)}))");
                                    using (writer.Indented())
                                        writer.Line($"return {value.Name};");
                                }

                                writer.Line("break;");
                            }
                        }
                    }
                }

                writer.Line();
                writer.Line($"return new {model.Name}({RuntimeTypes.JsonRead}.String(ref reader));");
            }

            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public void WriteJson({RuntimeTypes.Writer} writer) => writer.WriteStringValue(Value);");
        }

        return writer.ToString();
    }

    private static void Fact(SourceWriter writer, EnumModel model, EnumFactModel fact)
    {
        writer.Line();
        XmlDocs.Summary(writer, $"{fact.Doc.TrimEnd('.')}; null for a value that is not known");
        var type = fact.IsBoolean ? "bool?" : "string?";
        using (writer.Braces($"public {type} {fact.Name} => Kind switch", "};"))
        {
            for (var i = 0; i < model.Values.Count; i++)
            {
                var value = fact.IsBoolean ? fact.Values[i] : Literals.String(fact.Values[i]);
                writer.Line($"Kinds.{model.Values[i].Name} => {value},");
            }

            writer.Line("_ => null,");
        }
    }

    private static void Conversions(SourceWriter writer, string name) => writer.Lines($$"""
        /// <summary>Makes a value of its text on the wire.</summary>
        /// <param name="value">The text on the wire.</param>
        public static implicit operator {{name}}(string value) => new(value);

        /// <summary>Whether two values have the same text.</summary>
        public static bool operator ==({{name}} left, {{name}} right) => left.Equals(right);

        /// <summary>Whether two values have different texts.</summary>
        public static bool operator !=({{name}} left, {{name}} right) => !left.Equals(right);

        /// <inheritdoc/>
        public bool Equals({{name}} other) => Value == other.Value;

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is {{name}} other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => Value.GetHashCode();

        /// <summary>The text on the wire.</summary>
        public override string ToString() => Value;
        """);
}
