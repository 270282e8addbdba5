using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits the record of a frame of bytes or of plain text.</summary>
internal static class FrameEmitter
{
    public static void WriteType(SourceWriter writer, FrameModel frame)
    {
        XmlDocs.WriteSummary(writer, frame.Doc.Summary);
        XmlDocs.WriteRemarks(writer, [], frame.Source);
        var bases = string.Join(", ", [frame.IsText ? RuntimeTypes.TextMessage : RuntimeTypes.BinaryMessage, .. frame.Unions]);
        MemberWriter.WriteGeneratedCode(writer);
        using (writer.Braces($"{frame.Access} sealed partial record {frame.Name} : {bases}"))
        {
            if (frame.IsText)
                WriteText(writer);
            else
                WriteBytes(writer);
        }
    }

    private static void WriteBytes(SourceWriter writer) => writer.Lines($$"""
        /// <summary>The bytes of the frame.</summary>
        public required {{RuntimeTypes.Bytes}} Data { get; init; }

        /// <summary>Writes the bytes as base64, since JSON has no bytes of its own.</summary>
        /// <param name="writer">Destination.</param>
        public void WriteJson({{RuntimeTypes.Writer}} writer) => writer.WriteBase64StringValue(Data.Span);
        """);

    private static void WriteText(SourceWriter writer) => writer.Lines($$"""
        /// <summary>The text of the frame.</summary>
        public required string Text { get; init; }

        /// <summary>Writes the text as a string of JSON.</summary>
        /// <param name="writer">Destination.</param>
        public void WriteJson({{RuntimeTypes.Writer}} writer) => writer.WriteStringValue(Text);
        """);
}
