using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits the connection of a channel, which can send only what the channel takes, and its interface.</summary>
internal static class ConnectionEmitter
{
    public static void WriteInterface(SourceWriter writer, ChannelModel channel, ClientModel client)
    {
        XmlDocs.WriteSummary(writer, channel.Doc.Summary);
        MemberWriter.WriteGeneratedCode(writer);
        writer.Line(
            $"{client.Access} partial interface {channel.InterfaceName} : {RuntimeTypes.IRealtimeConnection}<{TypeNames.Of(channel.Send)}, {TypeNames.Of(channel.Receive)}>");
        writer.Lines("""
            {
            }
            """);
    }

    public static void WriteClass(SourceWriter writer, ChannelModel channel, ClientModel client)
    {
        var (send, receive) = (TypeNames.Of(channel.Send), TypeNames.Of(channel.Receive));
        var read = channel.ReceivesJson || channel.Text is null ? JsonExpressions.Reader(channel.Receive) : "read: null";
        var binary = channel.Binary is null ? "binary: null" : $"static bytes => new {channel.Binary} {{ Data = bytes }}";
        var text = channel.Text is null ? "" : $",\n        static text => new {channel.Text} {{ Text = text }}";
        var rules = channel.Session is null ? "" : $",\n        rules: {SessionEmitter.Field}";
        XmlDocs.WriteSummary(writer, channel.Doc.Summary);
        MemberWriter.WriteGeneratedCode(writer);
        using (writer.Braces(
            $"{client.Access} sealed partial class {channel.Name} : {RuntimeTypes.RealtimeConnection}<{send}, {receive}>, {channel.FullInterfaceName}"))
        {
            if (channel.Session is { } session)
                SessionEmitter.WriteField(writer, channel, session);
            writer.Lines($$"""
                /// <summary>Creates a connection over an open socket.</summary>
                /// <param name="socket">The socket, which the connection closes.</param>
                public {{channel.Name}}({{RuntimeTypes.RealtimeSocket}} socket)
                    : base(
                        socket,
                        {{read}},
                        static (raw, error) => new {{channel.Unknown}} { Json = default, Raw = raw, Error = error.Message },
                        {{binary}}{{text}}{{rules}})
                {
                }

                /// <summary>Creates a connection to a fake server, for tests.</summary>
                /// <param name="channel">The fake server.</param>
                public {{channel.Name}}({{RuntimeTypes.FakeChannel}}<{{send}}, {{receive}}> channel)
                    : this(channel.Open({{client.RootName}}.Description, {{Literals.String(channel.Server)}}, {{Literals.String(channel.Path)}}))
                {
                }
                """);
        }
    }
}
