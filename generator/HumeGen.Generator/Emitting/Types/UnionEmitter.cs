using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits a union of objects: the interface, its reader, and the record for JSON that fits no member.</summary>
internal static class UnionEmitter
{
    public static void WriteType(SourceWriter writer, UnionModel union)
    {
        WriteInterface(writer, union);
        WriteUnknown(writer, union);
    }

    public static void WriteJson(SourceWriter writer, UnionModel union)
    {
        using (writer.Braces($"{union.Access} partial interface {union.Name}"))
        {
            // Interfaces have no static methods on .NET Framework and .NET Standard 2.0, but types of their own.
            writer.Directive("#if NET");
            WriteReaderDocs(writer, union);
            writer.Line($"static {union.Name} ReadJson(ref {RuntimeTypes.Reader} reader) => JsonConverter.ReadJson(ref reader);");
            writer.Directive("#endif");
            writer.Line();
            writer.Line($"/// <summary>Reads and writes the union, for <see cref=\"{RuntimeTypes.JsonSerializer}\"/> as well.</summary>");
            using (writer.Braces($"public sealed class JsonConverter : {RuntimeTypes.Converter}<{union.Name}>"))
            {
                var (reader, options) = ($"ref {RuntimeTypes.Reader} reader", RuntimeTypes.JsonSerializerOptions + " options");
                writer.Lines($$"""
                    /// <inheritdoc/>
                    public override {{union.Name}} Read({{reader}}, {{RuntimeTypes.Type}} typeToConvert, {{options}}) =>
                        ReadJson(ref reader);

                    /// <inheritdoc/>
                    public override void Write({{RuntimeTypes.Writer}} writer, {{union.Name}} value, {{options}}) =>
                        value.WriteJson(writer);

                    """);
                WriteReaderDocs(writer, union);
                using (writer.Braces($"public static {union.Name} ReadJson(ref {RuntimeTypes.Reader} reader)"))
                {
                    WriteByKind(writer, union);
                    if (union.Key is { } key)
                        WriteByKey(writer, union, key);
                    else
                        WriteByPresence(writer, union);
                    if (union.Members.Count > 0)
                    {
                        WriteOtherObject(writer, union);
                        writer.Line();
                    }

                    writer.Line($"return {union.UnknownName}.ReadJson(ref reader);");
                }
            }
        }
    }

    private static void WriteInterface(SourceWriter writer, UnionModel union)
    {
        XmlDocs.WriteSummary(writer, union.Doc.Summary);
        WriteRemarks(writer, union);
        MemberWriter.WriteObsolete(writer, union.Doc);
        writer.Line($"[{RuntimeTypes.Converter}(typeof({union.Name}.JsonConverter))]");
        using (writer.Braces($"{union.Access} partial interface {union.Name} : {RuntimeTypes.Writable}"))
        {
            if (union.Key is { Shared: true } key)
            {
                XmlDocs.WriteSummary(writer, $"What tells the members apart: the property \"{key.WireName}\" on the wire");
                writer.Line($"string {key.Name} {{ get; }}");
            }
        }
    }

    private static void WriteRemarks(SourceWriter writer, UnionModel union)
    {
        var lines = new List<string> { "One of:", "<list type=\"bullet\">" };
        foreach (var member in union.Members)
        {
            var value = member.KeyValues.Count > 0 ? $" (<c>{XmlDocs.Escape(string.Join(", ", member.KeyValues))}</c>)" : "";
            lines.Add($"<item><description><see cref=\"{member.TypeName}\"/>{value}</description></item>");
        }

        foreach (var value in union.Values)
            lines.Add($"<item><description><see cref=\"{value.TypeName}\"/>{Describe(value.Kinds)}</description></item>");
        foreach (var frame in union.Frames)
            lines.Add($"<item><description><see cref=\"{frame}\"/>, which is no JSON</description></item>");
        lines.Add($"<item><description><see cref=\"{union.UnknownName}\"/> for anything else</description></item>");
        lines.Add("</list>");
        XmlDocs.WriteRemarks(writer, lines, union.Source);
    }

    private static void WriteUnknown(SourceWriter writer, UnionModel union)
    {
        var unknown = union.UnknownName;
        XmlDocs.WriteSummary(writer, $"What came where a member of {union.Name} was expected and is none that is known, kept as it came");
        MemberWriter.WriteConverter(writer, unknown);
        using (writer.Braces($"{union.Access} sealed partial record {unknown} : {RuntimeTypes.Model}<{unknown}>, {union.Name}, {RuntimeTypes.UnknownJson}"))
        {
            writer.Lines($$"""
                /// <summary>The JSON as it came; undefined where it is no JSON.</summary>
                public required {{RuntimeTypes.JsonElement}} Json { get; init; }

                /// <summary>The bytes as they came, where they could not be read; otherwise empty.</summary>
                public {{RuntimeTypes.Bytes}} Raw { get; init; }

                /// <summary>Why it could not be read; null where it is merely not known.</summary>
                public string? Error { get; init; }

                """);
            if (union.Key is { } key)
            {
                XmlDocs.WriteSummary(writer, $"The text of the property \"{key.WireName}\"; empty when there is none");
                writer.Line($"public string {key.Name} => {RuntimeTypes.JsonRead}.Text(Json, {Literals.Utf8(key.WireName)});");
                writer.Line();
            }

            var (reader, element) = ($"ref {RuntimeTypes.Reader} reader", $"{RuntimeTypes.JsonRead}.Element(ref reader)");
            writer.Lines($$"""
                /// <inheritdoc/>
                public static {{unknown}} ReadJson({{reader}}) => new() { Json = {{element}} };

                /// <inheritdoc/>
                public void WriteJson({{RuntimeTypes.Writer}} writer)
                {
                    if (Json.ValueKind == {{RuntimeTypes.JsonValueKind}}.Undefined)
                        writer.WriteNullValue();
                    else
                        Json.WriteTo(writer);
                }
                """);
        }
    }

