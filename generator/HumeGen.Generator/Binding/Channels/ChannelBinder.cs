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
    private readonly HashSet<string> _credentials = new(document.Spec.ChannelKeys.Select(k => k.Name), StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ChannelDraft> Bind()
    {
        foreach (var channel in document.Spec.Channels)
        {
            if (channel.IsIgnored || ServerAddress.OfChannel(document, channel) is not { } server)
                continue;

            var group = CSharpNames.Path(channel.Text(ExtensionWords.Group) ?? channel.Name ?? CSharpNames.Pascal(channel.Key));
            var @namespace = channel.Text(ExtensionWords.Namespace) is { } given ? document.FindNamespace(given) : document.Namespace;
            var name = group.Substring(group.LastIndexOf('.') + 1);
            var send = _messages.Bind(channel.Publish, @namespace, name + "ClientMessage", $"What can be sent to {channel.Key}.", MessageDirections.Sent);
            var receive = _messages.Bind(channel.Subscribe, @namespace, name + "ServerMessage", $"What comes from {channel.Key}.", MessageDirections.Received);
            yield return new ChannelDraft(
                document,
                channel.Pointer,
                group,
                @namespace,
                name,
                server,
                channel.Key.StartsWith("/", StringComparison.Ordinal) ? channel.Key : "/" + channel.Key,
                new DocModel(SchemaDocumentation.First(channel.OwnDescription, $"The channel {channel.Key}."), false),
                [.. Parameters(channel)],
                send,
                receive,
                SecuritySchemes.OfChannel(channel, isToken: false),
                SecuritySchemes.OfChannel(channel, isToken: true));
        }
    }

    private IEnumerable<ParameterDraft> Parameters(ChannelNode channel) => channel.Parameters.Select(p => Parameter(p, ParameterIn.Path))
        .Concat(channel.Query.Where(IsSent).Select(p => Parameter(p, ParameterIn.Query)))
        .Concat(channel.Headers.Where(IsSent).Select(p => Parameter(p, ParameterIn.Header)));

    private bool IsSent(ChannelParameterNode parameter) => !_credentials.Contains(parameter.Name);

    private ParameterDraft Parameter(ChannelParameterNode parameter, ParameterIn place)
    {
        var use = parameter.SchemaKey is { } key ? schemas.BindComponent(key) : TypeUse.Of(RefKind.String);
        var isObject = use is { Draft.Kind: DraftKind.Record } or { Kind: RefKind.Map };
        var property = new PropertyDraft(
            parameter.Name,
            parameter.GivenName is { } given ? CSharpNames.Given(given) : null,
            use,
            parameter.IsRequired,
            null,
            false,
            new DocModel(
                SchemaDocumentation.First(parameter.OwnDescription, parameter.SchemaDescription, $"The parameter \"{parameter.Name}\"."),
                parameter.IsDeprecatedHere));
        return new ParameterDraft(parameter, property, place, place == ParameterIn.Query && isObject ? "deepObject" : null, true, null);
    }
}
