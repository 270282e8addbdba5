using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits the record of a binary frame.</summary>
internal static class BinaryEmitter
{
    public static void WriteType(SourceWriter writer, BinaryModel binary)
    {
        XmlDocs.WriteSummary(writer, binary.Doc.Summary);
        XmlDocs.WriteRemarks(writer, [], binary.Source);
        var bases = string.Join(", ", [RuntimeTypes.BinaryMessage, .. binary.Unions]);
        using (writer.Braces($"{binary.Access} sealed partial record {binary.Name} : {bases}"))
        {
            writer.Lines($$"""
                /// <summary>The bytes of the frame.</summary>
                public required {{RuntimeTypes.Bytes}} Data { get; init; }

                /// <summary>Writes the bytes as base64, since JSON has no bytes of its own.</summary>
                /// <param name="writer">Where to write.</param>
                public void WriteJson({{RuntimeTypes.Writer}} writer) => writer.WriteBase64StringValue(Data.Span);
                """);
        }
    }
}
