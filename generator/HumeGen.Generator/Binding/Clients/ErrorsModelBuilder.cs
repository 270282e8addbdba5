using HumeGen.Generator.Binding.Calls;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Types;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Clients;

/// <summary>Decides the exceptions of a root client.</summary>
/// <param name="types">Makes models of types.</param>
/// <param name="calls">Makes models of calls.</param>
/// <param name="scopes">The names that are taken in each namespace.</param>
/// <param name="catalogues">The catalogues of codes.</param>
/// <param name="sources">The documents and the calls of all areas, as a choice of areas changes nothing that stays.</param>
internal sealed class ErrorsModelBuilder(TypeModelBuilder types, CallModelBuilder calls, NamespaceScopes scopes, ErrorCatalogues catalogues, BindingSources sources)
{
    private static readonly StatusExceptionModel[] Statuses =
    [
        new(401, "Authentication", "The credential is missing, wrong or expired"),
        new(403, "Permission", "The account may not do this"),
        new(404, "NotFound", "There is no such thing, or it belongs to somebody else"),
        new(422, "Validation", "The request is not valid"),
        new(429, "RateLimit", "Too many requests, or a quota is used up"),
    ];

    private readonly Dictionary<string, (string Options, string Exception, StatusExceptionModel[] Statuses)> _names = sources.Documents
        .GroupBy(d => d.Client).ToDictionary(g => g.Key, g => TakeNames(scopes, g.First()));

    /// <summary>The names of options and exceptions of a client, which types cannot have.</summary>
    public static IEnumerable<string> Names(string prefix) => [Options(prefix), Exception(prefix), .. Statuses.Select(s => Of(s, prefix))];

    /// <summary>The name of the class of a client's options.</summary>
    public string OptionsName(DocumentContext document) => _names[document.Client].Options;

    public ErrorsModel Build(DocumentContext document)
    {
        var client = document.Client;
        var (_, exception, statuses) = _names[client];
        TypeRef[] bodies = [.. sources.Operations.Where(o => o.Document.Client == client).SelectMany(calls.ErrorTypes).Distinct()];
        return new ErrorsModel(
            exception,
            EquatableArray.From(statuses),
            bodies.Length == 1 ? bodies[0] : null,
            FullName(catalogues.Find(Catalogue.Errors, client)),
            catalogues.CodeMember(client),
            FullName(catalogues.Find(Catalogue.Closes, client)));
    }

    private static (string Options, string Exception, StatusExceptionModel[] Statuses) TakeNames(NamespaceScopes scopes, DocumentContext document)
    {
        var prefix = document.ApiPrefix;
        return (Take(Options(prefix)), Take(Exception(prefix)), [.. Statuses.Select(s => s with { Name = Take(Of(s, prefix)) })]);

        string Take(string name) => scopes.Take(document.RootNamespace, name);
    }

    private static string Options(string prefix) => prefix + "ClientOptions";

    private static string Exception(string prefix) => prefix + "ApiException";

    private static string Of(StatusExceptionModel status, string prefix) => prefix + status.Name + "Exception";

    private string? FullName(TypeDraft? draft) => draft is null ? null : types.Ref(TypeUse.Of(draft)).Name;
}
