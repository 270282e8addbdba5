using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits a list with a name, as a record around its items: a list that contains itself needs one.</summary>
internal static class ListTypeEmitter
{
    public static void WriteType(SourceWriter writer, TupleModel list, TypeRef item)
    {
        XmlDocs.WriteSummary(writer, list.Doc.Summary);
        XmlDocs.WriteRemarks(writer, ["On the wire it is a list."], list.Source);
        MemberWriter.WriteObsolete(writer, list.Doc);
        MemberWriter.WriteConverter(writer, list.Name);
        using (writer.Braces($"{list.Access} sealed partial record {list.Name} : {RuntimeTypes.Model}<{list.Name}>"))
        {
            writer.Lines($$"""
                /// <summary>The items in their order; empty by default.</summary>
                public {{RuntimeTypes.ReadOnlyList}}<{{TypeNames.Of(item)}}> Items { get; init; } = global::System.Array.Empty<{{TypeNames.Of(item)}}>();
                """);
        }
    }

    public static void WriteJson(SourceWriter writer, TupleModel list, TypeRef item)
    {
        var items = new TypeRef(RefKind.List, "", item, false);
        using (writer.Braces($"{list.Access} sealed partial record {list.Name}"))
        {
            writer.Line("/// <inheritdoc/>");
            using (writer.Braces($"public static {list.Name} ReadJson(ref {RuntimeTypes.Reader} reader)"))
                writer.Line($"return new {list.Name} {{ Items = {JsonExpressions.Read(items, "reader")} }};");
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            using (writer.Braces($"public void WriteJson({RuntimeTypes.Writer} writer)"))
                writer.Line($"{JsonExpressions.Write(items, "Items", "writer")};");
        }
    }
}
