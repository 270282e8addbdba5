using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Text;

/// <summary>Writes attributes, members and statements that several kinds of types have.</summary>
internal static class MemberWriter
{
    private static readonly string Version = typeof(MemberWriter).Assembly.GetName().Version.ToString(3);

    /// <summary>The attribute of emitted types.</summary>
    public static void WriteGeneratedCode(SourceWriter writer) =>
        writer.Line($"[{RuntimeTypes.GeneratedCode}(\"HumeGen\", \"{Version}\")]");

    /// <summary>The attribute of deprecated types and members.</summary>
    public static void WriteObsolete(SourceWriter writer, DocModel doc)
    {
        if (doc.Deprecated)
            writer.Line($"[{RuntimeTypes.Obsolete}(\"The specification marks this as deprecated.\")]");
    }

    /// <summary>The attribute by which <c>JsonSerializer</c> reads and writes a type that does so itself.</summary>
    public static void WriteConverter(SourceWriter writer, string typeName) =>
        writer.Line($"[{RuntimeTypes.Converter}(typeof({RuntimeTypes.ModelConverter}<{typeName}>))]");

    public static void WriteProperty(SourceWriter writer, PropertyModel property)
    {
        XmlDocs.WriteSummary(writer, property.Doc.Summary);
        WriteObsolete(writer, property.Doc);
        if (property.Constant is { } constant)
        {
            writer.Line($"public {TypeNames.NotNull(property.Type)} {property.Name} => {Literals.Constant(property.Type.Kind, constant)};");
            return;
        }

        var required = property.MustBeSet ? "required " : "";
        var preset = property switch
        {
            { Preset: { } value } => $" = {Preset(property.Type, value)};",
            { PresetItems: { } items } => $" = {PresetList(property.Type.Element!, items)};",
            _ => "",
        };
        writer.Line($"public {required}{TypeNames.Of(property.Type)} {property.Name} {{ get; init; }}{preset}");
    }

    // An enum converts from its text.
    private static string Preset(TypeRef type, string value) => Literals.Constant(type.Kind == RefKind.Struct ? RefKind.String : type.Kind, value);

    private static string PresetList(TypeRef item, EquatableArray<string> values) => values.Count == 0
        ? $"{RuntimeTypes.Array}.Empty<{TypeNames.Of(item)}>()"
        : $"new {TypeNames.Of(item)}[] {{ {string.Join(", ", values.Select(v => Preset(item, v)))} }}";

    /// <summary>Properties with an empty line between them.</summary>
    public static void WriteProperties(SourceWriter writer, EquatableArray<PropertyModel> properties)
    {
        for (var i = 0; i < properties.Count; i++)
        {
            if (i > 0)
                writer.Line();
            WriteProperty(writer, properties[i]);
        }
    }

    /// <summary>The method by which a record prints itself: lists by their first items, and no secret, so that none reaches a log that way.</summary>
    /// <param name="writer">Takes the lines.</param>
    /// <param name="properties">The properties to print.</param>
    /// <param name="more">Further members, with the conditions under which they are printed and the expressions of their values.</param>
    public static void WritePrintMembers(SourceWriter writer, EquatableArray<PropertyModel> properties, params (string Name, string Condition, string Value)[] more)
    {
        var members = properties.Select(p => (p.Name, Value: p.Secret ? $"{p.Name} is null ? null : \"(secret)\"" : p.Name)).ToArray();
        if (members.Length + more.Length == 0)
            return;
        writer.Line();
        using (writer.Braces($"private bool PrintMembers({RuntimeTypes.StringBuilder} builder)"))
        {
            foreach (var (name, value) in members)
                writer.Line(Append(name, value));
            foreach (var (name, condition, value) in more)
                writer.If(condition, Append(name, value));
            writer.Line("return true;");
        }

        static string Append(string name, string value) => $"{RuntimeTypes.RecordText}.Append(builder, {Literals.String(name)}, {value});";
    }

    /// <summary>
    /// The local in which a reader keeps a property, with a word behind it, so that it is neither a keyword nor one of the locals that all
    /// readers have.
    /// </summary>
    public static string Local(PropertyModel property) => char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1) + "Value";

    /// <summary>Declares the local in which a reader keeps a property.</summary>
    public static void WriteLocal(SourceWriter writer, PropertyModel property) =>
        writer.Line($"{TypeNames.Of(property.Type.WithNullable(true))} {Local(property)} = null;");

    /// <summary>The statement that reads a property into its local.</summary>
    /// <param name="property">The property.</param>
    /// <param name="isNull">The condition under which the value is null; the usual one where it is not given.</param>
    public static string ReadLocal(PropertyModel property, string? isNull = null) =>
        $"{Local(property)} = {JsonExpressions.Read(property.Type.WithNullable(true), "reader", isNull)};";

    /// <summary>Sets a property, in the initializer of the type, to what its local holds.</summary>
    public static void WriteInitializer(SourceWriter writer, PropertyModel property, string typeName)
    {
        var otherwise = !property.Required || property.Type.Nullable ? ""
            : property.Preset is { } value ? $" ?? {Preset(property.Type, value)}"
            : $" ?? {Missing(property, typeName)}";
        writer.Line($"{property.Name} = {Local(property)}{otherwise},");
    }

    // It throws, unless the client reads leniently: then it gives a value that can be written again.
    private static string Missing(PropertyModel property, string typeName)
    {
        var type = property.Type;
        var value = type.Kind switch
        {
            _ when type.Custom is not null => "default!",
            RefKind.String => "\"\"",
            RefKind.List => $"{RuntimeTypes.Array}.Empty<{TypeNames.Of(type.Element!)}>()",
            RefKind.Map => $"new {RuntimeTypes.Dictionary}<string, {TypeNames.Of(type.Element!)}>()",
            RefKind.Model or RefKind.Tuple => JsonExpressions.Reader(type),
            _ => "default",
        };
        var method = type is { Custom: null, Kind: RefKind.Model or RefKind.Tuple } ? "MissingModel" : "Missing";
        return $"{RuntimeTypes.JsonRead}.{method}<{TypeNames.Of(type)}>(ref reader, {Literals.String(typeName)}, {Literals.String(property.WireName)}, {value})";
    }

    /// <summary>Writes the JSON of a value that may be null.</summary>
    public static void WriteValue(SourceWriter writer, TypeRef type, string value)
    {
        if (!type.Nullable)
        {
            var write = type is { Kind: RefKind.Model or RefKind.Tuple, Custom: null } ? $"{RuntimeTypes.JsonWrite}.Model(writer, {value})" : JsonExpressions.Write(type, value, "writer");
            writer.Line(write + ";");
            return;
        }

        var some = type.Custom is null ? JsonExpressions.Unwrap(type, value) : "some";
        writer.If(type.Custom is null ? $"{value} is null" : $"{value} is not {{ }} {some}", "writer.WriteNullValue();");
        writer.Else(JsonExpressions.Write(type, some, "writer") + ";");
    }
}
