using HumeGen.Generator.Binding.Calls;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Schemas;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Channels;

/// <summary>
/// Finds the place of each parameter with which a channel is opened. A placeholder of the address that no parameter describes is a text; a parameter that
/// the address does not have goes into the query, or where it says so into a header.
/// </summary>
internal sealed class ChannelParameters
{
    private readonly DocumentContext _document;
    private readonly SchemaBinder _schemas;
    private readonly HashSet<string> _credentials;

    public ChannelParameters(DocumentContext document, SchemaBinder schemas)
    {
        _document = document;
        _schemas = schemas;
        _credentials = new HashSet<string>(document.Spec.ChannelKeys.Select(k => k.Name), StringComparer.OrdinalIgnoreCase);
        if (document.Spec.SecuritySchemes.Any(s => s.Kind is SecurityKind.Http))
            _credentials.Add("Authorization");
    }

    /// <summary>The parameters of a channel but those that carry credentials.</summary>
    public List<ParameterDraft> Bind(ChannelNode channel, ChannelAddress address)
    {
        var declared = channel.Parameters.ToList();
        var drafts = new List<ParameterDraft>();
        foreach (var name in PathTemplate.Names(address.Path))
            drafts.Add(Draft(Take(channel, declared, name), name, ParameterIn.Path));
        foreach (var (name, value) in address.Query)
        {
            if (drafts.Any(d => d.Place == ParameterIn.Query && d.Property.WireName == name))
                continue;
            // Of a value with a placeholder in the middle only the user knows how it is written.
            if (AddressQuery.Placeholder(value) is not { } placeholder)
                drafts.Add(value.IndexOf('{') < 0 ? Fixed(channel, name, value) : Draft(channel, name, ParameterIn.Query));
            else if (Take(channel, declared, placeholder) is var parameter && !_credentials.Contains(name))
                drafts.Add(Draft(parameter, name, ParameterIn.Query, isOptional: parameter is ChannelParameterNode { HasDefault: true }));
        }

        foreach (var parameter in channel.Query)
            Add(parameter, parameter.Name, ParameterIn.Query, reports: false);
        foreach (var parameter in channel.Headers)
            Add(parameter, parameter.Name, ParameterIn.Header, reports: false);
        foreach (var parameter in declared)
        {
            if (parameter.Header is { } header && HttpNames.IsToken(header))
                Add(parameter, header, ParameterIn.Header, reports: true);
            else
                Add(parameter, parameter.Name, ParameterIn.Query, reports: true);
        }

        return drafts;

        void Add(ChannelParameterNode parameter, string name, ParameterIn place, bool reports)
        {
            if (_credentials.Contains(name) || drafts.Any(d => d.Place == place && Comparer(place).Equals(d.Property.WireName, name)))
                return;
            if (place == ParameterIn.Header && !HttpNames.IsToken(name))
            {
                _document.Report(Descriptors.UnsafeName, parameter.Pointer, name);
                return;
            }

            if (reports)
            {
                var kind = place == ParameterIn.Header ? $"the header '{name}'" : "a query parameter";
                Report(parameter.Pointer, channel, $"it has no '{{{parameter.Name}}}', so the parameter of this name is optional and is sent as {kind}");
            }

            drafts.Add(Draft(parameter, name, place, isOptional: reports));
        }
    }

    private static StringComparer Comparer(ParameterIn place) => place == ParameterIn.Header ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    // The parameter for a placeholder: the one of its name, or else of the same letters and digits. Where there is none the channel stands for it.
    private SpecNode Take(ChannelNode channel, List<ChannelParameterNode> declared, string placeholder)
    {
        if (declared.Find(p => p.Name == placeholder) is not { } parameter)
        {
            var names = new HashSet<string>(PathTemplate.Names(channel.Key));
            parameter = declared.Find(p => !names.Contains(p.Name) && Letters(p.Name) == Letters(placeholder));
            if (parameter is null)
            {
                Report(channel.Pointer, channel, $"no parameter describes '{{{placeholder}}}', so it is a text");
                return channel;
            }

            Report(parameter.Pointer, channel, $"the parameter '{parameter.Name}' is taken for '{{{placeholder}}}', which is spelled otherwise");
        }

        declared.Remove(parameter);
        return parameter;
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private void Report(JsonPointer pointer, ChannelNode channel, string problem) =>
        _document.Report(Descriptors.ChannelAddressMismatch, pointer, channel.Key, problem);

    private ParameterDraft Draft(SpecNode node, string name, ParameterIn place, bool isOptional = false)
    {
        var parameter = node as ChannelParameterNode;
        // What may be anything is a text in an address.
        var use = parameter?.SchemaKey is { } key && _schemas.BindComponent(key) is { Kind: not RefKind.Json } bound ? bound : TypeUse.Of(RefKind.String);
        var isObject = use is { Draft.Kind: DraftKind.Record } or { Kind: RefKind.Map };
        var property = new PropertyDraft(
            name,
            node is ChannelParameterNode && node.GivenName is { } given ? CSharpNames.Given(given) : null,
            use,
            !isOptional && parameter?.IsRequired != false,
            null,
            false,
            new DocModel(
                SchemaDocumentation.First(parameter?.OwnDescription, parameter?.SchemaDescription, $"The parameter \"{name}\"."),
                parameter?.IsDeprecatedHere == true));
        return new ParameterDraft(node, property, place, place == ParameterIn.Query && isObject ? "deepObject" : null, true, null);
    }

    private static ParameterDraft Fixed(ChannelNode channel, string name, string value)
    {
        var doc = new DocModel($"The parameter \"{name}\", which is always \"{value}\".", false);
        return new ParameterDraft(channel, new PropertyDraft(name, null, TypeUse.Of(RefKind.String), true, value, false, doc), ParameterIn.Query, null, true, null);
    }
}
