using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Schemas;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>Turns the parameters of calls into drafts, but those that carry credentials.</summary>
internal sealed class ParameterBinder(DocumentContext document, SchemaBinder schemas)
{
    // OpenAPI says that header parameters of these names mean nothing. Without a security scheme the last one is the only way to a credential.
    private static readonly string[] IgnoredHeaders = ["Accept", "Content-Type", Authorization];

    private const string Authorization = "Authorization";

    private readonly HashSet<string> _credentialHeaders = new(SecuritySchemes.KeyNames(document.Spec, ParameterIn.Header), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _credentialQueries = new(SecuritySchemes.KeyNames(document.Spec, ParameterIn.Query), StringComparer.Ordinal);
    private readonly HashSet<string> _credentialCookies = new(SecuritySchemes.KeyNames(document.Spec, ParameterIn.Cookie), StringComparer.Ordinal);

    private readonly HashSet<JsonPointer> _twice = [];

    /// <summary>The parameters of an operation and those of its path that it does not have itself.</summary>
    /// <param name="call">The name after which types of their own are named.</param>
    /// <param name="reports">Whether what is wrong with them is reported.</param>
    public List<ParameterDraft> Bind(PathItemNode path, OperationNode operation, string call, bool reports)
    {
        var own = Once(operation.Parameters);
        var inherited = Once(path.Parameters).Where(p => !own.Any(o => o.Name == p.Name && o.Place == p.Place));
        return [.. inherited.Concat(own).Select(p => Bind(p, call, reports)).OfType<ParameterDraft>()];
    }

    // The first of each name at a place. HTTP does not tell names of headers by their case.
    private List<ParameterNode> Once(IReadOnlyList<ParameterNode> parameters)
    {
        var once = new List<ParameterNode>(parameters.Count);
        foreach (var parameter in parameters)
        {
            var comparison = parameter.Place == ParameterIn.Header ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            if (!once.Exists(o => o.Place == parameter.Place && string.Equals(o.Name, parameter.Name, comparison)))
                once.Add(parameter);
            else if (_twice.Add(parameter.Pointer))
                document.Report(Descriptors.ParameterTwice, parameter.Pointer, parameter.Name ?? "", parameter.Place.ToString().ToLowerInvariant());
        }

        return once;
    }

    private ParameterDraft? Bind(ParameterNode parameter, string call, bool reports)
    {
        if (parameter.Name is not { Length: > 0 } name || !IsSent(parameter, name, reports))
            return null;
        var content = parameter.Content;
        var schema = parameter.Schema ?? content?.Schema;
        var place = parameter.Place ?? ParameterIn.Query;
        if (reports)
            Report(parameter, name, place);
        var use = schema is null ? TypeUse.Of(RefKind.String) : Use(schema, call + CSharpNames.Pascal(name), isWhole: parameter.Schema is not null);
        var isRequired = parameter.IsRequired || place == ParameterIn.Path;
        // The server takes a request without it for wrong, so the default is sent.
        var preset = isRequired && place != ParameterIn.Path ? parameter.Schema : null;
        var text = SchemaDocumentation.First(parameter.Description, schema?.Description, schema?.Title, $"The parameter \"{name}\".");
        return new ParameterDraft(
            parameter,
            new PropertyDraft(
                name,
                (parameter.GivenName ?? parameter.NameOfOtherTool(ExtensionWords.ParameterNames)) is { } given ? CSharpNames.Given(given) : null,
                use,
                isRequired,
                null,
                schema?.IsSecret == true || SecretNames.Contains(name) || IsLogin(name, place),
                new DocModel(schema is null ? text : SchemaDocumentation.With(text, schema), parameter.IsDeprecated))
            {
                Preset = preset is null ? null : SchemaDefault.Of(preset, use),
                PresetItems = preset is null ? null : SchemaDefault.ItemsOf(preset, use),
            },
            place,
            parameter.Style,
            parameter.Explode,
            parameter.Schema is null ? content?.ContentType : null)
        {
            AllowsReserved = place == ParameterIn.Query && parameter.AllowsReserved,
            Constant = isRequired ? Constant(parameter, place) : null,
        };
    }

    // What contradicts OpenAPI and leaves the parameter usable.
    private void Report(ParameterNode parameter, string name, ParameterIn place)
    {
        var types = parameter.ContentTypes;
        if (parameter.Schema is not null && types.Count > 0)
            document.Report(Descriptors.ContradictoryParameter, parameter.Pointer, name, "a schema beside content, and the schema counts");
        else if (types.Count > 1)
            document.Report(Descriptors.ContradictoryParameter, parameter.Pointer, name, $"several media types, and the first one counts, '{types[0]}'");
        // One that OpenAPI has nowhere is reported by its reader.
        ParameterIn[] places = [ParameterIn.Path, ParameterIn.Header, ParameterIn.Cookie, ParameterIn.Query];
        if (parameter.WrittenStyle is { } style && !StylesOf(place).Contains(style) && places.Any(p => StylesOf(p).Contains(style)))
            document.Report(Descriptors.ContradictoryParameter, parameter.Pointer, name, $"the style '{style}', which is none of its place, and is written in the usual one");
    }

    private static string[] StylesOf(ParameterIn place) => place switch
    {
        ParameterIn.Path => ["simple", "label", "matrix"],
        ParameterIn.Header => ["simple"],
        ParameterIn.Cookie => ["form", "cookie"],
        _ => ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
    };

    // A file alone has no text, so that it is reported.
    private TypeUse Use(SchemaNode schema, string name, bool isWhole) => schemas.Bind(schema, name) is var use && isWhole && use.Kind == RefKind.File ? use : use.WithoutFiles();

    // Signs that stay as they are, and styles that put more than the value, are left to the parameter.
    private static string? Constant(ParameterNode parameter, ParameterIn place) =>
        parameter is { Schema: { } schema, Style: null, AllowsReserved: false } && SchemaConstant.Of(schema) is { Text: var value }
        && (place == ParameterIn.Query || HttpNames.IsPlainText(value)) ? value : null;

    // The header that carries a credential which no scheme describes.
    private bool IsLogin(string name, ParameterIn place) =>
        place == ParameterIn.Header && name.Equals(Authorization, StringComparison.OrdinalIgnoreCase) && document.Spec.SecuritySchemes.Count == 0;

    private bool IsSent(ParameterNode parameter, string name, bool reports)
    {
        switch (parameter.Place)
        {
            case ParameterIn.Query:
                return !_credentialQueries.Contains(name);
            case ParameterIn.Cookie:
                return !_credentialCookies.Contains(name);
            case ParameterIn.Header:
                if (_credentialHeaders.Contains(name) || (IgnoredHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) && !IsLogin(name, ParameterIn.Header)))
                    return false;
                if (HttpNames.IsToken(name))
                    return true;
                if (reports)
                    document.Report(Descriptors.UnsafeName, parameter.Pointer, name);
                return false;
            default:
                return true;
        }
    }
}
