using HumeGen.Generator.Emitting.Clients;
using HumeGen.Generator.Model;

namespace HumeGen.Tool.Diff;

/// <summary>Compares clients: their calls, the clients below them, and what only the root client knows.</summary>
internal static class ClientDiff
{
    public static void Compare(DiffContext context)
    {
        foreach (var (old, @new) in Pairs.Of(context.Old.Model.Clients, context.New.Model.Clients, c => c.FullName))
        {
            var subject = new Subject(SubjectKind.Client, CSharpDisplay.Name((old ?? @new)!.FullName));
            if (@new is null)
                context.Add(ChangeKind.Removed, subject, "The client is gone.", null);
            else if (old is null)
                context.Add(ChangeKind.Added, subject, "The client is new.", null);

            if (old is { Root: { } before } && @new is { Root: { } after })
                Roots(context, subject, @new, before, after);
            if (old is not null && @new is not null)
                Children(context, subject, old, @new);
            foreach (var (call, newCall) in Pairs.Of(old?.Operations ?? default, @new?.Operations ?? default, o => o.Name))
            {
                if (newCall is null)
                    Removed(call!);
                else if (call is null)
                    context.Add(ChangeKind.Added, subject, CSharpDisplay.Code(Declaration(newCall, @new!.Namespace)), context.New.Sources.Operation(newCall));
                else
                    Calls(context, subject, @new!.Namespace, call, newCall);
            }

            void Removed(OperationModel call) => context.Add(
                ChangeKind.Removed, subject, CSharpDisplay.Code(Declaration(call, old!.Namespace)) + Successor(context, call), context.Old.Sources.Operation(call));
        }
    }

    private static string Declaration(OperationModel operation, string @namespace) =>
        CSharpDisplay.Method(MethodSignature.Of(operation), @namespace);

    private static string Successor(DiffContext context, OperationModel old)
    {
        foreach (var client in context.New.Model.Clients)
        {
            if (client.Operations.FirstOrDefault(o => (o.Method, o.Path, o.Body?.ContentType) == (old.Method, old.Path, old.Body?.ContentType)) is { } same)
                return $" ({old.Method} {old.Path} is now {CSharpDisplay.Code($"{client.Name}.{same.Name}Async")})";
        }

        return "";
    }

    private static void Calls(DiffContext context, Subject subject, string @namespace, OperationModel old, OperationModel @new)
    {
        var place = context.New.Sources.Operation(@new);
        var count = context.Changes.Count;
        var (method, newMethod) = (MethodSignature.Of(old), MethodSignature.Of(@new));
        foreach (var (isBreaking, text) in ArgumentDiff.Compare(method.Arguments, newMethod.Arguments, context.Rules, @namespace))
            Changed(isBreaking, text);

        var (was, becomes) = (CSharpDisplay.Type(method.ReturnType, @namespace), CSharpDisplay.Type(newMethod.ReturnType, @namespace));
        if (was != becomes)
        {
            var isBreaking = old.Response.Kind != @new.Response.Kind || old.Response.Type is not { } type || @new.Response.Type is not { } newType
                || old.Response.Paging?.ItemType != @new.Response.Paging?.ItemType || context.Rules.Compare(type, newType).HasFlag(Breaks.Reading);
            Changed(isBreaking, $"returns {CSharpDisplay.Code(becomes)}, was {CSharpDisplay.Code(was)}");
        }

        // The declaration is what callers compile against; whatever made it differ, it is not passed over.
        var (before, after) = (CSharpDisplay.Method(method, @namespace), CSharpDisplay.Method(newMethod, @namespace));
        if (context.Changes.Count == count && before != after)
            Changed(true, $"is declared {CSharpDisplay.Code(after)}, was {CSharpDisplay.Code(before)}");
        if (Address(old) != Address(@new))
            Changed(false, $"calls {CSharpDisplay.Code(Address(@new))}, was {CSharpDisplay.Code(Address(old))}");
        foreach (var (parameter, newParameter) in Pairs.Of(Parameters(old), Parameters(@new), p => p.Name))
        {
            if (parameter is not null && newParameter is not null && Spelling(parameter) != Spelling(newParameter))
                Changed(false, $"sends {CSharpDisplay.Code(parameter.Name)} as {CSharpDisplay.Code(Spelling(newParameter))}, was {CSharpDisplay.Code(Spelling(parameter))}");
        }

        if (old.Body is { } body && @new.Body is { } newBody && (body.Kind, body.ContentType) != (newBody.Kind, newBody.ContentType))
            Changed(false, $"sends {CSharpDisplay.Code(newBody.ContentType)}, was {CSharpDisplay.Code(body.ContentType)}");
        if (old.Doc.Deprecated != @new.Doc.Deprecated)
            Changed(false, @new.Doc.Deprecated ? "is deprecated now" : "is no longer deprecated");

        void Changed(bool isBreaking, string text) => context.Changed(isBreaking, subject, $"{CSharpDisplay.Code(@new.Name + "Async")}: {text}", place);
    }

