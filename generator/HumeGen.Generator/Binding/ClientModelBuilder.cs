using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>Turns drafts of calls into clients, and their parameters and forms into request records.</summary>
internal sealed class ClientModelBuilder(TypeModelBuilder types, IEnumerable<TypeModel> models, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, RecordModel> _records = models.OfType<RecordModel>().ToDictionary(r => r.FullName);
    private readonly Dictionary<string, NameScope> _names = models.GroupBy(m => m.Namespace).ToDictionary(g => g.Key, g => new NameScope([.. g.Select(m => m.Name)]));

    /// <summary>The records that calls take: query parameters and forms.</summary>
    public List<RequestModel> Requests { get; } = [];

    public List<ClientModel> Build(IReadOnlyList<DocumentContext> documents, IReadOnlyList<OperationDraft> operations, IReadOnlyList<ChannelDraft> channels)
    {
        var clients = new List<ClientModel>();
        var entries = operations.Select(o => new Entry(o.Document, o.Group, o.Document.Namespace, o, null))
            .Concat(channels.Select(c => new Entry(c.Document, c.Group, c.Namespace, null, c)));
        foreach (var root in entries.GroupBy(e => e.Document.Client))
        {
            var paths = new SortedSet<string>(StringComparer.Ordinal) { "" };
            foreach (var group in root.Select(e => e.Group).Distinct())
            {
                for (var path = group; path.Length > 0; path = Parent(path))
                    paths.Add(path);
            }

            var rootNamespace = root.First().Document.RootNamespace;
            var places = paths.ToDictionary(p => p, p => Place(p, root, rootNamespace));
            foreach (var path in paths)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var children = paths.Where(p => p.Length > 0 && Parent(p) == path)
                    .Select(p => new ChildClientModel(Last(p), places[p].Namespace, places[p].Name, new DocModel(Describe(p, root), false)));
                var calls = Calls([.. root.Where(e => e.Group == path).Select(e => e.Operation).OfType<OperationDraft>()], places[path]);
                var connections = root.Where(e => e.Group == path).Select(e => e.Channel).OfType<ChannelDraft>().Select(Channel);
                clients.Add(new ClientModel(
                    places[path].Namespace,
                    places[path].Name,
                    new DocModel(Describe(path, root), false),
                    EquatableArray.From(calls),
                    EquatableArray.From(connections.OfType<ChannelModel>()),
                    EquatableArray.From(children),
                    path.Length == 0 ? Root([.. documents.Where(d => d.Client == root.Key)]) : null));
            }
        }

        return clients;
    }

    /// <summary>What belongs to a client: a call or a channel.</summary>
    private sealed record Entry(DocumentContext Document, string Group, string Namespace, OperationDraft? Operation, ChannelDraft? Channel);

    private static string Parent(string path) => path.LastIndexOf('.') is > 0 and var dot ? path.Substring(0, dot) : "";

    private static string Last(string path) => path.Substring(path.LastIndexOf('.') + 1);

    private (string Namespace, string Name) Place(string path, IGrouping<string, Entry> root, string rootNamespace)
    {
        if (path.Length == 0)
            return (rootNamespace, Last(root.Key));
        var @namespace = root.FirstOrDefault(e => e.Group == path)?.Namespace ?? rootNamespace + "." + path;
        return (@namespace, Scope(@namespace).Take(Last(path) + "Client"));
    }

    private NameScope Scope(string @namespace)
    {
        if (!_names.TryGetValue(@namespace, out var scope))
            _names[@namespace] = scope = new NameScope();
        return scope;
    }

    private static string Describe(string path, IGrouping<string, Entry> root)
    {
        if (path.Length == 0)
            return $"Calls {Last(root.Key).Replace("Client", "")}: the way to all of its clients";
        var first = root.FirstOrDefault(e => e.Group == path);
        var tag = first?.Document.Document.Tags?.FirstOrDefault(t => first.Document.Groups?[t.Name!] is JsonValue place && place.TryGetValue(out string? group) && group == path);
        return SchemaDocs.First(tag?.Description, $"The calls of {path.Replace(".", ", ")}");
    }

    private static RootModel Root(IReadOnlyList<DocumentContext> documents)
    {
        var server = documents.SelectMany(d => (d.Document.Servers ?? []).Select((s, i) => (Document: d, Server: s, Index: i))).FirstOrDefault();
        var address = server.Server is null ? "https://localhost" : Address(server.Server);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0)
        {
            server.Document?.Report(Descriptors.BadServer, DocumentContext.Join("", "servers", server.Index), address);
            address = "https://localhost";
        }

        return new RootModel(
            documents.Select(d => d.ApiName).FirstOrDefault(n => n is not null) ?? Last(documents[0].Client).Replace("Client", ""),
            address,
            documents.SelectMany(d => OperationBinder.CredentialHeaders(d.Document)).FirstOrDefault(),
            documents.Select(d => d.ApiKeyVariable).FirstOrDefault(v => v is not null),
            documents.Select(d => d.TokenPath).FirstOrDefault(p => p is not null));
    }

    private static string Address(OpenApiServer server)
    {
        var address = server.Url ?? "";
        foreach (var variable in server.Variables ?? new Dictionary<string, OpenApiServerVariable>())
            address = address.Replace("{" + variable.Key + "}", variable.Value.Default ?? "");
        return address;
    }

    private ChannelModel? Channel(ChannelDraft draft)
    {
        if (PathParameters(draft.Document, draft.Pointer, draft.Path, draft.Parameters) is not { } path)
            return null;
        if (types.UnknownName(draft.Receive) is not { } unknown)
            return null;
        var query = Query(draft.Parameters, draft.Namespace, draft.Name + "ConnectRequest", $"How to open a connection of {draft.Group}.");
        return new ChannelModel(
            draft.Namespace,
            Scope(draft.Namespace).Take(draft.Name + "Connection"),
            "Connect",
            draft.Server,
            draft.Path,
            draft.Doc,
            path,
            query,
            types.Ref(TypeUse.Of(draft.Send)),
            types.Ref(TypeUse.Of(draft.Receive)),
            unknown,
            draft.ApiKeyQuery,
            draft.AccessTokenQuery,
            types.BinaryName(draft.Receive));
    }

    private IEnumerable<OperationModel> Calls(IReadOnlyList<OperationDraft> drafts, (string Namespace, string Name) client)
    {
        var scope = new NameScope("Equals", "GetHashCode", "GetType", "ToString", "Dispose");
        var group = client.Name.EndsWith("Client", StringComparison.Ordinal) ? client.Name.Substring(0, client.Name.Length - "Client".Length) : client.Name;
        foreach (var draft in drafts)
        {
            if (PathParameters(draft.Document, draft.Pointer, draft.Path, draft.Parameters) is not { } path)
                continue;
            var name = scope.Take(draft.Name);
            var requestName = draft.Group.Length == 0 ? name + "Request" : group + name + "Request";
            var query = Query(draft.Parameters, client.Namespace, requestName, $"What {name}Async asks for.");
            var body = draft.Body is null ? null : Body(draft, client.Namespace, requestName);
            yield return new OperationModel(name, draft.Method, draft.Path, draft.Doc, path, query, body, Response(draft, query));
        }
    }

    private EquatableArray<ParameterModel>? PathParameters(DocumentContext document, string pointer, string path, IReadOnlyList<ParameterDraft> all)
    {
        var parameters = all.Where(p => p.Place == ParameterPlace.Path).ToList();
        var templates = Templates(path);
        var wrong = templates.GroupBy(t => t).FirstOrDefault(g => g.Count() > 1)?.Key
            ?? templates.FirstOrDefault(t => parameters.All(p => p.Property.WireName != t))
            ?? parameters.Select(p => p.Property.WireName).FirstOrDefault(p => !templates.Contains(p))
            ?? (path.StartsWith("//", StringComparison.Ordinal) || path.IndexOfAny(['?', '#', '\\']) >= 0 || !path.StartsWith("/", StringComparison.Ordinal) ? path : null);
        if (wrong is not null)
        {
            document.Report(Descriptors.PathMismatch, pointer, path, wrong);
            return null;
        }

        var scope = new NameScope("body", "query", "options", "cancellationToken", "request");
        return EquatableArray.From(templates
            .Select(t => parameters.First(p => p.Property.WireName == t))
            .Select(p => new ParameterModel(
                p.Property.WireName,
                scope.Take(CSharpNames.Camel(p.Property.GivenName ?? p.Property.WireName)),
                types.Ref(p.Property.Use).WithNullable(false),
                true,
                ParameterPlace.Path,
                false,
                p.Property.Doc)));
    }

    private static List<string> Templates(string path)
    {
        var names = new List<string>();
        for (var open = path.IndexOf('{'); open >= 0; open = path.IndexOf('{', open + 1))
        {
            var close = path.IndexOf('}', open);
            if (close < 0)
                break;
            names.Add(path.Substring(open + 1, close - open - 1));
        }

        return names;
    }

    private ParametersModel? Query(IReadOnlyList<ParameterDraft> all, string @namespace, string name, string doc)
    {
        var drafts = all.Where(p => p.Place != ParameterPlace.Path).ToList();
        if (drafts.Count == 0)
            return null;

        var record = Request(@namespace, name, doc, [.. drafts.Select(p => p.Property)]);
        var parameters = drafts.Select((p, i) =>
        {
            var property = record.Properties[i];
            return new ParameterModel(p.Property.WireName, property.Name, property.Type, property.Required, p.Place, p.Explode, property.Doc);
        });
        return new ParametersModel(record.FullName, drafts.Any(p => p.Property.Required), EquatableArray.From(parameters));
    }

    private BodyModel Body(OperationDraft draft, string @namespace, string requestName)
    {
        var body = draft.Body!;
        if (body.Kind is not (BodyKind.Multipart or BodyKind.UrlEncoded))
            return new BodyModel(body.Kind, types.Ref(body.Use), body.Required, body.Doc, default);

        var record = Request(@namespace, body.FormName ?? requestName, $"The form that {draft.Name}Async sends.", [.. body.Parts.Select(p => p.Property)]);
        var parts = body.Parts.Select((p, i) => new PartModel(record.Properties[i], p.Array));
        return new BodyModel(body.Kind, new TypeRef(RefKind.Model, record.FullName, null, false), true, body.Doc, EquatableArray.From(parts));
    }

    private RequestModel Request(string @namespace, string name, string doc, IReadOnlyList<PropertyDraft> properties)
    {
        name = Scope(@namespace).Take(name);
        var request = new RequestModel(@namespace, name, new DocModel(doc, false), types.Properties(properties, name, isJson: false));
        Requests.Add(request);
        return request;
    }

    private ResponseModel Response(OperationDraft draft, ParametersModel? query)
    {
        var response = draft.Response;
        var type = response.Use is null ? null : types.Ref(response.Use);
        if (draft.Paging is null || type is null)
            return new ResponseModel(response.Kind, type, response.Accept, response.Doc, null);

        var paging = Paging(draft, query, type);
        return new ResponseModel(paging is null ? ResponseKind.Json : ResponseKind.Page, type, response.Accept, response.Doc, paging);
    }

    private PagingModel? Paging(OperationDraft draft, ParametersModel? query, TypeRef page)
    {
        var at = DocumentContext.Join(draft.Pointer, "x-humegen-paging");
        var parameter = query?.Parameters.FirstOrDefault(p => p.WireName == Setting("page") && p.Type.Kind is RefKind.Int64 or RefKind.Int32);
        var properties = _records.TryGetValue(page.Name, out var record) ? record.Properties : default;
        var items = properties.FirstOrDefault(p => p.WireName == Setting("items") && p.Type.Kind == RefKind.List);
        var total = Setting("total") is { } totalName ? properties.FirstOrDefault(p => p.WireName == totalName) : null;
        var wrong = parameter is null ? "page" : items is null ? "items" : Setting("total") is not null && total is null ? "total" : null;
        if (wrong is not null)
        {
            draft.Document.Report(Descriptors.PagingMismatch, at, Setting(wrong) ?? wrong);
            return null;
        }

        return new PagingModel(parameter!.Name, items!.Name, items.Type.Element!, total?.Name);

        string? Setting(string key) => draft.Paging![key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
    }
}
