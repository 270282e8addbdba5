using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Types;

/// <summary>Emits a record of parameters or form parts, which has no JSON.</summary>
internal static class RequestEmitter
{
    public static void WriteType(SourceWriter writer, RequestModel request)
    {
        XmlDocs.WriteSummary(writer, request.Doc.Summary);
        MemberWriter.WriteGeneratedCode(writer);
        using (writer.Braces($"{request.Access} sealed partial record {request.Name}"))
        {
            MemberWriter.WriteProperties(writer, request.Properties);
            MemberWriter.WritePrintMembers(writer, request.Properties);
        }
    }
}
