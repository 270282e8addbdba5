using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits the record of an object schema.</summary>
internal static class RecordEmitter
{
    public static void WriteType(SourceWriter writer, RecordModel record)
    {
        XmlDocs.WriteSummary(writer, record.Doc.Summary);
        XmlDocs.WriteRemarks(writer, [], record.Source);
        MemberWriter.WriteObsolete(writer, record.Doc);
        MemberWriter.WriteConverter(writer, record.Name);
        MemberWriter.WriteGeneratedCode(writer);
        var bases = string.Join(", ", [$"{RuntimeTypes.Model}<{record.Name}>", .. record.Unions]);
        using (writer.Braces($"{record.Access} sealed partial record {record.Name} : {bases}"))
        {
            foreach (var property in record.Properties)
            {
                MemberWriter.WriteProperty(writer, property);
                writer.Line();
            }

            XmlDocs.WriteSummary(
                writer,
                record.Additional is null
                    ? "Properties that the specification does not list, by name; null when there are none. They are written back as received."
                    : "Further entries, by name; null when there are none.");
            writer.Line($"public {RuntimeTypes.ReadOnlyDictionary}<string, {Additional(record)}>? AdditionalProperties {{ get; init; }}");
            WriteExplicitNulls(writer, record);
            if (record.Entries is { } entries)
                WriteEntries(writer, record, entries);
            // What is not known may be a secret.
            var additional = record.Additional is null ? "AdditionalProperties.Keys" : "AdditionalProperties";
            MemberWriter.WritePrintMembers(
                writer,
                record.Properties,
                [
                    ("AdditionalProperties", "AdditionalProperties is not null", additional),
                    .. record.Properties.Any(MayBeExplicitNull) ? [("ExplicitNulls", "ExplicitNulls.Count > 0", "ExplicitNulls")] : Array.Empty<(string, string, string)>(),
                ]);
        }
    }

    public static void WriteJson(SourceWriter writer, RecordModel record)
    {
        using (writer.Braces($"{record.Access} sealed partial record {record.Name}"))
        {
            WriteReader(writer, record);
            writer.Line();
            WriteWriter(writer, record);
        }
    }

    private static string Additional(RecordModel record) => record.Additional is { } type ? TypeNames.Of(type) : RuntimeTypes.JsonElement;

    // Null may be there or not where a property is optional, so that both are null in C#.
    private static bool MayBeExplicitNull(PropertyModel property) => property is { Required: false, Constant: null };

    private static void WriteExplicitNulls(SourceWriter writer, RecordModel record)
    {
        if (record.Properties.FirstOrDefault(MayBeExplicitNull) is not { } example)
            return;

        writer.Line();
        XmlDocs.WriteSummary(
            writer,
            $"Optional properties that are written as null instead of being left out: `[nameof({example.Name})]`. Those that came as null are here. "
            + "A property with a value is written with its value.");
        writer.Line($"public {RuntimeTypes.PropertyNames} ExplicitNulls {{ get; init; }}");
    }

    private static void WriteEntries(SourceWriter writer, RecordModel record, string name)
    {
        var type = TypeNames.NotNull(record.Properties[0].Type);
        writer.Line();
        writer.Line("/// <summary>All values that are there, by their names on the wire, in the order of the specification.</summary>");
        using (writer.Braces($"public {RuntimeTypes.Enumerable}<{RuntimeTypes.KeyValuePair}<string, {type}>> {name}"))
        using (writer.Braces("get"))
        {
            for (var i = 0; i < record.Properties.Count; i++)
            {
                var property = record.Properties[i];
                if (property.Type.Nullable)
                    writer.If($"{property.Name} is {{ }} value{i}", Yield(property, "value" + i));
                else
                    writer.Line(Yield(property, property.Name));
            }
        }

        static string Yield(PropertyModel property, string value) => $"yield return new({Literals.String(property.WireName)}, {value});";
    }

