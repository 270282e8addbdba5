using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Emitting.Types;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits what a channel becomes: the method that opens it, and a connection that can send only what the channel takes.</summary>
internal static class ConnectionEmitter
{
    public static string Connection(ChannelModel channel, string access)
    {
        var writer = new SourceWriter(channel.Namespace);
        XmlDocs.Summary(writer, channel.Doc.Summary);
        var send = CSharpTypes.Name(channel.Send);
        var receive = CSharpTypes.Name(channel.Receive);
        using (writer.Braces($"{access} sealed partial class {channel.Name} : {RuntimeTypes.RealtimeConnection}<{send}, {receive}>"))
        {
            writer.Line("/// <summary>Types a socket that is open.</summary>");
            writer.Line("/// <param name=\"socket\">The socket; the connection closes it.</param>");
            writer.Line($"public {channel.Name}({RuntimeTypes.RealtimeSocket} socket)");
            using (writer.Indented())
            {
                writer.Line(": base(");
                using (writer.Indented())
                {
                    writer.Line("socket,");
                    writer.Line(CSharpTypes.Reader(channel.Receive) + ",");
                    writer.Line($"static (raw, error) => new {channel.Unknown} {{ Json = default, Raw = raw, Error = error.Message }},");
                    writer.Line(channel.Binary is null ? "binary: null)" : $"static bytes => new {channel.Binary} {{ Data = bytes }})");
                }
            }

            writer.Line("{");
            writer.Line("}");
        }

        return writer.ToString();
    }

    public static string Binary(BinaryModel binary)
    {
        var writer = new SourceWriter(binary.Namespace);
        XmlDocs.Summary(writer, binary.Doc.Summary);
        var bases = string.Join(", ", new[] { RuntimeTypes.BinaryMessage }.Concat(binary.Unions));
        using (writer.Braces($"{binary.Access} sealed partial record {binary.Name} : {bases}"))
        {
            writer.Line("/// <summary>The bytes of the frame.</summary>");
            writer.Line("public required global::System.ReadOnlyMemory<byte> Data { get; init; }");
            writer.Line();
            writer.Line("/// <summary>Writes the bytes as base64, since JSON has no bytes of its own.</summary>");
            writer.Line("/// <param name=\"writer\">Where to write.</param>");
            writer.Line($"public void WriteJson({RuntimeTypes.Writer} writer) => writer.WriteBase64StringValue(Data.Span);");
        }

        return writer.ToString();
    }

    public static string Declaration(ChannelModel channel)
    {
        var arguments = new List<string>();
        foreach (var parameter in channel.PathParameters)
            arguments.Add($"{CSharpTypes.Name(parameter.Type)} {parameter.Name}");
        if (channel.Query is { } query)
            arguments.Add(query.Required ? $"{query.TypeName} query" : $"{query.TypeName}? query = null");
        arguments.Add($"{RuntimeTypes.RealtimeOptions}? options = null");
        arguments.Add($"{RuntimeTypes.CancellationToken} cancellationToken = default");
        return $"{RuntimeTypes.Task}<global::{channel.Namespace}.{channel.Name}> {channel.Method}Async({string.Join(", ", arguments)})";
    }

    public static void Document(SourceWriter writer, ChannelModel channel)
    {
        XmlDocs.Summary(writer, channel.Doc.Summary);
        XmlDocs.Element(writer, "remarks", "", $"WebSocket {channel.Server}{channel.Path}");
        foreach (var parameter in channel.PathParameters)
            XmlDocs.Param(writer, parameter.Name, parameter.Doc.Summary);
        if (channel.Query is not null)
            XmlDocs.Param(writer, "query", "How to open the connection.");
        XmlDocs.Param(writer, "options", "Time limits and sizes of this connection; null for the defaults.");
        XmlDocs.Param(writer, "cancellationToken", "Gives up connecting. It has no effect on a connection that is open.");
        XmlDocs.Element(writer, "returns", "", "The open connection.");
        writer.Line("/// <exception cref=\"global::HumeGen.HumeException\">The server refused the connection, could not be reached, or took too long.</exception>");
    }

    private static void Request(SourceWriter writer, ChannelModel channel)
    {
        var request = $"var request = new {RuntimeTypes.RealtimeRequest}({Literals.String(channel.Server)}, {Literals.String(channel.Path)})";
        if (channel is { ApiKeyQuery: null, AccessTokenQuery: null })
        {
            writer.Line(request + ";");
            return;
        }

        using (writer.Braces(request, "};"))
        {
            if (channel.ApiKeyQuery is { } key)
                writer.Line($"ApiKeyQuery = {Literals.String(key)},");
            if (channel.AccessTokenQuery is { } token)
                writer.Line($"AccessTokenQuery = {Literals.String(token)},");
        }
    }

    public static void Method(SourceWriter writer, ChannelModel channel)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces("public async " + Declaration(channel)))
        {
            if (channel.Query is { Required: true })
                writer.NotNull("query");
            Request(writer, channel);
            ClientEmitter.Parameters(writer, channel.PathParameters, channel.Query, null);
            writer.Line($"return new global::{channel.Namespace}.{channel.Name}(await _pipeline.ConnectAsync(request, options, cancellationToken).ConfigureAwait(false));");
        }
    }
}