    private static void WriteReaderDocs(SourceWriter writer, UnionModel union) => writer.Lines($"""
        /// <summary>Reads the member that the JSON means.</summary>
        /// <param name="reader">Stands on the first token of the value, and on its last token afterwards.</param>
        /// <returns>A member, or <see cref="{union.UnknownName}"/> where none fits.</returns>
        """);

    // What is no object is told by its first token.
    private static void WriteByKind(SourceWriter writer, UnionModel union)
    {
        var values = union.Values.Select(v => (v.TypeName, Tokens: Tokens(v.Kinds, withObject: union.Members.Count == 0).ToArray())).Where(v => v.Tokens.Length > 0).ToArray();
        if (values.Length == 0)
            return;
        using (writer.Braces("switch (reader.TokenType)"))
        {
            foreach (var (typeName, tokens) in values)
            {
                foreach (var token in tokens)
                    writer.Line($"case {RuntimeTypes.JsonTokenType}.{token}:");
                using (writer.Indented())
                    writer.Line($"return {typeName}.ReadJson(ref reader);");
            }
        }
    }

    // An object that is none of the members may be the value of a message.
    private static void WriteOtherObject(SourceWriter writer, UnionModel union)
    {
        if (union.Values.FirstOrDefault(v => (v.Kinds & JsonKinds.Object) != 0) is { } value)
            writer.If($"reader.TokenType == {RuntimeTypes.JsonTokenType}.StartObject", $"return {value.TypeName}.ReadJson(ref reader);");
    }

    private static IEnumerable<string> Tokens(JsonKinds kinds, bool withObject)
    {
        if ((kinds & JsonKinds.Text) != 0)
            yield return "String";
        if ((kinds & JsonKinds.Number) != 0)
            yield return "Number";
        if ((kinds & JsonKinds.Boolean) != 0)
        {
            yield return "True";
            yield return "False";
        }

        if ((kinds & JsonKinds.List) != 0)
            yield return "StartArray";
        if ((kinds & JsonKinds.Object) != 0 && withObject)
            yield return "StartObject";
        if ((kinds & JsonKinds.Null) != 0)
            yield return "Null";
    }

    private static string Describe(JsonKinds kinds) => kinds switch
    {
        JsonKinds.None => "",
        JsonKinds.Any => " for any JSON",
        _ => $" for JSON of the kind {kinds.ToString().ToLowerInvariant()}",
    };

    private static void WriteByKey(SourceWriter writer, UnionModel union, UnionKeyModel key)
    {
        var hasKey = $"{RuntimeTypes.JsonRead}.TryFind(reader, {Literals.Utf8(key.WireName)}, out var key)";
        var isTellable = union.DefaultMember is not null || union.Members.Any(m => m.AllOf.Count > 0 || m.AnyOf.Count > 0);
        if (isTellable)
        {
            writer.Line($"var hasKey = {hasKey} && key.TokenType != {RuntimeTypes.JsonTokenType}.Null;");
            hasKey = "hasKey";
        }

        using (writer.Braces($"if ({hasKey} && key.TokenType == {RuntimeTypes.JsonTokenType}.String)"))
        {
            foreach (var member in union.Members)
            {
                foreach (var value in member.KeyValues)
                    writer.If($"key.ValueTextEquals({Literals.Utf8(value)})", $"return {member.TypeName}.ReadJson(ref reader);");
            }
        }

        if (isTellable)
        {
            using (writer.Braces("if (!hasKey)"))
                WriteByPresence(writer, union);
        }
    }

    private static void WriteByPresence(SourceWriter writer, UnionModel union)
    {
        foreach (var member in union.Members)
        {
            if (member.AllOf.Count == 0 && member.AnyOf.Count == 0)
                continue;
            var (names, and) = member.AllOf.Count > 0 ? (member.AllOf, " && ") : (member.AnyOf, " || ");
            var condition = string.Join(and, names.Select(n => $"{RuntimeTypes.JsonRead}.Has(reader, {Literals.Utf8(n)})"));
            writer.If(condition, $"return {member.TypeName}.ReadJson(ref reader);");
        }

        if (union.DefaultMember is { } fallback)
            writer.If($"reader.TokenType == {RuntimeTypes.JsonTokenType}.StartObject", $"return {fallback}.ReadJson(ref reader);");
    }
}