    private static void WriteReader(SourceWriter writer, RecordModel record)
    {
        var settable = record.Properties.Where(p => p.Constant is null).ToArray();
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces($"public static {record.Name} ReadJson(ref {RuntimeTypes.Reader} reader)"))
        {
            writer.Line($"{RuntimeTypes.JsonRead}.StartObject(ref reader, {Literals.String(record.Name)});");
            foreach (var property in settable)
                MemberWriter.WriteLocal(writer, property);

            writer.Line($"{RuntimeTypes.Dictionary}<string, {Additional(record)}>? additional = null;");
            if (record.Properties.Any(MayBeExplicitNull))
                writer.Line($"{RuntimeTypes.PropertyNames} nulls = default;");
            using (writer.Braces($"while ({RuntimeTypes.JsonRead}.NextProperty(ref reader, out var name))"))
            {
                if (record.Properties.Count > 0)
                    WriteDispatch(writer, record);
                if (record.Additional is { } element)
                {
                    writer.Line($"additional ??= new {RuntimeTypes.Dictionary}<string, {Additional(record)}>();");
                    writer.Line($"additional[{RuntimeTypes.Encoding}.UTF8.GetString(name)] = {JsonExpressions.Read(element, "reader")};");
                }
                else
                {
                    writer.Line($"{RuntimeTypes.JsonRead}.Unknown(ref reader, name, ref additional);");
                }
            }

            using (writer.Braces($"return new {record.Name}", "};"))
            {
                foreach (var property in settable)
                    MemberWriter.WriteInitializer(writer, property, record.Name);
                writer.Line("AdditionalProperties = additional,");
                if (record.Properties.Any(MayBeExplicitNull))
                    writer.Line("ExplicitNulls = nulls,");
            }
        }
    }

    // The length tells most names apart at the price of one jump; the rest is a comparison of a few bytes.
    private static void WriteDispatch(SourceWriter writer, RecordModel record)
    {
        using (writer.Braces("switch (name.Length)"))
        {
            foreach (var group in record.Properties.GroupBy(p => Literals.Utf8Length(p.WireName)).OrderBy(g => g.Key))
            {
                using (writer.Indented($"case {group.Key}:"))
                {
                    foreach (var property in group)
                    {
                        var wireName = Literals.Utf8(property.WireName);
                        using (writer.Braces($"if ({RuntimeTypes.MemoryExtensions}.SequenceEqual(name, {wireName}))"))
                        {
                            WriteReadProperty(writer, record, property);
                            writer.Line("continue;");
                        }
                    }

                    writer.Line("break;");
                }
            }
        }
    }

    private static void WriteReadProperty(SourceWriter writer, RecordModel record, PropertyModel property)
    {
        if (property.Constant is not { } constant)
        {
            writer.Line(MemberWriter.ReadLocal(
                property, MayBeExplicitNull(property) ? $"{RuntimeTypes.JsonRead}.IsNull(reader, nameof({property.Name}), ref nulls)" : null));
            return;
        }

        var expected = property.Type.Kind == RefKind.String ? Literals.Utf8(constant) : Literals.Constant(property.Type.Kind, constant);
        var check = $"{RuntimeTypes.JsonRead}.Constant(ref reader, {expected}, {Literals.String(record.Name)});";
        if (!property.Type.Nullable)
            writer.Line(check);
        else
            writer.If($"reader.TokenType != {RuntimeTypes.JsonTokenType}.Null", check);
    }

    private static void WriteWriter(SourceWriter writer, RecordModel record)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces($"public void WriteJson({RuntimeTypes.Writer} writer)"))
        {
            writer.Line("writer.WriteStartObject();");
            foreach (var property in record.Properties)
                WriteWriteProperty(writer, property);
            if (record.Properties.Any(MayBeExplicitNull))
                WriteWriteNulls(writer, record);
            if (record.Properties.Count > 0)
                WriteRefuseDeclared(writer, record);

            if (record.Additional is { } element)
            {
                using (writer.Braces("if (AdditionalProperties is not null)"))
                using (writer.Braces("foreach (var pair in AdditionalProperties)"))
                {
                    writer.Line("writer.WritePropertyName(pair.Key);");
                    MemberWriter.WriteValue(writer, element, "pair.Value");
                }
            }
            else
            {
                writer.Line($"{RuntimeTypes.JsonWrite}.Unknown(writer, AdditionalProperties);");
            }

            writer.Line("writer.WriteEndObject();");
        }
    }

    private static void WriteRefuseDeclared(SourceWriter writer, RecordModel record)
    {
        const int Width = 100;
        var lines = new List<string>();
        foreach (var name in record.Properties.Select(p => Literals.String(p.WireName)))
        {
            if (lines.Count > 0 && lines[lines.Count - 1].Length + name.Length < Width)
                lines[lines.Count - 1] += " or " + name;
            else
                lines.Add((lines.Count > 0 ? "|| name is " : "name is ") + name);
        }

        writer.Line($"{RuntimeTypes.JsonWrite}.RefuseDeclared({Literals.String(record.Name)}, AdditionalProperties, static name =>");
        using (writer.Indented())
        {
            for (var i = 0; i < lines.Count; i++)
                writer.Line(lines[i] + (i + 1 < lines.Count ? "" : ");"));
        }
    }

    // A value that was given since counts more than the null that came.
    private static void WriteWriteNulls(SourceWriter writer, RecordModel record)
    {
        using (writer.Braces("for (var i = 0; i < ExplicitNulls.Count; i++)"))
        {
            using (writer.Braces("var (name, isNull) = ExplicitNulls[i] switch", "};"))
            {
                foreach (var property in record.Properties.Where(MayBeExplicitNull))
                    writer.Line($"nameof({property.Name}) => ({Literals.String(property.WireName)}, {property.Name} is null),");
                writer.Line($"_ => throw {RuntimeTypes.JsonWrite}.NoOptionalProperty({Literals.String(record.Name)}, ExplicitNulls[i]),");
            }

            writer.If("isNull", "writer.WriteNull(name);");
        }
    }

    private static void WriteWriteProperty(SourceWriter writer, PropertyModel property)
    {
        if (property.Constant is { } constant)
        {
            writer.Lines(property.Type.Kind == RefKind.String
                ? $"writer.WriteString({Literals.Utf8(property.WireName)}, {Literals.Utf8(constant)});"
                : JsonExpressions.WriteProperty(property.Type, property.WireName, Literals.Constant(property.Type.Kind, constant), isChecked: true));
            return;
        }

        // Whether a type that is not ours is a struct is not known here; a pattern takes both kinds.
        var isOther = property.Type is { Nullable: true, Custom: not null };
        var value = isOther ? MemberWriter.Local(property) : JsonExpressions.Unwrap(property.Type, property.Name);
        var write = JsonExpressions.WriteProperty(property.Type, property.WireName, value, isChecked: property.Type.Nullable);
        if (!property.Type.Nullable)
        {
            writer.Lines(write);
        }
        else if (property.Required)
        {
            writer.If(
                isOther ? $"{property.Name} is not {{ }} {value}" : $"{property.Name} is null",
                $"writer.WriteNull({Literals.Utf8(property.WireName)});");
            writer.Else(write);
        }
        else
        {
            writer.If(isOther ? $"{property.Name} is {{ }} {value}" : $"{property.Name} is not null", write);
        }
    }
}
