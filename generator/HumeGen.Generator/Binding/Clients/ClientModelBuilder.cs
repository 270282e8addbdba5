using System.Globalization;
using System.Text.RegularExpressions;
using HumeGen.Generator.Binding.Calls;
using HumeGen.Generator.Binding.Channels;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Schemas;
using HumeGen.Generator.Binding.Types;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Clients;

/// <summary>Puts calls and channels into a tree of clients.</summary>
internal sealed class ClientModelBuilder(
    TypeModelBuilder types, NamespaceScopes scopes, CallModelBuilder calls, SessionBinder sessions, ErrorsModelBuilder errors, CancellationToken cancellationToken)
{
    private static readonly string[] ClassAndInterface = ["", "I"];

    /// <summary>Full names that types cannot have: of root clients with their options and exceptions, and of namespaces that only clients are in.</summary>
    public static IEnumerable<string> Taken(IReadOnlyList<OperationDraft> operations, IReadOnlyList<ChannelDraft> channels)
    {
        foreach (var root in Entries(operations, channels).GroupBy(e => e.Document.Client))
        {
            yield return root.Key;
            var first = root.First().Document;
            foreach (var name in ErrorsModelBuilder.Names(first.ApiPrefix).Prepend("I" + first.ClientName))
                yield return $"{first.RootNamespace}.{name}";
            foreach (var path in Paths(root).Where(p => root.All(e => e.Group != p)))
                yield return $"{first.RootNamespace}.{path}";
        }
    }

    public List<ClientModel> Build(IReadOnlyList<DocumentContext> documents, IReadOnlyList<OperationDraft> operations, IReadOnlyList<ChannelDraft> channels)
    {
        var clients = new List<ClientModel>();
        foreach (var root in Entries(operations, channels).GroupBy(e => e.Document.Client))
        {
            var paths = Paths(root);
            var places = paths.ToDictionary(p => p, p => Place(p, root));
            var all = documents.Where(d => d.Client == root.Key).ToArray();
            var address = Address(all);
            var credentials = SecuritySchemes.Of(all, address);
            var settings = Root(all, address, credentials);
            var exception = $"global::{all[0].RootNamespace}.{settings.Errors.Exception}";

            var first = clients.Count;
            var expressions = new Dictionary<string, string> { [""] = "client" };

            // Some statuses have exceptions of their own.
            string Exception(string status) => settings.Errors.Statuses.FirstOrDefault(s => s.Status.ToString(CultureInfo.InvariantCulture) == status) is { } own
                ? $"global::{all[0].RootNamespace}.{own.Name}" : exception;

            foreach (var path in paths)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (@namespace, name) = places[path];
                var properties = new NameScope([.. ReservedNames.InClient, name]);
                var below = paths.Where(p => p.Length > 0 && Parent(p) == path).ToArray();
                var children = below
                    .Select(p => new ChildClientModel(properties.Take(Last(p)), places[p].Namespace, places[p].Name, new DocModel(Describe(p, root), false)))
                    .ToArray();
                // Methods end in Async, which the property of a child may do as well.
                var names = new NameScope([.. children.Select(c => c.Property).Where(p => p.EndsWith("Async", StringComparison.Ordinal)).Select(p => p.Substring(0, p.Length - "Async".Length))]);
                var entries = root.Where(e => e.Group == path).ToArray();
                var connections = entries.Select(e => e.Channel).OfType<ChannelDraft>().Select(c => Channel(c, names, credentials)).OfType<ChannelModel>().ToArray();
                var methods = calls.Build([.. entries.Select(e => e.Operation).OfType<OperationDraft>()], @namespace, names, credentials, Exception);
                for (var i = 0; i < children.Length; i++)
                    expressions[below[i]] = $"{expressions[path]}.{children[i].Property}";
                clients.Add(new ClientModel(
                    @namespace,
                    name,
                    new DocModel(Describe(path, root), false),
                    EquatableArray.From(methods),
                    EquatableArray.From(connections),
                    EquatableArray.From(children),
                    exception,
                    path.Length == 0 ? settings : null)
                {
                    Path = expressions[path],
                    RootName = $"global::{places[""].Namespace}.{places[""].Name}",
                });
            }

            // Only now are the ways to all of them known.
            var services = paths.Select(p => new ServiceModel($"global::{places[p].Namespace}.I{places[p].Name}", expressions[p]));
            clients[first] = clients[first] with { Root = settings with { Services = EquatableArray.From(services) } };
        }

        return clients;
    }

    /// <summary>A call or a channel, with the client it belongs to.</summary>
    private sealed record Entry(DocumentContext Document, string Group, string Namespace, OperationDraft? Operation, ChannelDraft? Channel);

    private static IEnumerable<Entry> Entries(IEnumerable<OperationDraft> operations, IEnumerable<ChannelDraft> channels) =>
        operations.Select(o => new Entry(o.Document, o.Group, o.Document.Namespace, o, null))
            .Concat(channels.Select(c => new Entry(c.Document, c.Group, c.Namespace, null, c)));

    // The groups that have something in them, and all above them.
    private static SortedSet<string> Paths(IEnumerable<Entry> entries)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal) { "" };
        foreach (var group in entries.Select(e => e.Group).Distinct())
        {
            for (var path = group; path.Length > 0; path = Parent(path))
                paths.Add(path);
        }

        return paths;
    }

    private static string Parent(string path) => path.LastIndexOf('.') is > 0 and var dot ? path.Substring(0, dot) : "";

    private static string Last(string path) => path.Substring(path.LastIndexOf('.') + 1);

    private (string Namespace, string Name) Place(string path, IGrouping<string, Entry> root)
    {
        var document = root.First().Document;
        if (path.Length == 0)
            return (document.RootNamespace, scopes.Take(document.RootNamespace, document.ClientName, ClassAndInterface));
        var @namespace = root.FirstOrDefault(e => e.Group == path)?.Namespace ?? document.FindNamespace($"{document.Root.Own}.{path}");
        return (@namespace, scopes.Take(@namespace, TypeName(path, document.ClientName), ClassAndInterface));
    }

    // A name that users have beside it anyway gets its parent's name in front.
    private static string TypeName(string path, string root)
    {
        var name = Last(path) + "Client";
        if (!ReservedNames.OfClients.Contains(name))
            return name;
        return (Parent(path) is { Length: > 0 } parent ? Last(parent) : Regex.Replace(root, "(?<=.)Client$", "")) + name;
    }

    private static string Describe(string path, IGrouping<string, Entry> root)
    {
        if (path.Length == 0)
            return $"Client of {Last(root.Key).Replace("Client", "")}, with a property for each group of operations";
        var first = root.FirstOrDefault(e => e.Group == path);
        var tag = first?.Document.Spec.Tags.FirstOrDefault(t => t.Name is { } name && first.Document.Spec.Settings.Group(name) == path);
        // The description of a document is about all of its clients together.
        var isOnly = root.Where(e => e.Document == first?.Document).Select(e => e.Group).Distinct().Count() == 1;
        return SchemaDocumentation.First(tag?.Description, isOnly ? first?.Document.Spec.Description : null, $"Operations of {path}");
    }

    // Of the documents only the first that has an address counts, even where that cannot be used: what the project says, then servers.
    private static string? Address(DocumentContext[] documents)
    {
        if ((documents.FirstOrDefault(d => d.ProjectSays.BaseAddress is not null) ?? documents.FirstOrDefault(d => d.Spec.Servers.Count > 0)) is { } place)
            return ServerAddress.OfDocument(place);
        if (documents.FirstOrDefault(d => d.Spec.Paths.Any(p => p.Servers.Count == 0 && p.Operations.Any(o => o.Servers.Count == 0))) is { } silent)
            ServerAddress.ReportNone(silent);
        return null;
    }

    private RootModel Root(DocumentContext[] documents, string? address, SecuritySchemes credentials) =>
        new(
            documents.Select(d => d.Spec.Settings.ApiName).FirstOrDefault(n => n is not null) ?? Last(documents[0].Client).Replace("Client", ""),
            errors.OptionsName(documents[0]),
            errors.Build(documents[0]),
            address,
            credentials.Key,
            EquatableArray.From(credentials.FurtherKeys),
            credentials.IsOpen,
            credentials.HasOpenCalls,
            credentials.Sets is null,
            credentials.PrimaryCredential,
            credentials.Ways.Contains(PrimaryCredential.AccessToken),
            credentials.Ways.Contains(PrimaryCredential.Basic),
            documents.Select(d => d.Spec.Settings.ApiKeyVariable).FirstOrDefault(v => v is not null),
            credentials.TokenServer,
            credentials.TokenPath);

    private ChannelModel? Channel(ChannelDraft draft, NameScope names, SecuritySchemes credentials)
    {
        if (CallModelBuilder.PathProblem(draft.Path, draft.Parameters) is { } wrong)
        {
            draft.Document.Report(
                Descriptors.ChannelLeftOut, draft.Pointer, draft.Path, $"its address and its parameters do not agree on '{wrong}', or the address is no plain path");
            return null;
        }

        var query = calls.Query(draft.Document, draft.Parameters, draft.Namespace, draft.Name + "ConnectRequest", $"Query and header parameters of a connection of {draft.Group}.");
        var received = draft.Receive.Draft!;
        return new ChannelModel(
            draft.Namespace,
            scopes.Take(draft.Namespace, draft.Name + "Connection", ClassAndInterface),
            names.Take("Connect"),
            draft.Server,
            draft.Path,
            draft.Doc,
            calls.PathParameters(draft.Document, draft.Path, draft.Parameters),
            query,
            EquatableArray.From(draft.Constants),
            types.Ref(draft.Send),
            types.Ref(draft.Receive),
            TypeModelBuilder.UnknownName(received),
            draft.ApiKeyQuery,
            draft.AccessTokenQuery,
            types.FrameName(received, DraftKind.Binary),
            types.FrameName(received, DraftKind.Text),
            types.HasJson(received))
        {
            Security = credentials.OfChannel(draft.Document.Spec, draft.Node),
            Session = sessions.Bind(draft),
        };
    }
}
