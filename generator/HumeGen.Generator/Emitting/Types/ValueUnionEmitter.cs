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
        MemberWriter.WriteGeneratedCode(writer);
        using (writer.Braces($"{union.Access} readonly partial record struct {union.Name} : {RuntimeTypes.Model}<{union.Name}>"))
        {
            writer.Lines($$"""
                private {{union.Name}}(object? value) => Value = value;

                /// <summary>The value itself.</summary>
                public object? Value { get; }

                """);
            foreach (var member in union.Members)
                WriteMember(writer, union.Name, member);
            if (union.Members.FirstOrDefault(m => m.Type is { Kind: RefKind.Struct, Custom: null }) is { } texts)
                WriteFromText(writer, union.Name, TypeNames.NotNull(texts.Type));
            var structured = union.Members.Where(m => m.Type.Kind is RefKind.List or RefKind.Map or RefKind.Model or RefKind.Tuple)
                .Select(m => TypeNames.NotNull(m.Type)).ToArray();
            var text = $"{RuntimeTypes.Text}.Of(Value) ?? \"\"";
            writer.Lines($"""
                /// <summary>The text of a plain value as on the wire; anything else as JSON.</summary>
                public override string ToString() => {(structured.Length > 0 ? $"Value is {string.Join(" or ", structured)} ? {RuntimeTypes.ApiJson}.WriteString(this) : {text}" : text)};
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
                    WriteReadCase(writer, group.Key, [.. group]);
                if (union.Members.All(m => Tokens(m.Type.Kind) != "String"))
                    WriteReadNumberInText(writer, [.. union.Members.Select(m => m.Type).Where(t => t.OrText)]);
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
                        {RuntimeTypes.JsonWrite}.Element(writer, json);
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

            /// <summary>Creates the union from a value.</summary>
            /// <param name="value">The value.</param>
            public static {union} From({type} value) => new(value);

            """);
        // C# converts from no interface, but from what implements it.
        var isInterface = member.Type.Kind is RefKind.List or RefKind.Map || member.Type.IsUnion;
        foreach (var source in isInterface ? [.. member.Objects] : (string[])[type])
        {
            writer.Lines($"""
                /// <summary>Creates the union from a value.</summary>
                /// <param name="value">The value.</param>
                public static implicit operator {union}({source} value) => new(value);

                """);
        }
    }

    // C# makes no two conversions in a row.
    private static void WriteFromText(SourceWriter writer, string union, string type) => writer.Lines($"""
        /// <summary>Creates the union from a text, be it listed or not.</summary>
        /// <param name="value">The text.</param>
        public static implicit operator {union}(string value) => new((object?)({type})value);

        """);

    private static void WriteReadCase(SourceWriter writer, string tokens, ValueUnionMemberModel[] members)
    {
        foreach (var token in tokens.Split('|'))
            writer.Line($"case {RuntimeTypes.JsonTokenType}.{token}:");
        using (writer.Indented())
        {
            if (members.Length == 1 && !IsWhole(members[0].Type))
                writer.Line(Read(members[0]));
            else if (tokens == "Number")
                WriteReadNumber(writer, [.. members.Select(m => m.Type)]);
            else if (tokens == "StartArray")
                WriteReadList(writer, members);
            else
                WriteReadObject(writer, members);
        }
    }

    private static void WriteReadNumber(SourceWriter writer, TypeRef[] types)
    {
        var whole = types.First(IsWhole);
        // 60.0 is a whole number too, where nothing else is wanted.
        var isWhole = types.Length > 1
            ? $"reader.TryGet{whole.Kind}(out var whole)"
            : $"reader.TryGetDecimal(out var number) && decimal.Truncate(number) == number && number is {Range(whole.Kind)}";
        writer.If(isWhole, Read(whole));
        var other = types.FirstOrDefault(t => !IsWhole(t));
        writer.Line(other is null ? Return(ReadElement) : Read(other));
    }

    // A number may be written as text where no member is a text.
    private static void WriteReadNumberInText(SourceWriter writer, TypeRef[] numbers)
    {
        if (numbers.Length == 0)
            return;
        writer.Line($"case {RuntimeTypes.JsonTokenType}.String:");
        using (writer.Indented())
        {
            foreach (var type in numbers.OrderByDescending(IsWhole))
            {
                var name = $"parsed{type.Kind}";
                writer.If($"{RuntimeTypes.JsonRead}.IsNumber(reader, out {TypeNames.NotNull(type)} {name})", Return(name));
            }

            writer.Line(Return(ReadElement));
        }
    }

    // The first item tells; a list without any is the first kind of list.
    private static void WriteReadList(SourceWriter writer, ValueUnionMemberModel[] members)
    {
        foreach (var member in members)
        {
            if (member.Items.Count > 0)
                writer.If(PropertyTests.Condition(member.Items, "reader"), Read(member));
        }

        writer.Line(Return(ReadElement));
    }

    // A map takes what is none of the others.
    private static void WriteReadObject(SourceWriter writer, ValueUnionMemberModel[] members)
    {
        var map = members.First(m => m.Type.Kind == RefKind.Map);
        foreach (var member in members.Where(m => m != map))
        {
            if (member.Type.IsUnion)
            {
                writer.Line($"var start = reader;");
                writer.Line($"var item = {JsonExpressions.Read(member.Type, "reader")};");
                writer.If($"item is not {RuntimeTypes.UnknownJson}", Return("item"));
                writer.Line("reader = start;");
            }
            else if (member.Properties.Count > 0)
            {
                writer.If(string.Join(" && ", member.Properties.Select(p => PropertyTests.Condition(p, "reader"))), Read(member));
            }
            else
            {
                writer.Line(Read(member));
                return;
            }
        }

        writer.Line(Read(map));
    }

    private static string Read(ValueUnionMemberModel member) => Read(member.Type);

    // The kind of JSON is known, so that a number is no text.
    private static string Read(TypeRef type) => Return(JsonExpressions.Read(type.WithNullable(false) with { OrText = false }, "reader"));

    private static string Return(string value) => $"return new({value});";

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
