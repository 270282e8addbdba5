using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Text;

/// <summary>Makes expressions and statements that read and write the JSON of values.</summary>
internal static class JsonExpressions
{
    /// <summary>The expression that reads a value from a reader; null in JSON gives null where the type allows it.</summary>
    /// <param name="type">The type of the value.</param>
    /// <param name="reader">The reader's name.</param>
    /// <param name="isNull">The condition under which the value is null; the usual one where it is not given.</param>
    public static string Read(TypeRef type, string reader, string? isNull = null)
    {
        if (type.Custom is { } custom)
        {
            var readCustom = custom.Converter is { } converter
                ? $"{converter}.Read(ref {reader})"
                : $"{custom.Name}.ReadJson(ref {reader})";
            return type.Nullable ? OrNull($"default({custom.Name}?)", readCustom) : readCustom;
        }

        var orText = type.OrText ? "OrText" : "";
        var read = type.Kind switch
        {
            RefKind.String => $"{RuntimeTypes.JsonRead}.String(ref {reader})",
            RefKind.Boolean => $"{RuntimeTypes.JsonRead}.Boolean(ref {reader})",
            RefKind.Int32 => $"{RuntimeTypes.JsonRead}.Int32{orText}(ref {reader})",
            RefKind.Int64 => $"{RuntimeTypes.JsonRead}.Int64{orText}(ref {reader})",
            RefKind.UInt64 => $"{RuntimeTypes.JsonRead}.UInt64{orText}(ref {reader})",
            RefKind.Double => $"{RuntimeTypes.JsonRead}.Double{orText}(ref {reader})",
            RefKind.Decimal => $"{RuntimeTypes.JsonRead}.Decimal{orText}(ref {reader})",
            RefKind.DateOnly => $"{RuntimeTypes.JsonRead}.Date(ref {reader})",
            RefKind.Guid => $"{RuntimeTypes.JsonRead}.Guid(ref {reader})",
            RefKind.DateTimeOffset => $"{RuntimeTypes.JsonRead}.DateTimeOffset(ref {reader})",
            RefKind.Bytes => $"{RuntimeTypes.JsonRead}.Base64(ref {reader})",
            RefKind.Json => $"{RuntimeTypes.JsonRead}.Element(ref {reader})",
            RefKind.List => $"{RuntimeTypes.JsonRead}.List<{TypeNames.Of(type.Element!)}>(ref {reader}, {Reader(type.Element!)})",
            RefKind.Map => $"{RuntimeTypes.JsonRead}.Map<{TypeNames.Of(type.Element!)}>(ref {reader}, {Reader(type.Element!)})",
            _ => $"{GeneratedReader(type)}(ref {reader})",
        };
        if (!type.Nullable || type.Kind == RefKind.Json)
            return read;
        // A bare null would become a value of an enum, which converts from text, or empty memory, which converts from an array.
        return OrNull(type.Kind is RefKind.Struct or RefKind.Bytes ? $"default({TypeNames.NotNull(type)}?)" : "null", read);

        string OrNull(string none, string some) => $"{isNull ?? $"{reader}.TokenType == {RuntimeTypes.JsonTokenType}.Null"} ? {none} : {some}";
    }

    /// <summary>A delegate that reads one value of the type.</summary>
    public static string Reader(TypeRef type) =>
        type is { Nullable: false, Custom: null, Kind: RefKind.Model or RefKind.Tuple or RefKind.Struct }
            ? GeneratedReader(type)
            : $"static (ref {RuntimeTypes.Reader} item) => {Read(type, "item")}";

