using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits the record of an object schema.</summary>
internal static class RecordEmitter
{
    public static string Type(RecordModel record)
    {
        var writer = new SourceWriter(record.Namespace);
        XmlDocs.Summary(writer, record.Doc.Summary);
        Deprecated(writer, record.Doc);
        writer.Line($"[{RuntimeTypes.Converter}(typeof({RuntimeTypes.ModelConverter}<{record.Name}>))]");
        var bases = string.Join(", ", new[] { $"{RuntimeTypes.Model}<{record.Name}>" }.Concat(record.Unions));
        using (writer.Braces($"{record.Access} sealed partial record {record.Name} : {bases}"))
        {
            foreach (var property in record.Properties)
            {
                Property(writer, property);
                writer.Line();
            }

            var additional = record.Additional is { } type ? CSharpTypes.Name(type) : RuntimeTypes.JsonElement;
            XmlDocs.Summary(
                writer,
                record.Additional is null
                    ? "What came beyond the specification, by name; null when there was nothing. It is written back as it came."
                    : "All further entries, by name; null when there are none.");
            writer.Line($"public {RuntimeTypes.ReadOnlyDictionary}<string, {additional}>? AdditionalProperties {{ get; init; }}");
            if (record.Entries is { } entries)
                Entries(writer, record, entries);
            PrintMembers(writer, record.Properties);
        }

        return writer.ToString();
    }

    public static string Json(RecordModel record)
    {
        var writer = new SourceWriter(record.Namespace);
        using (writer.Braces($"{record.Access} sealed partial record {record.Name}"))
        {
            Read(writer, record);
            writer.Line();
            Write(writer, record);
        }

        return writer.ToString();
    }

    /// <summary>Emits a record of parameters or form parts: the same properties, but no JSON.</summary>
    public static string Request(RequestModel request)
    {
        var writer = new SourceWriter(request.Namespace);
        XmlDocs.Summary(writer, request.Doc.Summary);
        using (writer.Braces($"{request.Access} sealed partial record {request.Name}"))
        {
            for (var i = 0; i < request.Properties.Count; i++)
            {
                if (i > 0)
                    writer.Line();
                Property(writer, request.Properties[i]);
            }

            PrintMembers(writer, request.Properties);
        }

        return writer.ToString();
    }

    public static void Deprecated(SourceWriter writer, DocModel doc)
    {
        if (doc.Deprecated)
            writer.Line("[global::System.Obsolete(\"The specification marks this as deprecated.\")]");
    }

    public static void Property(SourceWriter writer, PropertyModel property)
    {
        XmlDocs.Summary(writer, property.Doc.Summary);
        Deprecated(writer, property.Doc);
        if (property.Constant is { } constant)
        {
            writer.Line($"public {CSharpTypes.Name(property.Type.WithNullable(false))} {property.Name} => {Literals.Constant(property.Type.Kind, constant)};");
            return;
        }

        var required = property.Required ? "required " : "";
        var type = CSharpTypes.Name(property.Type);
        writer.Line($"public {required}{type} {property.Name} {{ get; init; }}");
    }

    private static void Entries(SourceWriter writer, RecordModel record, string name)
    {
        var type = CSharpTypes.Name(record.Properties[0].Type.WithNullable(false));
        writer.Line();
        writer.Line("/// <summary>All values that are there, by their names on the wire, in the order of the specification.</summary>");
        using (writer.Braces($"public global::System.Collections.Generic.IEnumerable<global::System.Collections.Generic.KeyValuePair<string, {type}>> {name}"))
        using (writer.Braces("get"))
        {
            for (var i = 0; i < record.Properties.Count; i++)
            {
                var property = record.Properties[i];
                var entry = property.Type.Nullable ? "value" + i : property.Name;
                if (property.Type.Nullable)
                    writer.Line($"if ({property.Name} is {{ }} {entry})");
                using (writer.Indented())
                    writer.Line($"yield return new({Literals.String(property.WireName)}, {entry});");
            }
        }
    }

    // Records print all their members; what is secret must not reach a log that way.
    public static void PrintMembers(SourceWriter writer, EquatableArray<PropertyModel> properties)
    {
        if (!properties.Any(p => p.Secret))
            return;

        writer.Line();
        using (writer.Braces("private bool PrintMembers(global::System.Text.StringBuilder builder)"))
        {
            var first = true;
            foreach (var property in properties)
            {
                var separator = first ? "" : ", ";
                writer.Line(property.Secret
                    ? $"builder.Append(\"{separator}{property.Name} = \").Append({property.Name} is null ? \"\" : \"(secret)\");"
                    : $"builder.Append(\"{separator}{property.Name} = \").Append({property.Name});");
                first = false;
            }

            writer.Line("return true;");
        }
    }

