using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits the method that opens a channel: its documentation for the interface, and its body for the class.</summary>
internal static class ChannelEmitter
{
    public static void WriteDeclaration(SourceWriter writer, ChannelModel channel)
    {
        var signature = MethodSignature.Of(channel);
        XmlDocs.WriteSummary(writer, channel.Doc.Summary);
        XmlDocs.WriteRemarks(writer, $"WebSocket {channel.Server}{channel.Path}");
        foreach (var parameter in signature.Parameters)
            XmlDocs.WriteParam(writer, parameter.Name, parameter.Doc);
        XmlDocs.WriteReturns(writer, channel.Session?.ResumeParameter is null ? "The open connection."
            : "The open connection. When it breaks, it reconnects and resumes the conversation, unless RealtimeOptions.Reconnect says otherwise.");
        XmlDocs.WriteException(writer, RuntimeTypes.CallException, "The server refused the connection, could not be reached, or did not answer in time.");
        XmlDocs.WriteExample(writer, channel.Example);
        writer.Line(signature.Declaration + ";");
    }

    public static void WriteMethod(SourceWriter writer, ChannelModel channel)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Braces("public async " + MethodSignature.Of(channel).Declaration))
        {
            if (channel.Query is { } query)
                ParameterWriter.WriteCheck(writer, query);
            WriteRequest(writer, channel);
            OperationEmitter.WriteSecurity(writer, channel.Security);
            ParameterWriter.WriteParameters(writer, channel.PathParameters, channel.Query, null);
            ParameterWriter.WriteConstants(writer, channel.Constants);
            writer.Line(
                $"return new {channel.FullName}(await _pipeline.ConnectAsync(request, options, cancellationToken).ConfigureAwait(false));");
        }
    }

    private static void WriteRequest(SourceWriter writer, ChannelModel channel)
    {
        var (server, path) = (Literals.String(channel.Server), Literals.String(channel.Path));
        var request = $"var request = new {RuntimeTypes.RealtimeRequest}({server}, {path})";
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
}