    /// <summary>The expression that writes a value that is not null.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="value">The expression of the value, already without null.</param>
    /// <param name="writer">The writer's name.</param>
    public static string Write(TypeRef type, string value, string writer) => type.Kind switch
    {
        _ when type.Custom is { Converter: { } converter } => $"{converter}.Write({writer}, {value})",
        _ when type.Custom is not null => $"{value}.WriteJson({writer})",
        RefKind.String or RefKind.Guid or RefKind.DateTimeOffset => $"{writer}.WriteStringValue({value})",
        RefKind.DateOnly => $"{writer}.WriteStringValue({TextExpressions.Of(type, value)})",
        RefKind.Double => $"{RuntimeTypes.JsonWrite}.Double{(type.OrText ? "OrText" : "")}({writer}, {value})",
        RefKind.Boolean => $"{writer}.WriteBooleanValue({value})",
        RefKind.Int32 or RefKind.Int64 or RefKind.UInt64 or RefKind.Decimal => $"{writer}.WriteNumberValue({value})",
        RefKind.Bytes => $"{writer}.WriteBase64StringValue({value}.Span)",
        RefKind.Json => $"{RuntimeTypes.JsonWrite}.Element({writer}, {value})",
        RefKind.List => $"{RuntimeTypes.JsonWrite}.List{OrNulls(type)}({writer}, {value}, {Writer(type.Element!)})",
        RefKind.Map => $"{RuntimeTypes.JsonWrite}.Map{OrNulls(type)}({writer}, {value}, {Writer(type.Element!)})",
        _ => $"{value}.WriteJson({writer})",
    };

    /// <summary>The statements that write a named property whose value is not null.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="wireName">Its name.</param>
    /// <param name="value">The expression of the value.</param>
    /// <param name="isChecked">Whether the value is known not to be null; one that only should not be is refused when it is.</param>
    public static string WriteProperty(TypeRef type, string wireName, string value, bool isChecked)
    {
        var name = Literals.Utf8(wireName);
        return type.Kind switch
        {
            _ when type.Custom is not null => NameAndValue(),
            RefKind.Double when !type.OrText => $"{RuntimeTypes.JsonWrite}.Double(writer, {name}, {value});",
            RefKind.String when !isChecked => $"{RuntimeTypes.JsonWrite}.String(writer, {name}, {value});",
            RefKind.Model or RefKind.Tuple when !isChecked => $"{RuntimeTypes.JsonWrite}.Model(writer, {name}, {value});",
            RefKind.String or RefKind.Guid or RefKind.DateTimeOffset => $"writer.WriteString({name}, {value});",
            RefKind.Boolean => $"writer.WriteBoolean({name}, {value});",
            RefKind.Int32 or RefKind.Int64 or RefKind.UInt64 or RefKind.Decimal =>
                $"writer.WriteNumber({name}, {value});",
            RefKind.Bytes => $"writer.WriteBase64String({name}, {value}.Span);",
            _ => NameAndValue(),
        };

        string NameAndValue() => $"writer.WritePropertyName({name});\n{Write(type, value, "writer")};";
    }

    /// <summary>The value behind an expression of a nullable type.</summary>
    public static string Unwrap(TypeRef type, string value) => type is { Nullable: true, IsValueType: true } ? value + ".Value" : value;

    private static string OrNulls(TypeRef list) => list.Element!.Nullable ? "OrNulls" : "";

    // Interfaces have no static methods on .NET Framework and .NET Standard 2.0, but types of their own.
    private static string GeneratedReader(TypeRef type) => type.IsUnion ? type.Name + ".JsonConverter.ReadJson" : type.Name + ".ReadJson";

    private static string Writer(TypeRef element)
    {
        // Whether a type that is not ours is a struct is not known here; a pattern takes both kinds.
        if (element is { Nullable: true, Custom: not null })
        {
            var writeSome = Write(element, "some", "writer");
            return $"static (writer, item) => {{ if (item is {{ }} some) {writeSome}; else writer.WriteNullValue(); }}";
        }

        var write = Write(element, Unwrap(element, "item"), "writer");
        return element.Nullable
            ? $"static (writer, item) => {{ if (item is null) writer.WriteNullValue(); else {write}; }}"
            : $"static (writer, item) => {write}";
    }
}
