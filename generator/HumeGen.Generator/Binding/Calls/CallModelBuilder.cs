using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Types;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>Turns drafts of calls into their models, and their parameters and forms into records.</summary>
internal sealed class CallModelBuilder(TypeModelBuilder types, NamespaceScopes scopes, IEnumerable<TypeModel> models)
{
    private readonly PagingBinder _paging = new(models.OfType<RecordModel>().ToDictionary(r => r.FullName));

    /// <summary>The records that calls take: query parameters and forms.</summary>
    public List<RequestModel> Requests { get; } = [];

    /// <summary>The calls of one client.</summary>
    /// <param name="drafts">The calls.</param>
    /// <param name="namespace">The client's namespace.</param>
    /// <param name="scope">The names of the client's methods, without their Async.</param>
    /// <param name="credentials">The credentials of the root client.</param>
    /// <param name="exception">The full name of the exception that an error becomes, by its status.</param>
    public List<OperationModel> Build(
        IReadOnlyList<OperationDraft> drafts, string @namespace, NameScope scope, SecuritySchemes credentials, Func<string, string> exception)
    {
        var names = scope.TakeAll([.. drafts.Select(d => (d.Pointer.ToString(), d.Name))]);
        var calls = new List<OperationModel>();
        var walks = new List<(int Place, OperationModel Call)>();
        for (var i = 0; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            // OpenAPI forbids to repeat a placeholder, so one of the two is a mistake; AsyncAPI does not.
            if ((PathTemplate.Repeated(draft.Path) ?? PathProblem(draft.Path, draft.Parameters)) is { } wrong)
            {
                draft.Document.Report(Descriptors.PathMismatch, draft.Pointer, draft.Path, wrong);
                continue;
            }

            var path = PathParameters(draft.Document, draft.Path, draft.Parameters);
            var name = names[i];
            var requestName = draft.Group.Substring(draft.Group.LastIndexOf('.') + 1) + name;
            var query = Query(draft.Document, draft.Parameters, @namespace, requestName + "Request", $"Query parameters of {name}Async.");
            var body = draft.Body is null ? null : Body(draft, @namespace, requestName + (query is null ? "Request" : "Form"), name);
            var response = Response(draft);
            var call = new OperationModel(name, draft.Method, draft.Path, draft.Server, draft.Doc, path, query, body, response, Errors(draft, exception))
            {
                Security = credentials.OfCall(draft.Document.Spec, draft.Node),
                Constants = EquatableArray.From(draft.FixedQuery.Select(q => new ConstantParameterModel(q.Name, ParameterMethod.AddQuery, q.Value))
                    .Concat(draft.Parameters.Where(p => p.Constant is not null)
                        .Select(p => new ConstantParameterModel(p.Property.WireName, ParameterModelBuilder.Method(p.Place), p.Constant!)))),
            };
            if (draft.IsPaged && PagingBinder.IsSaid(draft))
            {
                var said = _paging.Said(draft, query, body, response.Kind == ResponseKind.Json ? response.Type : null);
                calls.Add(said is null ? call : call with { Response = Pages(response, said) });
                continue;
            }

            calls.Add(call);

            // What nobody said for sure is a method beside the one that gives a page.
            if (draft.IsPaged && response is { Kind: ResponseKind.Json, Type.Nullable: false } && _paging.Found(draft, query, body, response.Type) is { } found)
                walks.Add((calls.Count, call with { Response = Pages(response, found) }));
        }

        // Behind the methods that they go with, under names that no operation wants.
        var added = walks.Select(w => w.Call with { Name = scope.Take(w.Call.Name + "All") }).ToArray();
        for (var i = walks.Count - 1; i >= 0; i--)
            calls.Insert(walks[i].Place, added[i]);
        return calls;
    }

    /// <summary>The part of a path that its parameters cannot fill; null when there is none.</summary>
    public static string? PathProblem(string path, IReadOnlyList<ParameterDraft> all) =>
        PathTemplate.Problem(path, [.. all.Where(p => p.Place == ParameterIn.Path).Select(p => p.Property.WireName)]);

    /// <summary>The arguments that fill a path without a problem.</summary>
    public EquatableArray<ParameterModel> PathParameters(DocumentContext document, string path, IReadOnlyList<ParameterDraft> all)
    {
        var parameters = all.Where(p => p.Place == ParameterIn.Path).ToArray();
        var scope = new NameScope(ReservedNames.InCall);
        return EquatableArray.From(PathTemplate.Names(path)
            .Select(name => parameters.First(p => p.Property.WireName == name))
            .Where(p => p.Constant is null)
            .Select(p => (Draft: p, Type: types.Ref(p.Property.Use).WithNullable(false)))
            .Select(p => ParameterModelBuilder.Build(document, p.Draft, scope.Take(CSharpNames.Camel(p.Draft.Property.GivenName ?? p.Draft.Property.WireName)), p.Type, p.Type)));
    }

