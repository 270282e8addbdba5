using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits a union of objects: the interface, its reader, and the record for what no member fits.</summary>
internal static class UnionEmitter
{
    public static string Type(UnionModel union)
    {
        var writer = new SourceWriter(union.Namespace);
        XmlDocs.Summary(writer, union.Doc.Summary);
        Remarks(writer, union);
        RecordEmitter.Deprecated(writer, union.Doc);
        writer.Line($"[{RuntimeTypes.Converter}(typeof({union.Name}.JsonConverter))]");
        var bases = RuntimeTypes.Writable;
        foreach (var @base in union.Bases)
            bases += ", " + @base;
        using (writer.Braces($"{union.Access} partial interface {union.Name} : {bases}"))
        {
            if (union.Key is { Shared: true } key)
            {
                XmlDocs.Summary(writer, $"What tells the members apart: the property \"{key.WireName}\" on the wire");
                writer.Line($"string {key.Name} {{ get; }}");
            }
        }

        writer.Line();
        XmlDocs.Summary(writer, $"What came where a member of {union.Name} was expected and is none that is known, kept as it came");
        writer.Line($"[{RuntimeTypes.Converter}(typeof({RuntimeTypes.ModelConverter}<{union.UnknownName}>))]");
        using (writer.Braces($"{union.Access} sealed partial record {union.UnknownName} : {RuntimeTypes.Model}<{union.UnknownName}>, {union.Name}"))
        {
            writer.Line("/// <summary>The JSON as it came; undefined where it is no JSON.</summary>");
            writer.Line($"public required {RuntimeTypes.JsonElement} Json {{ get; init; }}");
            writer.Line();
            writer.Line("/// <summary>The bytes as they came, where they could not be read; otherwise empty.</summary>");
            writer.Line("public global::System.ReadOnlyMemory<byte> Raw { get; init; }");
            writer.Line();
            writer.Line("/// <summary>Why it could not be read; null where it is merely not known.</summary>");
            writer.Line("public string? Error { get; init; }");
            if (union.Key is { } unknownKey)
            {
                writer.Line();
                XmlDocs.Summary(writer, $"The text of the property \"{unknownKey.WireName}\"; empty when there is none");
                writer.Line($"public string {unknownKey.Name} => {RuntimeTypes.JsonRead}.Text(Json, {Literals.Utf8(unknownKey.WireName)});");
            }

            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public static {union.UnknownName} ReadJson(ref {RuntimeTypes.Reader} reader) => new() {{ Json = {RuntimeTypes.JsonRead}.Element(ref reader) }};");
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            using (writer.Braces($"public void WriteJson({RuntimeTypes.Writer} writer)"))
            {
                writer.If("Json.ValueKind == global::System.Text.Json.JsonValueKind.Undefined", "writer.WriteNullValue();");
                writer.Else("Json.WriteTo(writer);");
            }
        }

        return writer.ToString();
    }

    public static string Json(UnionModel union)
    {
        var writer = new SourceWriter(union.Namespace);
        using (writer.Braces($"{union.Access} partial interface {union.Name}"))
        {
            // Interfaces have no static methods on .NET Framework and .NET Standard 2.0, but types of their own.
            var isNew = union.Bases.Count > 0 ? "new " : "";
            writer.Directive("#if NET");
            DocumentReader(writer, union);
            writer.Line($"static {isNew}{union.Name} ReadJson(ref {RuntimeTypes.Reader} reader) => JsonConverter.ReadJson(ref reader);");
            writer.Directive("#endif");
            writer.Line();
            writer.Line("/// <summary>Reads and writes the union, for <see cref=\"global::System.Text.Json.JsonSerializer\"/> as well.</summary>");
            using (writer.Braces($"public {isNew}sealed class JsonConverter : global::System.Text.Json.Serialization.JsonConverter<{union.Name}>"))
            {
                writer.Lines($$"""
                    /// <inheritdoc/>
                    public override {{union.Name}} Read(ref {{RuntimeTypes.Reader}} reader, global::System.Type typeToConvert, global::System.Text.Json.JsonSerializerOptions options) =>
                        ReadJson(ref reader);

                    /// <inheritdoc/>
                    public override void Write({{RuntimeTypes.Writer}} writer, {{union.Name}} value, global::System.Text.Json.JsonSerializerOptions options) =>
                        value.WriteJson(writer);

                    """);
                DocumentReader(writer, union);
                using (writer.Braces($"public static {union.Name} ReadJson(ref {RuntimeTypes.Reader} reader)"))
                {
                    if (union.Key is { } key)
                        ByKey(writer, union, key);
                    else
                        ByPresence(writer, union);
                    writer.Line();
                    writer.Line($"return {union.UnknownName}.ReadJson(ref reader);");
                }
            }
        }

        return writer.ToString();
    }

