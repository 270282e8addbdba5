using HumeGen.Generator.Binding.Calls;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Schemas;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Channels;

/// <summary>Turns the channels of one document into drafts, with a union of what may go each way.</summary>
internal sealed class ChannelBinder(DocumentContext document, SchemaBinder schemas)
{
    private readonly MessageBinder _messages = new(document, schemas);
    private readonly ChannelParameters _parameters = new(document, schemas);

    public IEnumerable<ChannelDraft> Bind()
    {
        foreach (var channel in document.Spec.Channels)
        {
            if (channel.IsIgnored)
                continue;
            var address = ChannelAddress.Read(channel.Key);
            if (ServerAddress.OfChannel(document, channel, address.Server) is not var (server, serverQuery))
                continue;

            var group = channel.Text(ExtensionWords.Group) is null && channel.GroupOfOtherTool is { Count: > 0 } other ? string.Join(".", other.Select(CSharpNames.Pascal))
                : CSharpNames.Path(channel.Text(ExtensionWords.Group) ?? channel.Name ?? CSharpNames.Pascal(address.Name));
            var @namespace = channel.Text(ExtensionWords.Namespace) is { } given ? document.FindNamespace(given) : document.Namespace;
            var name = group.Substring(group.LastIndexOf('.') + 1);
            var send = _messages.Bind(channel.Publish, @namespace, name + "ClientMessage", $"Messages that can be sent to {channel.Key}.", MessageDirections.Sent);
            var receive = _messages.Bind(channel.Subscribe, @namespace, name + "ServerMessage", $"Messages received from {channel.Key}.", MessageDirections.Received);
            var (parameters, constants) = _parameters.Bind(channel, address.With(serverQuery));
            yield return new ChannelDraft(
                document,
                channel,
                group,
                @namespace,
                name,
                server,
                address.Path,
                new DocModel(SchemaDocumentation.First(channel.OwnDescription, $"The channel {channel.Key}."), false),
                parameters,
                constants,
                send.Union,
                receive.Union,
                SecuritySchemes.OfChannel(channel, isToken: false),
                SecuritySchemes.OfChannel(channel, isToken: true))
            {
                Sent = send.Named,
                Received = receive.Named,
            };
        }
    }
}
