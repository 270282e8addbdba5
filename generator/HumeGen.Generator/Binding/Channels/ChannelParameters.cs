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

    /// <summary>The parameters of a channel but those that carry credentials: those that are asked for, and those that have one value.</summary>
    public (List<ParameterDraft> Asked, List<ConstantParameterModel> Constants) Bind(ChannelNode channel, ChannelAddress address)
    {
        var declared = channel.Parameters.ToList();
        var drafts = new List<ParameterDraft>();
        var constants = new List<ConstantParameterModel>();
        foreach (var name in PathTemplate.Names(address.Path))
            drafts.Add(Draft(Take(channel, declared, name), name, ParameterIn.Path));
        foreach (var (name, value) in address.Query)
        {
            if (IsKnown(name, ParameterIn.Query))
                continue;
            if (value.IndexOf('{') < 0)
                constants.Add(new ConstantParameterModel(name, ParameterMethod.AddQuery, value));
            // Of a value with a placeholder in the middle only the user knows how it is written.
            else if (AddressQuery.Placeholder(value) is not { } placeholder)
                drafts.Add(Draft(channel, name, ParameterIn.Query));
            else if (Take(channel, declared, placeholder) is var parameter && !_credentials.Contains(name))
                drafts.Add(Draft(parameter, name, ParameterIn.Query, isOptional: parameter is ChannelParameterNode { HasDefault: true }));
        }

        foreach (var parameter in channel.Query)
            Add(parameter, parameter.Name, ParameterIn.Query, reports: false);
        foreach (var parameter in channel.Headers)
            Add(parameter, parameter.Name, ParameterIn.Header, reports: false);
        // What the binding describes it describes better than a location, whatever place that has.
        var described = new HashSet<string>(channel.Query.Concat(channel.Headers).Select(p => p.Name), StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in declared)
        {
            if (described.Contains(parameter.Name) || (parameter.Header is { } located && described.Contains(located)))
                continue;
            if (parameter.Header is { } header && HttpNames.IsToken(header))
                Add(parameter, header, ParameterIn.Header, reports: true);
            else
                Add(parameter, parameter.Name, ParameterIn.Query, reports: true);
        }

        return (drafts, constants);

        bool IsKnown(string name, ParameterIn place) =>
            drafts.Any(d => d.Place == place && Comparer(place).Equals(d.Property.WireName, name))
            || constants.Any(c => c.Method == ParameterModelBuilder.Method(place) && Comparer(place).Equals(c.WireName, name));

        void Add(ChannelParameterNode parameter, string name, ParameterIn place, bool reports)
        {
            if (_credentials.Contains(name) || IsKnown(name, place))
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

            if (!reports && Constant(parameter) is { } value && (place == ParameterIn.Query || HttpNames.IsPlainText(value)))
                constants.Add(new ConstantParameterModel(name, ParameterModelBuilder.Method(place), value));
            else
                drafts.Add(Draft(parameter, name, place, isOptional: reports));
        }
    }

    // An optional parameter with an enum of one value may be left out; a constant says what is sent.
    private static string? Constant(ChannelParameterNode parameter) =>
        parameter.Schema is { } schema && (parameter.IsRequired || schema.HasConst) ? SchemaConstant.Of(schema)?.Text : null;

    private static StringComparer Comparer(ParameterIn place) => place == ParameterIn.Header ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    // The parameter for a placeholder: the one of its name, or else of the same letters and digits. Where there is none the channel stands for it.
    private SpecNode Take(ChannelNode channel, List<ChannelParameterNode> declared, string placeholder)
    {
        if ((declared.Find(p => p.Name == placeholder) ?? declared.Find(p => ChannelAddress.PlainName(p.Name) == placeholder)) is not { } parameter)
        {
            var names = new HashSet<string>(PathTemplate.Names(channel.Key));
            parameter = declared.Find(p => !names.Contains(p.Name) && Letters(p.Name) == Letters(placeholder));
            if (parameter is null)
            {
                Report(channel.Pointer, channel, $"no parameter describes '{{{placeholder}}}', so it is a string");
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
        var text = SchemaDocumentation.First(parameter?.OwnDescription, parameter?.SchemaDescription, $"The parameter \"{name}\".");
        var preset = !isOptional && place != ParameterIn.Path && parameter is { IsRequired: true } ? parameter.Schema : null;
        var property = new PropertyDraft(
            name,
            node is ChannelParameterNode && node.GivenName is { } given ? CSharpNames.Given(given) : null,
            use,
            !isOptional && parameter?.IsRequired != false,
            null,
            false,
            new DocModel(
                parameter?.Schema is { } described ? SchemaDocumentation.With(text, described) : text,
                parameter?.IsDeprecatedHere == true))
        {
            Preset = preset is null ? null : SchemaDefault.Of(preset, use),
            PresetItems = preset is null ? null : SchemaDefault.ItemsOf(preset, use),
        };
        return new ParameterDraft(node, property, place, place == ParameterIn.Query && isObject ? "deepObject" : null, true, null);
    }
}