    private static string Address(OperationModel operation) => $"{operation.Method} {operation.Server}{operation.Path}";

    private static IEnumerable<ParameterModel> Parameters(OperationModel operation) => [.. operation.PathParameters, .. operation.Query?.Parameters ?? default];

    private static string Spelling(ParameterModel parameter) =>
        $"{Place(parameter)} {parameter.WireName} ({parameter.Style}{(parameter.Explode && parameter.Type.Kind is RefKind.List or RefKind.Map ? ", exploded" : "")})";

    private static string Place(ParameterModel parameter) => parameter.Method switch
    {
        ParameterMethod.AddPath => "Path",
        ParameterMethod.AddHeader => "Header",
        ParameterMethod.AddCookie => "Cookie",
        _ => "Query",
    };

    private static void Children(DiffContext context, Subject subject, ClientModel old, ClientModel @new)
    {
        foreach (var (before, after) in Pairs.Of(old.Children, @new.Children, c => c.Property))
        {
            // That a whole client comes or goes is said where it is.
            if (after is null && context.New.Model.Clients.Any(c => (c.Namespace, c.Name) == (before!.Namespace, before.Name)))
                context.Add(ChangeKind.Removed, subject, CSharpDisplay.Code($"{before!.Property} {{ get; }}"), null);
            else if (before is null && context.Old.Model.Clients.Any(c => (c.Namespace, c.Name) == (after!.Namespace, after.Name)))
                context.Add(ChangeKind.Added, subject, CSharpDisplay.Code($"I{after!.Name} {after.Property} {{ get; }}"), null);
            else if (before is not null && after is not null && (before.Namespace, before.Name) != (after.Namespace, after.Name))
                context.Add(ChangeKind.Breaking, subject, $"{CSharpDisplay.Code(after.Property)} is {Interface(after)}, was {Interface(before)}", null);
        }

        static string Interface(ChildClientModel client) => CSharpDisplay.Code($"{client.Namespace}.I{client.Name}");
    }

    private static void Roots(DiffContext context, Subject subject, ClientModel client, RootModel old, RootModel @new)
    {
        var place = context.New.Sources.Servers(client);
        // Where it goes and what the header is called, programs need not know. Where the key comes from, they do.
        if (old.PrimaryCredential != @new.PrimaryCredential)
            context.Add(ChangeKind.Breaking, subject, $"The shortest constructor takes {Login(@new.PrimaryCredential)}, was {Login(old.PrimaryCredential)}", place);
        Setting("The base address", old.BaseAddress, @new.BaseAddress, _ => false);
        Setting("The header of the API key", Key(old, KeyCarrier.Header), Key(@new, KeyCarrier.Header), _ => false);
        Setting("The query parameter of the API key", Key(old, KeyCarrier.Query), Key(@new, KeyCarrier.Query), _ => false);
        Setting("The cookie of the API key", Key(old, KeyCarrier.Cookie), Key(@new, KeyCarrier.Cookie), _ => false);
        Setting("The server that gives access tokens", old.TokenServer, @new.TokenServer, _ => false);
        if (old.IsOpen != @new.IsOpen)
            context.Changed(old.IsOpen, subject, @new.IsOpen ? "No credential is needed any more" : "A credential is needed now", place);
        Setting("The environment variable of the API key", old.ApiKeyVariable, @new.ApiKeyVariable, before => before is not null);
        Setting("The path that gives access tokens", old.TokenPath, @new.TokenPath, before => before is not null && @new.TokenPath is null);

        void Setting(string what, string? before, string? after, Func<string?, bool> isBreaking)
        {
            if (before != after)
                context.Changed(isBreaking(before), subject, $"{what} is {Value(after)}, was {Value(before)}", place);
        }
    }

    private static string? Key(RootModel root, KeyCarrier place) => root.Key is { } key && key.Place == place ? key.Name : null;

    private static string Login(PrimaryCredential login) => login switch
    {
        PrimaryCredential.AccessToken => "an access token",
        PrimaryCredential.Basic => "a user name and a password",
        _ => "an API key",
    };

    private static string Value(string? value) => value is null ? "not given" : CSharpDisplay.Code(value);
}