    private static void Read(SourceWriter writer, RecordModel record)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces($"public static {record.Name} ReadJson(ref {RuntimeTypes.Reader} reader)"))
        {
            writer.Line($"{RuntimeTypes.JsonRead}.StartObject(ref reader, {Literals.String(record.Name)});");
            foreach (var property in record.Properties.Where(p => p.Constant is null))
                writer.Line($"{CSharpTypes.Name(property.Type.WithNullable(true))} {Local(property)} = null;");

            var additional = record.Additional is { } type ? CSharpTypes.Name(type) : RuntimeTypes.JsonElement;
            writer.Line($"{RuntimeTypes.Dictionary}<string, {additional}>? additional = null;");
            using (writer.Braces($"while ({RuntimeTypes.JsonRead}.NextProperty(ref reader, out var name))"))
            {
                if (record.Properties.Count > 0)
                    Dispatch(writer, record);
                if (record.Additional is { } element)
                {
                    writer.Line($"additional ??= new {RuntimeTypes.Dictionary}<string, {additional}>();");
                    writer.Line($"additional[global::System.Text.Encoding.UTF8.GetString(name)] = {CSharpTypes.Read(element, "reader")};");
                }
                else
                {
                    writer.Line($"{RuntimeTypes.JsonRead}.Unknown(ref reader, name, ref additional);");
                }
            }

            writer.Line();
            using (writer.Braces($"return new {record.Name}", "};"))
            {
                foreach (var property in record.Properties.Where(p => p.Constant is null))
                {
                    var value = property.Required && !property.Type.Nullable
                        ? $"{Local(property)} ?? throw {RuntimeTypes.JsonRead}.Missing({Literals.String(record.Name)}, {Literals.String(property.WireName)})"
                        : Local(property);
                    writer.Line($"{property.Name} = {value},");
                }

                writer.Line("AdditionalProperties = additional,");
            }
        }
    }

    // The length tells most names apart at the price of one jump; what is left is a comparison of a few bytes.
    private static void Dispatch(SourceWriter writer, RecordModel record)
    {
        using (writer.Braces("switch (name.Length)"))
        {
            foreach (var group in record.Properties.GroupBy(p => Literals.Utf8Length(p.WireName)).OrderBy(g => g.Key))
            {
                writer.Line($"case {group.Key}:");
                using (writer.Indented())
                {
                    foreach (var property in group)
                    {
                        using (writer.Braces($"if (global::System.MemoryExtensions.SequenceEqual(name, {Literals.Utf8(property.WireName)}))"))
                        {
                            ReadProperty(writer, record, property);
                            writer.Line("continue;");
                        }
                    }

                    writer.Line("break;");
                }
            }
        }

    }

    private static void ReadProperty(SourceWriter writer, RecordModel record, PropertyModel property)
    {
        if (property.Constant is not { } constant)
        {
            writer.Line($"{Local(property)} = {CSharpTypes.Read(property.Type.WithNullable(true), "reader")};");
            return;
        }

        var expected = property.Type.Kind == RefKind.String ? Literals.Utf8(constant) : Literals.Constant(property.Type.Kind, constant);
        var check = $"{RuntimeTypes.JsonRead}.Constant(ref reader, {expected}, {Literals.String(record.Name)});";
        if (property.Required)
        {
            writer.Line(check);
            return;
        }

        writer.If($"reader.TokenType != {RuntimeTypes.JsonTokenType}.Null", check);
    }

    // With a word behind it, so that it is neither a keyword nor one of the locals that every reader has.
    public static string Local(PropertyModel property) => char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1) + "Value";

    private static void Write(SourceWriter writer, RecordModel record)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces($"public void WriteJson({RuntimeTypes.Writer} writer)"))
        {
            writer.Line("writer.WriteStartObject();");
            foreach (var property in record.Properties)
                WriteProperty(writer, property);

            if (record.Additional is { } element)
            {
                using (writer.Braces("if (AdditionalProperties is not null)"))
                using (writer.Braces("foreach (var pair in AdditionalProperties)"))
                {
                    writer.Line("writer.WritePropertyName(pair.Key);");
                    WriteValue(writer, element, "pair.Value");
                }
            }
            else
            {
                writer.Line($"{RuntimeTypes.JsonWrite}.Unknown(writer, AdditionalProperties);");
            }

            writer.Line("writer.WriteEndObject();");
        }
    }

    public static void WriteValue(SourceWriter writer, TypeRef type, string value)
    {
        if (!type.Nullable)
        {
            writer.Line(CSharpTypes.Write(type, value, "writer") + ";");
            return;
        }

        var some = type.Custom is null ? CSharpTypes.Unwrap(type, value) : "some";
        var write = CSharpTypes.Write(type, some, "writer") + ";";
        writer.If(type.Custom is null ? $"{value} is null" : $"{value} is not {{ }} {some}", "writer.WriteNullValue();");
        writer.Else(write);
    }

    private static void WriteProperty(SourceWriter writer, PropertyModel property)
    {
        if (property.Constant is { } constant)
        {
            writer.Line(property.Type.Kind == RefKind.String
                ? $"writer.WriteString({Literals.Utf8(property.WireName)}, {Literals.Utf8(constant)});"
                : CSharpTypes.WriteProperty(property.Type, property.WireName, Literals.Constant(property.Type.Kind, constant)));
            return;
        }

        // Whether a type that is not ours is a struct is not known here; a pattern takes both kinds.
        var isOther = property.Type is { Nullable: true, Custom: not null };
        var value = isOther ? Local(property) : CSharpTypes.Unwrap(property.Type, property.Name);
        var write = CSharpTypes.WriteProperty(property.Type, property.WireName, value);
        if (!property.Type.Nullable)
        {
            writer.Lines(write);
            return;
        }

        if (property.Required)
        {
            writer.If(isOther ? $"{property.Name} is not {{ }} {value}" : $"{property.Name} is null", $"writer.WriteNull({Literals.Utf8(property.WireName)});");
            writer.Else(write);
            return;
        }

        writer.If(isOther ? $"{property.Name} is {{ }} {value}" : $"{property.Name} is not null", write);
    }
}
