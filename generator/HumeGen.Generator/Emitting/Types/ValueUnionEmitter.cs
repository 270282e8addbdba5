using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits a union of values of different JSON kinds, such as text or a number, as a struct.</summary>
internal static class ValueUnionEmitter
{
    private const string ReadElement = $"{RuntimeTypes.JsonRead}.Element(ref reader)";

    public static void WriteType(SourceWriter writer, ValueUnionModel union)
    {
        XmlDocs.WriteSummary(writer, union.Doc.Summary);
        XmlDocs.WriteRemarks(writer, ["A value of another kind is kept as JSON in <see cref=\"Value\"/>."], union.Source);
        MemberWriter.WriteObsolete(writer, union.Doc);
        MemberWriter.WriteConverter(writer, union.Name);
        using (writer.Braces($"{union.Access} readonly partial record struct {union.Name} : {RuntimeTypes.Model}<{union.Name}>"))
        {
            writer.Lines($$"""
                private {{union.Name}}(object? value) => Value = value;

                /// <summary>The value itself.</summary>
                public object? Value { get; }

                """);
            foreach (var member in union.Members)
                WriteMember(writer, union.Name, member);
            writer.Lines($"""
                /// <summary>The value as text; that of a plain value is its text on the wire.</summary>
                public override string ToString() => {RuntimeTypes.Text}.Of(Value) ?? "";
                """);
        }
    }

    public static void WriteJson(SourceWriter writer, ValueUnionModel union)
    {
        using (writer.Braces($"{union.Access} readonly partial record struct {union.Name}"))
        {
            writer.Line("/// <inheritdoc/>");
            using (writer.Braces($"public static {union.Name} ReadJson(ref {RuntimeTypes.Reader} reader)"))
            using (writer.Braces("switch (reader.TokenType)"))
            {
                foreach (var group in union.Members.GroupBy(m => Tokens(m.Type.Kind)))
                    WriteReadCase(writer, group.Key, [.. group.Select(m => m.Type)]);
                using (writer.Indented("default:"))
                    writer.Line(Return(ReadElement));
            }

            writer.Line("/// <inheritdoc/>");
            using (writer.Braces($"public void WriteJson({RuntimeTypes.Writer} writer)"))
            using (writer.Braces("switch (Value)"))
            {
                foreach (var member in union.Members)
                {
                    writer.Lines($"""
                        case {TypeNames.NotNull(member.Type)} value:
                            {JsonExpressions.Write(member.Type, "value", "writer")};
                            break;
                        """);
                }

                writer.Lines($"""
                    case {RuntimeTypes.JsonElement} json:
                        json.WriteTo(writer);
                        break;
                    default:
                        writer.WriteNullValue();
                        break;
                    """);
            }
        }
    }

    private static void WriteMember(SourceWriter writer, string union, ValueUnionMemberModel member)
    {
        var type = TypeNames.NotNull(member.Type);
        writer.Lines($"""
            /// <summary>The value where it is of this kind; otherwise null.</summary>
            public {type}? As{member.Name} => Value as {type}{(member.Type.IsValueType ? "?" : "")};

            /// <summary>Makes a union of a value.</summary>
            /// <param name="value">The value.</param>
            public static {union} From({type} value) => new((object?)value);

            """);
        if (member.Type.Kind is RefKind.List or RefKind.Map or RefKind.Model or RefKind.Tuple)
            return;
        writer.Lines($"""
            /// <summary>Makes a union of a value.</summary>
            /// <param name="value">The value.</param>
            public static implicit operator {union}({type} value) => new((object?)value);

            """);
    }

    // A number may be of a whole and of another type; all other kinds have one type.
    private static void WriteReadCase(SourceWriter writer, string tokens, TypeRef[] types)
    {
        foreach (var token in tokens.Split('|'))
            writer.Line($"case {RuntimeTypes.JsonTokenType}.{token}:");
        using (writer.Indented())
        {
            if (types.FirstOrDefault(IsWhole) is { } whole)
            {
                // 60.0 is a whole number too, where nothing else is wanted.
                var isWhole = types.Length > 1
                    ? $"reader.TryGet{whole.Kind}(out var whole)"
                    : $"reader.TryGetDecimal(out var number) && decimal.Truncate(number) == number && number is {Range(whole.Kind)}";
                writer.If(isWhole, Return(JsonExpressions.Read(whole, "reader")));
            }

            var other = types.FirstOrDefault(t => !IsWhole(t));
            writer.Line(Return(other is null ? ReadElement : JsonExpressions.Read(other.WithNullable(false), "reader")));
        }
    }

    private static string Return(string value) => $"return new((object?){value});";

    private static bool IsWhole(TypeRef type) => type.Kind is RefKind.Int32 or RefKind.Int64 or RefKind.UInt64;

    private static string Range(RefKind kind) => kind switch
    {
        RefKind.Int32 => ">= int.MinValue and <= int.MaxValue",
        RefKind.UInt64 => ">= ulong.MinValue and <= ulong.MaxValue",
        _ => ">= long.MinValue and <= long.MaxValue",
    };

    // A member enum is a string on the wire, a member record or map an object.
    private static string Tokens(RefKind kind) => kind switch
    {
        RefKind.Boolean => "True|False",
        RefKind.Int32 or RefKind.Int64 or RefKind.UInt64 or RefKind.Double or RefKind.Decimal => "Number",
        RefKind.List or RefKind.Tuple => "StartArray",
        RefKind.Map or RefKind.Model => "StartObject",
        _ => "String",
    };
}