    /// <summary>Query, header and cookie parameters as one record; null when there are none.</summary>
    public ParametersModel? Query(DocumentContext document, IReadOnlyList<ParameterDraft> all, string @namespace, string name, string doc)
    {
        var drafts = all.Where(p => p.IsInRecord).ToArray();
        if (drafts.Length == 0)
            return null;

        drafts = [.. drafts.Select(p => TellApart(p, drafts))];
        var declared = drafts.Select(p => types.Ref(p.Property.Use)).ToArray();
        var record = Request(@namespace, name, doc, [.. drafts.Select((p, i) => ParameterModelBuilder.Property(p, declared[i]))], isJson: false);
        var parameters = drafts.Select((p, i) => ParameterModelBuilder.Build(document, p, record.Properties[i].Name, record.Properties[i].Type, declared[i]));
        return new ParametersModel(record.FullName, record.Properties.Any(p => p.MustBeSet), EquatableArray.From(parameters))
        {
            HasPresets = record.Properties.Any(p => p.HasPreset),
        };
    }

    // One name in several places: all but the first one say their place.
    private static ParameterDraft TellApart(ParameterDraft parameter, ParameterDraft[] all)
    {
        var name = CSharpNames.Pascal(parameter.Property.WireName);
        return parameter.Property.GivenName is null && all.Any(o => o.Place < parameter.Place && CSharpNames.Pascal(o.Property.WireName) == name)
            ? parameter with { Property = parameter.Property with { GivenName = name + parameter.Place } } : parameter;
    }

    /// <summary>The types of a call's errors that C# has a class or an interface for.</summary>
    public IEnumerable<TypeRef> ErrorTypes(OperationDraft draft) => draft.Errors.Select(ErrorType).OfType<TypeRef>();

    private TypeRef? ErrorType(ErrorDraft error) =>
        error.Use is { } use && types.Ref(use) is { Kind: RefKind.Model, Custom: null } type ? type.WithNullable(false) : null;

    private EquatableArray<ErrorResponseModel> Errors(OperationDraft draft, Func<string, string> exception) =>
        EquatableArray.From(draft.Errors.Select(e => new ErrorResponseModel(e.Status, ErrorType(e), exception(e.Status), e.Doc)));

    private BodyModel Body(OperationDraft draft, string @namespace, string formName, string call)
    {
        var body = draft.Body!;
        if (body.Kind is not (BodyKind.Multipart or BodyKind.UrlEncoded))
            return new BodyModel(body.Kind, body.Kind == BodyKind.Json ? types.JsonRef(body.Use) : types.Ref(body.Use), body.Required, body.Doc, body.ContentType, default);

        if (body.Parts.Count == 0)
            return new BodyModel(body.Kind, types.Ref(body.Use), true, body.Doc, body.ContentType, default);

        // Only a form of several parts can hold files.
        var isJson = body.Kind == BodyKind.UrlEncoded;
        var record = Request(@namespace, body.FormName ?? formName, $"Form of {call}Async.",
            [.. body.Parts.Select(p => p.Property with { Required = p.Property.Required && p.Property.Access != PropertyAccess.ReadOnly })], isJson);
        var names = record.Properties.ToDictionary(p => p.WireName, p => p.Name, StringComparer.Ordinal);
        var parts = body.Parts.Select((p, i) => new PartModel(record.Properties[i], p.Array, p.ContentType)
        {
            IsMap = p.IsMap,
            KeyValues = EquatableArray.From(p.KeyValues.Select(v => new FormKeyValueModel(v.Value, EquatableArray.From(v.Members.Select(m => names[m]))))),
        });
        return new BodyModel(body.Kind, new TypeRef(RefKind.Model, record.FullName, null, false), body.Required, body.Doc, body.ContentType, EquatableArray.From(parts));
    }

    private RequestModel Request(string @namespace, string name, string doc, IReadOnlyList<PropertyDraft> properties, bool isJson)
    {
        name = scopes.Take(@namespace, ReservedNames.NameOfType(name));
        var request = new RequestModel(@namespace, name, new DocModel(doc, false), types.Properties(properties, name, isJson));
        Requests.Add(request);
        return request;
    }

    private ResponseModel Response(OperationDraft draft)
    {
        var response = draft.Response;
        return new ResponseModel(response.Kind, response.Use is null ? null : types.JsonRef(response.Use), response.Accept, response.Doc, response.MayBeEmpty, null)
        {
            MayBeText = response.MayBeText,
            Items = response.Items,
        };
    }

    private static ResponseModel Pages(ResponseModel page, PagingModel paging) =>
        new(ResponseKind.Page, page.Type!.WithNullable(false), page.Accept, page.Doc, false, paging);
}
