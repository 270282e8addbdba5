using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits the interface of a client, for callers and their mocks.</summary>
internal static class ClientInterfaceEmitter
{
    public static void WriteInterface(SourceWriter writer, ClientModel client)
    {
        XmlDocs.WriteSummary(writer, client.Doc.Summary);
        MemberWriter.WriteGeneratedCode(writer);
        using (writer.Braces($"{client.Access} partial interface {client.InterfaceName}"))
        {
            var isFirst = true;
            foreach (var child in client.Children)
            {
                Separate();
                XmlDocs.WriteSummary(writer, child.Doc.Summary);
                writer.Line($"{child.FullInterfaceName} {child.Property} {{ get; }}");
            }

            foreach (var channel in client.Channels)
            {
                Separate();
                ChannelEmitter.WriteDeclaration(writer, channel);
            }

            foreach (var operation in client.Operations)
            {
                Separate();
                OperationEmitter.WriteDeclaration(writer, operation);
            }

            void Separate()
            {
                if (!isFirst)
                    writer.Line();
                isFirst = false;
            }
        }
    }
}
