using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Schemas;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>Turns the paths of one document into drafts of calls.</summary>
internal sealed class OperationBinder(DocumentContext document, SchemaBinder schemas)
{
    private readonly ParameterBinder _parameters = new(document, schemas);
    private readonly BodyBinder _bodies = new(document, schemas);
    private readonly ResponseBinder _responses = new(document, schemas);
    private readonly ErrorBinder _errors = new(schemas);
    private readonly CallNames _names = new(document);

    public List<OperationDraft> Bind(CancellationToken cancellationToken)
    {
        var calls = new List<OperationDraft>();
        var ids = new Dictionary<(string Group, string Id), OperationNode>();
        foreach (var path in document.Spec.Paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var operation in path.Operations.Where(o => !o.IsIgnored))
            {
                if (!HttpNames.IsToken(operation.RawMethod))
                {
                    document.Report(Descriptors.UnsafeName, operation.Pointer, operation.RawMethod);
                    continue;
                }

                if (operation.Id is { Length: > 0 } id && operation.GivenName is null)
                {
                    // Two paths may refer to one and the same operation.
                    if (ids.TryGetValue((_names.Of(operation).Group, id), out var first))
                    {
                        if (!operation.IsSameAs(first))
                            document.Report(Descriptors.OperationIdTwice, operation.Pointer / "operationId", id, first.Method + " " + first.Pointer.Tokens[1]);
                    }
                    else
                    {
                        ids.Add((_names.Of(operation).Group, id), operation);
                    }
                }

                foreach (var stray in operation.StrayResponses)
                    document.Report(Descriptors.UnknownStatus, stray.Pointer, stray.Status);
                calls.AddRange(Calls(path, operation));
                foreach (var (name, item) in operation.Callbacks)
                    BindPayloads(item, name);
            }
        }

        foreach (var webhook in document.Spec.Webhooks)
            BindPayloads(webhook, webhook.Key);
        return calls;
    }

    // The server calls the user here: nothing to call, but the payloads are types.
    private void BindPayloads(PathItemNode item, string name)
    {
        foreach (var schema in item.Operations.SelectMany(o => o.Body?.Contents ?? []).Select(c => c.Schema).OfType<SchemaNode>())
            schemas.Bind(schema, CSharpNames.Pascal(name) + "Payload");
    }

    // An operation that takes several content types is several calls, and one that answers in several ways is one for each.
    private IEnumerable<OperationDraft> Calls(PathItemNode path, OperationNode operation)
    {
        var names = _names.Of(operation);
        var server = ServerAddress.First(document, operation.Servers) ?? ServerAddress.First(document, path.Servers);
        var contents = BodyBinder.Contents(operation);
        var errors = _errors.Bind(operation, names.TypePrefix);
        var kinds = ResponseBinder.Kinds(operation);
        for (var i = 0; i < Math.Max(contents.Count, 1); i++)
        {
            var media = i < contents.Count ? contents[i] : null;
            var own = media?.GivenName is { } mediaName ? names with { Name = CSharpNames.Given(mediaName), TypePrefix = CSharpNames.Given(mediaName) }
                : i == 0 ? names
                : WithEnd(names, "As" + CSharpNames.Pascal(MediaType.Word(media!.ContentType)));
            for (var k = 0; k < kinds.Count; k++)
            {
                var call = k == 0 ? own : WithEnd(own, Suffix(kinds[k]));
                yield return Call(path, operation, server, media, own.TypePrefix, call, errors, kinds[k], reports: i + k == 0) with { IsPaged = k == 0 };
            }
        }
    }

    private static CallName WithEnd(CallName names, string end) => names with { Name = names.Name + end, TypePrefix = names.TypePrefix + end };

    private static string Suffix(ResponseKind kind) => kind switch
    {
        ResponseKind.Items => "Stream",
        ResponseKind.Binary => "File",
        _ => "Text",
    };

    // What is asked is the same, whatever comes: its types are named after the first call.
    private OperationDraft Call(
        PathItemNode path,
        OperationNode operation,
        string? server,
        MediaTypeNode? media,
        string asked,
        CallName names,
        IReadOnlyList<ErrorDraft> errors,
        ResponseKind kind,
        bool reports)
    {
        var address = CallPath.Read(document, operation, path.Key, _parameters.Bind(path, operation, asked, reports), reports);
        var parameters = address.Parameters;
        return new OperationDraft(
            document,
            operation,
            names.Group,
            names.Name,
            address.Template,
            server,
            new DocModel(
                SchemaDocumentation.First(operation.Description, operation.Summary, path.Description, path.Summary, $"Calls {operation.Method} {path.Key}"),
                operation.IsDeprecated),
            parameters,
            media is null ? null : _bodies.Bind(operation.Body!, media, asked, parameters.Any(p => p.IsInRecord)),
            _responses.Bind(operation, names.TypePrefix, kind),
            errors)
        {
            FixedQuery = address.FixedQuery,
        };
    }
}
