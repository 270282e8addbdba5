using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits the record of a message whose JSON is one value.</summary>
internal static class MessageEmitter
{
    public static void WriteType(SourceWriter writer, MessageModel message)
    {
        XmlDocs.WriteSummary(writer, message.Doc.Summary);
        XmlDocs.WriteRemarks(writer, [], message.Source);
        MemberWriter.WriteConverter(writer, message.Name);
        MemberWriter.WriteGeneratedCode(writer);
        var bases = string.Join(", ", [$"{RuntimeTypes.Model}<{message.Name}>", .. message.Unions]);
        using (writer.Braces($"{message.Access} sealed partial record {message.Name} : {bases}"))
        {
            MemberWriter.WriteProperty(writer, message.Value);
            MemberWriter.WritePrintMembers(writer, EquatableArray.From([message.Value]));
        }
    }

    public static void WriteJson(SourceWriter writer, MessageModel message)
    {
        var (type, name) = (message.Value.Type, message.Value.Name);
        using (writer.Braces($"{message.Access} sealed partial record {message.Name}"))
        {
            if (message.Value.Constant is { } constant)
            {
                WriteConstant(writer, message, constant);
                return;
            }

            writer.Lines($$"""
                /// <inheritdoc/>
                public static {{message.Name}} ReadJson(ref {{RuntimeTypes.Reader}} reader) => new() { {{name}} = {{JsonExpressions.Read(type, "reader")}} };

                /// <inheritdoc/>
                """);
            using (writer.Braces($"public void WriteJson({RuntimeTypes.Writer} writer)"))
                MemberWriter.WriteValue(writer, type, name);
        }
    }

    private static void WriteConstant(SourceWriter writer, MessageModel message, string constant)
    {
        var kind = message.Value.Type.Kind;
        var expected = kind == RefKind.String ? Literals.Utf8(constant) : Literals.Constant(kind, constant);
        writer.Lines($$"""
            /// <inheritdoc/>
            public static {{message.Name}} ReadJson(ref {{RuntimeTypes.Reader}} reader)
            {
                {{RuntimeTypes.JsonRead}}.Constant(ref reader, {{expected}}, {{Literals.String(message.Name)}});
                return new();
            }

            /// <inheritdoc/>
            public void WriteJson({{RuntimeTypes.Writer}} writer) => {{JsonExpressions.Write(message.Value.Type, Literals.Constant(kind, constant), "writer")}};
            """);
    }
}
