using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits the class of a client.</summary>
internal static class ClientClassEmitter
{
    public static void WriteClass(SourceWriter writer, ClientModel client)
    {
        XmlDocs.WriteSummary(writer, client.Doc.Summary);
        var bases = client.Root is null ? client.FullInterfaceName : $"{client.FullInterfaceName}, {RuntimeTypes.Disposable}";
        MemberWriter.WriteGeneratedCode(writer);
        using (writer.Braces($"{client.Access} sealed partial class {client.Name} : {bases}"))
        {
            if (client.Root is { } root)
                RootClientEmitter.WriteMembers(writer, client, root);
            else
                WriteConstructor(writer, client);

            foreach (var child in client.Children)
            {
                writer.Line();
                writer.Line("/// <inheritdoc/>");
                writer.Line($"public {child.FullInterfaceName} {child.Property} {{ get; }}");
            }

            foreach (var channel in client.Channels)
            {
                writer.Line();
                ChannelEmitter.WriteMethod(writer, channel);
            }

            foreach (var operation in client.Operations)
            {
                writer.Line();
                OperationEmitter.WriteMethod(writer, operation);
            }

            if (client.Root is not null)
                RootClientEmitter.WriteDispose(writer);
        }
    }

    /// <summary>Makes the clients below, in a constructor.</summary>
    public static void WriteChildren(SourceWriter writer, ClientModel client, string pipeline)
    {
        foreach (var child in client.Children)
            writer.Line($"{child.Property} = new {child.FullName}({pipeline});");
    }

    private static void WriteConstructor(SourceWriter writer, ClientModel client)
    {
        writer.Lines($"""
            private readonly {RuntimeTypes.Pipeline} _pipeline;

            /// <summary>Creates a client that sends through a pipeline, which it shares with its parent.</summary>
            /// <param name="pipeline">Pipeline with address, credential, retries and time limits.</param>
            """);
        using (writer.Braces($"public {client.Name}({RuntimeTypes.Pipeline} pipeline)"))
        {
            writer.NotNull("pipeline");
            writer.Line("_pipeline = pipeline;");
            WriteChildren(writer, client, "pipeline");
        }
    }
}
