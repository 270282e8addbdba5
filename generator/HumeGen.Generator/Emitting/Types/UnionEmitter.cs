using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits a union of objects: the interface, its reader, and the record for JSON that fits no member.</summary>
internal static class UnionEmitter
{
    private const string IsObject = $"reader.TokenType == {RuntimeTypes.JsonTokenType}.StartObject";

    public static void WriteType(SourceWriter writer, UnionModel union)
    {
        WriteInterface(writer, union);
        WriteUnknown(writer, union);
    }

    public static void WriteJson(SourceWriter writer, UnionModel union)
    {
        var hides = union.Base is null ? "" : "new ";
        using (writer.Braces($"{union.Access} partial interface {union.Name}"))
        {
            // Interfaces have no static methods on .NET Framework and .NET Standard 2.0, but types of their own.
            writer.Directive("#if NET");
            WriteReaderDocs(writer, union);
            writer.Line($"{hides}static {union.Name} ReadJson(ref {RuntimeTypes.Reader} reader) => JsonConverter.ReadJson(ref reader);");
            writer.Directive("#endif");
            writer.Line();
            writer.Line($"/// <summary>Reads and writes the union, for <see cref=\"{RuntimeTypes.JsonSerializer}\"/> as well.</summary>");
            using (writer.Braces($"public {hides}sealed class JsonConverter : {RuntimeTypes.Converter}<{union.Name}>"))
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

                    writer.Line($"return {union.FullUnknownName}.ReadJson(ref reader);");
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
        MemberWriter.WriteGeneratedCode(writer);
        using (writer.Braces($"{union.Access} partial interface {union.Name} : {union.Base ?? RuntimeTypes.Writable}"))
        {
            if (union is { Key: { Shared: true } key, Base: null })
            {
                XmlDocs.WriteSummary(writer, $"Discriminator of the members: the property \"{key.WireName}\" on the wire");
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
            lines.Add($"<item><description><see cref=\"{value.TypeName}\"/>{Describe(value)}</description></item>");
        foreach (var frame in union.Frames)
            lines.Add($"<item><description><see cref=\"{frame}\"/>, which is no JSON</description></item>");
        lines.Add($"<item><description><see cref=\"{union.FullUnknownName}\"/> for anything else</description></item>");
        lines.Add("</list>");
        XmlDocs.WriteRemarks(writer, lines, union.Source);
    }

    private static void WriteUnknown(SourceWriter writer, UnionModel union)
    {
        var unknown = union.UnknownName;
        XmlDocs.WriteSummary(writer, $"A member of {union.Name} of a kind that this version does not know, kept as received");
        MemberWriter.WriteConverter(writer, unknown);
        MemberWriter.WriteGeneratedCode(writer);
        using (writer.Braces($"{union.Access} sealed partial record {unknown} : {RuntimeTypes.Model}<{unknown}>, {union.FullName}, {RuntimeTypes.UnknownJson}"))
        {
            writer.Lines($$"""
                /// <summary>The JSON as received; undefined where it is no JSON.</summary>
                public required {{RuntimeTypes.JsonElement}} Json { get; init; }

                /// <summary>The bytes as received, where they could not be read; otherwise empty.</summary>
                public {{RuntimeTypes.Bytes}} Raw { get; init; }

                /// <summary>Reason that it could not be read; null where its kind is merely unknown.</summary>
                public string? Error { get; init; }

                """);
            if (union.Key is { Inner: null } key)
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
                        {{RuntimeTypes.JsonWrite}}.Element(writer, Json);
                }
                """);
        }
    }

    private static void WriteReaderDocs(SourceWriter writer, UnionModel union) => writer.Lines($"""
        /// <summary>Reads whichever member the JSON denotes.</summary>
        /// <param name="reader">Reader on the first token of the value; on its last token afterwards.</param>
        /// <returns>A member, or <see cref="{union.FullUnknownName}"/> where none fits.</returns>
        """);

    // What is no object is told by its first token, and among several of a kind by its value.
    private static void WriteByKind(SourceWriter writer, UnionModel union)
    {
        var own = union.Members.Count == 0 ? JsonKinds.Any : JsonKinds.Any & ~JsonKinds.Object;
        var tokens = PropertyTests.TokenNames(union.Values.Aggregate(JsonKinds.None, (all, v) => all | v.Kinds) & own)
            .GroupBy(token => EquatableArray.From(union.Values.Where(v => PropertyTests.TokenNames(v.Kinds).Contains(token)))).ToArray();
        if (tokens.Length == 0)
            return;
        using (writer.Braces("switch (reader.TokenType)"))
        {
            foreach (var same in tokens)
            {
                foreach (var token in same)
                    writer.Line($"case {RuntimeTypes.JsonTokenType}.{token}:");
                using (writer.Indented())
                {
                    foreach (var value in same.Key)
                        WriteValue(writer, value);
                    if (same.Key.All(HasCondition))
                        writer.Line("break;");
                }
            }
        }
    }

    private static bool HasCondition(UnionValueModel value) => value.Values.Count > 0 || value.Items.Count > 0;

    private static void WriteValue(SourceWriter writer, UnionValueModel value)
    {
        var read = $"return {value.TypeName}.ReadJson(ref reader);";
        if (value.Items.Count > 0)
            writer.If(PropertyTests.Condition(value.Items, "reader"), read);
        else if (value.Values.Count > 0)
            writer.If(string.Join(" || ", value.Values.Select(v => IsScalar(v))), read);
        else
            writer.Line(read);
    }

    private static string IsScalar(KeyValueModel value) => value.Kind switch
    {
        JsonKinds.Number => $"{RuntimeTypes.JsonRead}.Is(reader, {value.Text}m)",
        JsonKinds.Boolean => $"reader.TokenType == {RuntimeTypes.JsonTokenType}.{(value.Text == "true" ? "True" : "False")}",
        _ => $"reader.ValueTextEquals({Literals.Utf8(value.Text)})",
    };

    // An object that is none of the members may be the value of a message.
    private static void WriteOtherObject(SourceWriter writer, UnionModel union)
    {
        if (union.Values.FirstOrDefault(v => (v.Kinds & JsonKinds.Object) != 0) is { } value)
            writer.If($"reader.TokenType == {RuntimeTypes.JsonTokenType}.StartObject", $"return {value.TypeName}.ReadJson(ref reader);");
    }

    private static string Describe(UnionValueModel value) => value switch
    {
        { Values.Count: > 0 } => $" (<c>{XmlDocs.Escape(string.Join(", ", value.Values.Select(v => v.Text)))}</c>)",
        { Kinds: JsonKinds.None } => "",
        { Kinds: JsonKinds.Any } => " for any JSON",
        _ => $" for JSON of the kind {value.Kinds.ToString().ToLowerInvariant()}",
    };

    private static void WriteByKey(SourceWriter writer, UnionModel union, UnionKeyModel key)
    {
        var find = $"{RuntimeTypes.JsonRead}.TryFind(reader, {Literals.Utf8(key.WireName)}, out var key)";
        if (key.Inner is { } inner)
            find += $" && {RuntimeTypes.JsonRead}.TryFind(key, {Literals.Utf8(inner)}, out key)";
        var kinds = union.Cases.GroupBy(c => c.Value.Kind).ToArray();
        if (kinds.Length > 1 || union.DefaultMember is not null || union.Choices.Any(c => c.WithoutKey))
        {
            writer.Line($"var hasKey = {find} && key.TokenType != {RuntimeTypes.JsonTokenType}.Null;");
            find = "hasKey";
        }

        foreach (var kind in kinds)
            WriteCases(writer, union, find, kind.Key, [.. kind]);
        WriteChoices(writer, union.Choices);
        if (union.DefaultMember is { } fallback)
            writer.If($"!hasKey && {IsObject}", $"return {fallback}.ReadJson(ref reader);");
    }

    private static void WriteCases(SourceWriter writer, UnionModel union, string find, JsonKinds kind, UnionCaseModel[] cases)
    {
        var isKind = kind switch
        {
            JsonKinds.Number => $"key.TokenType == {RuntimeTypes.JsonTokenType}.Number && key.TryGetDecimal(out var number)",
            JsonKinds.Boolean => $"key.TokenType is {RuntimeTypes.JsonTokenType}.True or {RuntimeTypes.JsonTokenType}.False",
            _ => $"key.TokenType == {RuntimeTypes.JsonTokenType}.String",
        };
        using (writer.Braces($"if ({find} && {isKind})"))
        {
            foreach (var same in cases.GroupBy(c => c.Choices))
            {
                var isValue = string.Join(" || ", same.Select(c => IsValue(c.Value)));
                if (same.Key is { Count: 1 } && same.Key[0] is { AllOf.Count: 0, AnyOf.Count: 0 } only)
                {
                    writer.If(isValue, $"return {only.TypeName}.ReadJson(ref reader);");
                    continue;
                }

                using (writer.Braces($"if ({isValue})"))
                {
                    WriteChoices(writer, same.Key);
                    writer.Line($"return {union.FullUnknownName}.ReadJson(ref reader);");
                }
            }
        }
    }

    private static string IsValue(KeyValueModel value) => value.Kind switch
    {
        JsonKinds.Number => $"number == {value.Text}m",
        JsonKinds.Boolean => value.Text == "true" ? "key.GetBoolean()" : "!key.GetBoolean()",
        _ => $"key.ValueTextEquals({Literals.Utf8(value.Text)})",
    };

    private static void WriteByPresence(SourceWriter writer, UnionModel union)
    {
        WriteChoices(writer, union.Choices);
        if (union.DefaultMember is { } fallback)
            writer.If(IsObject, $"return {fallback}.ReadJson(ref reader);");
    }

    private static void WriteChoices(SourceWriter writer, EquatableArray<UnionChoiceModel> choices)
    {
        for (var i = 0; i < choices.Count; i++)
        {
            if (!choices[i].WithoutKey)
            {
                WriteChoice(writer, choices[i]);
                continue;
            }

            using (writer.Braces("if (!hasKey)"))
            {
                WriteChoice(writer, choices[i]);
                while (i + 1 < choices.Count && choices[i + 1].WithoutKey)
                    WriteChoice(writer, choices[++i]);
            }
        }
    }

    private static void WriteChoice(SourceWriter writer, UnionChoiceModel choice)
    {
        var conditions = choice.AllOf.Select(t => PropertyTests.Condition(t, "reader")).ToList();
        if (choice.AnyOf.Count > 0)
        {
            var any = string.Join(" || ", choice.AnyOf.Select(t => PropertyTests.Condition(t, "reader")));
            conditions.Add(choice.AnyOf.Count > 1 && conditions.Count > 0 ? $"({any})" : any);
        }

        writer.If(conditions.Count > 0 ? string.Join(" && ", conditions) : IsObject, $"return {choice.TypeName}.ReadJson(ref reader);");
    }
}
