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
    // OpenAPI says that header parameters of these names mean nothing.
    private static readonly string[] IgnoredHeaders = ["Accept", "Content-Type", "Authorization"];

    private readonly HashSet<string> _credentialHeaders = new(SecuritySchemes.KeyNames(document.Spec, ParameterIn.Header), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _credentialQueries = new(SecuritySchemes.KeyNames(document.Spec, ParameterIn.Query), StringComparer.Ordinal);
    private readonly HashSet<string> _credentialCookies = new(SecuritySchemes.KeyNames(document.Spec, ParameterIn.Cookie), StringComparer.Ordinal);

    private readonly HashSet<JsonPointer> _twice = [];

    /// <summary>The parameters of an operation and those of its path that it does not have itself.</summary>
    /// <param name="call">The name after which types of their own are named.</param>
    public List<ParameterDraft> Bind(PathItemNode path, OperationNode operation, string call)
    {
        var own = Once(operation.Parameters);
        return [.. Once(path.Parameters).Where(p => !own.Any(o => o.Name == p.Name && o.Place == p.Place)).Concat(own).Select(p => Bind(p, call)).OfType<ParameterDraft>()];
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

    private ParameterDraft? Bind(ParameterNode parameter, string call)
    {
        if (parameter.Name is not { Length: > 0 } name || !IsSent(parameter, name))
            return null;
        var content = parameter.Content;
        var schema = parameter.Schema ?? content?.Schema;
        var place = parameter.Place ?? ParameterIn.Query;
        return new ParameterDraft(
            parameter,
            new PropertyDraft(
                name,
                parameter.GivenName is { } given ? CSharpNames.Given(given) : null,
                schema is null ? TypeUse.Of(RefKind.String) : Use(schema, call + CSharpNames.Pascal(name), isWhole: parameter.Schema is not null),
                parameter.IsRequired || place == ParameterIn.Path,
                null,
                schema?.IsSecret == true,
                new DocModel(
                    SchemaDocumentation.First(parameter.Description, schema is null ? null : SchemaDocumentation.Of(schema).Summary, $"The parameter \"{name}\"."),
                    parameter.IsDeprecated)),
            place,
            parameter.Style,
            parameter.Explode,
            parameter.Schema is null ? content?.ContentType : null)
        {
            AllowsReserved = place == ParameterIn.Query && parameter.AllowsReserved,
        };
    }

    // A file alone has no text, so that it is reported.
    private TypeUse Use(SchemaNode schema, string name, bool isWhole) => schemas.Bind(schema, name) is var use && isWhole && use.Kind == RefKind.File ? use : use.WithoutFiles();

    private bool IsSent(ParameterNode parameter, string name)
    {
        switch (parameter.Place)
        {
            case ParameterIn.Query:
                return !_credentialQueries.Contains(name);
            case ParameterIn.Cookie:
                return !_credentialCookies.Contains(name);
            case ParameterIn.Header:
                if (_credentialHeaders.Contains(name) || IgnoredHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
                    return false;
                if (HttpNames.IsToken(name))
                    return true;
                document.Report(Descriptors.UnsafeName, parameter.Pointer, name);
                return false;
            default:
                return true;
        }
    }
}