    private static void DocumentReader(SourceWriter writer, UnionModel union)
    {
        writer.Line("/// <summary>Reads the member that the JSON means.</summary>");
        writer.Line("/// <param name=\"reader\">Stands on the first token of the value, and on its last token afterwards.</param>");
        writer.Line($"/// <returns>A member, or <see cref=\"{union.UnknownName}\"/> where none fits.</returns>");
    }

    private static void Remarks(SourceWriter writer, UnionModel union)
    {
        writer.Line("/// <remarks>One of:");
        writer.Line("/// <list type=\"bullet\">");
        foreach (var member in union.Members)
        {
            var value = member.KeyValues.Count > 0 ? $" (<c>{XmlDocs.Escape(string.Join(", ", member.KeyValues))}</c>)" : "";
            writer.Line($"/// <item><description><see cref=\"{member.TypeName}\"/>{value}</description></item>");
        }

        writer.Line($"/// <item><description><see cref=\"{union.UnknownName}\"/> for anything else</description></item>");
        writer.Line("/// </list></remarks>");
    }

    private static void ByKey(SourceWriter writer, UnionModel union, UnionKeyModel key)
    {
        var find = $"{RuntimeTypes.JsonRead}.TryFind(reader, {Literals.Utf8(key.WireName)}, out var key)";
        var isTellable = union.DefaultMember is not null || union.Members.Any(m => m.AllOf.Count > 0 || m.AnyOf.Count > 0);
        if (isTellable)
        {
            writer.Line($"var hasKey = {find} && key.TokenType != {RuntimeTypes.JsonTokenType}.Null;");
            find = "hasKey";
        }

        using (writer.Braces($"if ({find} && key.TokenType == {RuntimeTypes.JsonTokenType}.String)"))
        {
            foreach (var member in union.Members)
            {
                foreach (var value in member.KeyValues)
                {
                    writer.If($"key.ValueTextEquals({Literals.Utf8(value)})", $"return {member.TypeName}.ReadJson(ref reader);");
                }
            }
        }

        if (isTellable)
        {
            using (writer.Braces("if (!hasKey)"))
                ByPresence(writer, union);
        }
    }

    private static void ByPresence(SourceWriter writer, UnionModel union)
    {
        foreach (var member in union.Members)
        {
            if (member.AllOf.Count == 0 && member.AnyOf.Count == 0)
                continue;
            var names = member.AllOf.Count > 0 ? member.AllOf : member.AnyOf;
            var condition = "";
            foreach (var name in names)
            {
                if (condition.Length > 0)
                    condition += member.AllOf.Count > 0 ? " && " : " || ";
                condition += $"{RuntimeTypes.JsonRead}.Has(reader, {Literals.Utf8(name)})";
            }

            writer.If(condition, $"return {member.TypeName}.ReadJson(ref reader);");
        }

        if (union.DefaultMember is { } fallback)
        {
            writer.If($"reader.TokenType == {RuntimeTypes.JsonTokenType}.StartObject", $"return {fallback}.ReadJson(ref reader);");
        }
    }
}
