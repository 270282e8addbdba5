using System.Globalization;
using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits a list whose items each have a type of their own, as a record.</summary>
internal static class TupleEmitter
{
    public static void WriteType(SourceWriter writer, TupleModel tuple)
    {
        if (tuple is { Items.Count: 0, More: { } item })
        {
            ListTypeEmitter.WriteType(writer, tuple, item);
            return;
        }

        XmlDocs.WriteSummary(writer, tuple.Doc.Summary);
        XmlDocs.WriteRemarks(writer, ["A list on the wire, whose items are the properties in their order."], tuple.Source);
        MemberWriter.WriteObsolete(writer, tuple.Doc);
        MemberWriter.WriteConverter(writer, tuple.Name);
        MemberWriter.WriteGeneratedCode(writer);
        using (writer.Braces($"{tuple.Access} sealed partial record {tuple.Name} : {RuntimeTypes.Model}<{tuple.Name}>"))
        {
            MemberWriter.WriteProperties(writer, tuple.Items);
            if (tuple.More is { } more)
            {
                writer.Lines($$"""

                    /// <summary>Further items; null when there are none.</summary>
                    public {{RuntimeTypes.ReadOnlyList}}<{{TypeNames.Of(more)}}>? More { get; init; }
                    """);
            }

            MemberWriter.WritePrintMembers(writer, tuple.Items, tuple.More is null ? [] : [("More", "More is not null", "More")]);
        }
    }

    public static void WriteJson(SourceWriter writer, TupleModel tuple)
    {
        if (tuple is { Items.Count: 0, More: { } item })
        {
            ListTypeEmitter.WriteJson(writer, tuple, item);
            return;
        }

        using (writer.Braces($"{tuple.Access} sealed partial record {tuple.Name}"))
        {
            WriteReader(writer, tuple);
            writer.Line();
            WriteWriter(writer, tuple);
        }
    }

    private static void WriteReader(SourceWriter writer, TupleModel tuple)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces($"public static {tuple.Name} ReadJson(ref {RuntimeTypes.Reader} reader)"))
        {
            writer.Line($"{RuntimeTypes.JsonRead}.StartArray(ref reader, {Literals.String(tuple.Name)});");
            foreach (var item in tuple.Items)
                MemberWriter.WriteLocal(writer, item);
            if (tuple.More is { } more)
                writer.Line($"{RuntimeTypes.List}<{TypeNames.Of(more)}>? more = null;");
            using (writer.Braces($"for (var position = 0; {RuntimeTypes.JsonRead}.NextItem(ref reader); position++)"))
            using (writer.Braces("switch (position)"))
                WriteCases(writer, tuple);

            using (writer.Braces($"return new {tuple.Name}", "};"))
            {
                foreach (var item in tuple.Items)
                    MemberWriter.WriteInitializer(writer, item, tuple.Name);
                if (tuple.More is not null)
                    writer.Line("More = more,");
            }
        }
    }

    private static void WriteCases(SourceWriter writer, TupleModel tuple)
    {
        for (var i = 0; i < tuple.Items.Count; i++)
        {
            writer.Lines($"""
                case {Number(i)}:
                    {MemberWriter.ReadLocal(tuple.Items[i])}
                    break;
                """);
        }

        writer.Lines(tuple.More is { } more
            ? $"""
                default:
                    more ??= new {RuntimeTypes.List}<{TypeNames.Of(more)}>();
                    more.Add({JsonExpressions.Read(more, "reader")});
                    break;
                """
            : """
                default:
                    reader.Skip();
                    break;
                """);
    }

    // An item that is left out is null where others follow, and not there at all where none do.
    private static void WriteWriter(SourceWriter writer, TupleModel tuple)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces($"public void WriteJson({RuntimeTypes.Writer} writer)"))
        {
            if (tuple.Items.Any(i => !i.Required))
                WriteLength(writer, tuple);
            writer.Line("writer.WriteStartArray();");
            for (var i = 0; i < tuple.Items.Count; i++)
            {
                var item = tuple.Items[i];
                if (item.Required)
                {
                    MemberWriter.WriteValue(writer, item.Type, item.Name);
                    continue;
                }

                using (writer.Braces($"if (length > {Number(i)})"))
                    MemberWriter.WriteValue(writer, item.Type, item.Name);
            }

            if (tuple.More is { } more)
            {
                using (writer.Braces("if (More is not null)"))
                using (writer.Braces("foreach (var item in More)"))
                    MemberWriter.WriteValue(writer, more, "item");
            }

            writer.Line("writer.WriteEndArray();");
        }
    }

    private static void WriteLength(SourceWriter writer, TupleModel tuple)
    {
        var length = "0";
        for (var i = 0; i < tuple.Items.Count; i++)
            length = tuple.Items[i].Required ? Number(i + 1) : $"{tuple.Items[i].Name} is not null ? {Number(i + 1)} : {length}";
        writer.Line($"var length = {(tuple.More is null ? "" : $"More is {{ Count: > 0 }} ? {Number(tuple.Items.Count)} : ")}{length};");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
