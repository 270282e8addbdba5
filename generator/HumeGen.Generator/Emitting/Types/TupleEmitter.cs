using System.Globalization;
using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits a list whose items each have a type of their own, as a record.</summary>
internal static class TupleEmitter
{
    public static string Type(TupleModel tuple)
    {
        var writer = new SourceWriter(tuple.Namespace);
        XmlDocs.Summary(writer, tuple.Doc.Summary);
        writer.Line("/// <remarks>On the wire it is a list, whose items are the properties in their order.</remarks>");
        RecordEmitter.Deprecated(writer, tuple.Doc);
        writer.Line($"[{RuntimeTypes.Converter}(typeof({RuntimeTypes.ModelConverter}<{tuple.Name}>))]");
        using (writer.Braces($"{tuple.Access} sealed partial record {tuple.Name} : {RuntimeTypes.Model}<{tuple.Name}>"))
        {
            for (var i = 0; i < tuple.Items.Count; i++)
            {
                if (i > 0)
                    writer.Line();
                RecordEmitter.Property(writer, tuple.Items[i]);
            }

            if (tuple.More is { } more)
            {
                writer.Line();
                writer.Line("/// <summary>Further items; null when there are none.</summary>");
                writer.Line($"public global::System.Collections.Generic.IReadOnlyList<{CSharpTypes.Name(more)}>? More {{ get; init; }}");
            }

            RecordEmitter.PrintMembers(writer, tuple.Items);
        }

        return writer.ToString();
    }

    public static string Json(TupleModel tuple)
    {
        var writer = new SourceWriter(tuple.Namespace);
        using (writer.Braces($"{tuple.Access} sealed partial record {tuple.Name}"))
        {
            Read(writer, tuple);
            writer.Line();
            Write(writer, tuple);
        }

        return writer.ToString();
    }

    private static void Read(SourceWriter writer, TupleModel tuple)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces($"public static {tuple.Name} ReadJson(ref {RuntimeTypes.Reader} reader)"))
        {
            writer.Line($"{RuntimeTypes.JsonRead}.StartArray(ref reader, {Literals.String(tuple.Name)});");
            foreach (var item in tuple.Items)
                writer.Line($"{CSharpTypes.Name(item.Type.WithNullable(true))} {RecordEmitter.Local(item)} = null;");
            if (tuple.More is { } more)
                writer.Line($"global::System.Collections.Generic.List<{CSharpTypes.Name(more)}>? more = null;");
            using (writer.Braces($"for (var position = 0; {RuntimeTypes.JsonRead}.NextItem(ref reader); position++)"))
            using (writer.Braces("switch (position)"))
            {
                for (var i = 0; i < tuple.Items.Count; i++)
                {
                    var item = tuple.Items[i];
                    writer.Line($"case {Number(i)}:");
                    using (writer.Indented())
                    {
                        writer.Line($"{RecordEmitter.Local(item)} = {CSharpTypes.Read(item.Type.WithNullable(true), "reader")};");
                        writer.Line("break;");
                    }
                }

                writer.Line("default:");
                using (writer.Indented())
                {
                    if (tuple.More is { } type)
                    {
                        writer.Line($"more ??= new global::System.Collections.Generic.List<{CSharpTypes.Name(type)}>();");
                        writer.Line($"more.Add({CSharpTypes.Read(type, "reader")});");
                    }
                    else
                    {
                        writer.Line("reader.Skip();");
                    }

                    writer.Line("break;");
                }
            }

            writer.Line();
            using (writer.Braces($"return new {tuple.Name}", "};"))
            {
                foreach (var item in tuple.Items)
                {
                    var value = item.Required && !item.Type.Nullable
                        ? $"{RecordEmitter.Local(item)} ?? throw {RuntimeTypes.JsonRead}.Missing({Literals.String(tuple.Name)}, {Literals.String(item.WireName)})"
                        : RecordEmitter.Local(item);
                    writer.Line($"{item.Name} = {value},");
                }

                if (tuple.More is not null)
                    writer.Line("More = more,");
            }
        }
    }

    // An item that is left out is null where others follow, and not there at all where none do.
    private static void Write(SourceWriter writer, TupleModel tuple)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces($"public void WriteJson({RuntimeTypes.Writer} writer)"))
        {
            var optional = tuple.Items.Count(i => !i.Required);
            if (optional > 0)
                Length(writer, tuple);
            writer.Line("writer.WriteStartArray();");
            for (var i = 0; i < tuple.Items.Count; i++)
            {
                var item = tuple.Items[i];
                if (item.Required)
                {
                    RecordEmitter.WriteValue(writer, item.Type, item.Name);
                    continue;
                }

                using (writer.Braces($"if (length > {Number(i)})"))
                    RecordEmitter.WriteValue(writer, item.Type, item.Name);
            }

            if (tuple.More is { } more)
            {
                using (writer.Braces("if (More is not null)"))
                using (writer.Braces("foreach (var item in More)"))
                    RecordEmitter.WriteValue(writer, more, "item");
            }

            writer.Line("writer.WriteEndArray();");
        }
    }

    private static void Length(SourceWriter writer, TupleModel tuple)
    {
        var length = "0";
        for (var i = 0; i < tuple.Items.Count; i++)
            length = tuple.Items[i].Required ? Number(i + 1) : $"{tuple.Items[i].Name} is not null ? {Number(i + 1)} : {length}";
        writer.Line($"var length = {(tuple.More is null ? "" : $"More is {{ Count: > 0 }} ? {Number(tuple.Items.Count)} : ")}{length};");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
