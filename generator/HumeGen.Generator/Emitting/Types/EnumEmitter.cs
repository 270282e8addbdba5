using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits a string enum as a small struct that keeps values it does not know.</summary>
internal static class EnumEmitter
{
    public static void WriteType(SourceWriter writer, EnumModel model)
    {
        var name = model.Name;
        XmlDocs.WriteSummary(writer, model.Doc.Summary);
        XmlDocs.WriteRemarks(
            writer,
            ["A value that is not listed here is kept as received; its <see cref=\"Kind\"/> is <see cref=\"Kinds.Unknown\"/>."],
            model.Source);
        MemberWriter.WriteObsolete(writer, model.Doc);
        MemberWriter.WriteConverter(writer, name);
        MemberWriter.WriteGeneratedCode(writer);
        var bases = $"{RuntimeTypes.Model}<{name}>, {RuntimeTypes.Equatable}<{name}>" + (model.IsCatalogue ? ", " + RuntimeTypes.Code : "");
        using (writer.Braces($"{model.Access} readonly partial struct {name} : {bases}"))
        {
            writer.Lines($$"""
                private readonly string? _value;

                /// <summary>Creates a value from its text on the wire, known or not.</summary>
                /// <param name="value">The text on the wire.</param>
                public {{name}}(string value)
                {
                    if (value is null)
                        throw new {{RuntimeTypes.ArgumentNullException}}(nameof(value));
                    _value = value;
                }
                """);
            foreach (var value in model.Values)
            {
                writer.Line();
                XmlDocs.WriteSummary(writer, value.Doc);
                writer.Line($"public static {name} {value.Name} {{ get; }} = new({Literals.String(value.WireValue)});");
            }

            WriteKind(writer, model);
            foreach (var fact in model.Facts)
                WriteFact(writer, model, fact);
            if (model.IsCatalogue)
                WriteCode(writer, model);
            WriteConversions(writer, name);
            WriteKinds(writer, model);
        }
    }

    public static void WriteJson(SourceWriter writer, EnumModel model)
    {
        using (writer.Braces($"{model.Access} readonly partial struct {model.Name}"))
        {
            writer.Line("/// <inheritdoc/>");
            using (writer.Braces($"public static {model.Name} ReadJson(ref {RuntimeTypes.Reader} reader)"))
            {
                var isString = $"reader.TokenType == {RuntimeTypes.JsonTokenType}.String";
                using (writer.Braces($"if ({isString} && !reader.HasValueSequence && !reader.ValueIsEscaped)"))
                    WriteDispatch(writer, model);
                writer.Line($"return new {model.Name}({RuntimeTypes.JsonRead}.String(ref reader));");
            }

            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public void WriteJson({RuntimeTypes.Writer} writer) => writer.WriteStringValue(Value);");
        }
    }

    // The length tells most values apart at the price of one jump; known ones need no text of their own.
    private static void WriteDispatch(SourceWriter writer, EnumModel model)
    {
        writer.Line("var text = reader.ValueSpan;");
        using (writer.Braces("switch (text.Length)"))
        {
            foreach (var group in model.Values.GroupBy(v => Literals.Utf8Length(v.WireValue)).OrderBy(g => g.Key))
            {
                using (writer.Indented($"case {group.Key}:"))
                {
                    foreach (var value in group)
                    {
                        var isValue = $"{RuntimeTypes.MemoryExtensions}.SequenceEqual(text, {Literals.Utf8(value.WireValue)})";
                        writer.If(isValue, $"return {value.Name};");
                    }

                    writer.Line("break;");
                }
            }
        }
    }

    private static void WriteKind(SourceWriter writer, EnumModel model)
    {
        writer.Lines("""

            /// <summary>The text on the wire.</summary>
            public string Value => _value ?? "";

            /// <summary>The known value, to switch on.</summary>
            """);
        using (writer.Braces("public Kinds Kind => Value switch", "};"))
        {
            foreach (var value in model.Values)
                writer.Line($"{Literals.String(value.WireValue)} => Kinds.{value.Name},");
            writer.Line("_ => Kinds.Unknown,");
        }
    }

    private static void WriteFact(SourceWriter writer, EnumModel model, EnumFactModel fact)
    {
        writer.Line();
        XmlDocs.WriteSummary(writer, $"{fact.Doc.TrimEnd('.')}; null for a value that is not known");
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

    private static void WriteCode(SourceWriter writer, EnumModel model)
    {
        writer.Lines($"""

            bool {RuntimeTypes.Code}.IsKnown => Kind != Kinds.Unknown;

            {RuntimeOf("Meaning")}

            {RuntimeOf("Remedy")}
            """);

        string RuntimeOf(string name) =>
            $"string? {RuntimeTypes.Code}.{name} => {(model.Facts.Any(f => f.Name == name && !f.IsBoolean) ? name : "null")};";
    }

    private static void WriteConversions(SourceWriter writer, string name) => writer.Lines($$"""

        /// <summary>Creates a value from its text on the wire.</summary>
        /// <param name="value">The text on the wire.</param>
        public static implicit operator {{name}}(string value) => new(value);

        /// <summary>Whether two values have the same text.</summary>
        public static bool operator ==({{name}} left, {{name}} right) => left.Equals(right);

        /// <summary>Whether two values have different text.</summary>
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

    private static void WriteKinds(SourceWriter writer, EnumModel model)
    {
        writer.Line();
        writer.Line("/// <summary>The known values.</summary>");
        using (writer.Braces("public enum Kinds"))
        {
            writer.Line("/// <summary>A value that this version does not know.</summary>");
            writer.Line("Unknown,");
            foreach (var value in model.Values)
            {
                writer.Line();
                XmlDocs.WriteSummary(writer, value.Doc);
                writer.Line($"{value.Name},");
            }
        }
    }
}
