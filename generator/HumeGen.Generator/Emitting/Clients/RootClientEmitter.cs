using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits the members that only the root client has: its constructors, and where the API is.</summary>
internal static class RootClientEmitter
{
    public static void WriteMembers(SourceWriter writer, ClientModel client, RootModel root)
    {
        WriteDescription(writer, client, root);
        writer.Line();
        writer.Line($"private readonly {RuntimeTypes.Pipeline} _pipeline;");
        writer.Line();
        WriteShortConstructor(writer, client, root);
        writer.Line();
        WriteConstructor(writer, client, root);
        writer.Lines($"""

            /// <summary>Pipeline of all calls, also for calls that the specifications do not list.</summary>
            public {RuntimeTypes.Pipeline} Pipeline => _pipeline;

            """);
        WriteRegistration(writer, client, root);
    }

    public static void WriteDispose(SourceWriter writer) => writer.Lines("""

        /// <summary>Frees the connections, unless they belong to an HttpClient of the caller's.</summary>
        public void Dispose() => _pipeline.Dispose();
        """);

    /// <summary>An expression for an address, or for a path on a host that something else names.</summary>
    public static string NewUri(string address) =>
        $"new {RuntimeTypes.Uri}({Literals.String(address)}{(address.IndexOf("://", StringComparison.Ordinal) > 0 ? "" : $", {RuntimeTypes.UriKind}.Relative")})";

    private static void WriteDescription(SourceWriter writer, ClientModel client, RootModel root)
    {
        using (writer.Braces($"internal static readonly {RuntimeTypes.Description} Description = new()", "};"))
        {
            WriteText("Name", root.ApiName);
            WriteUri("BaseAddress", root.BaseAddress);
            if (root.Key is { } key)
                WriteText("ApiKey" + key.Place, key.Name);
            if (root.FurtherKeys.Count > 0)
                writer.Line($"FurtherKeys = new[] {{ {string.Join(", ", root.FurtherKeys.Select(k => $"{RuntimeTypes.KeyPlace}.In{k.Place}({Literals.String(k.Name)})"))} }},");
            if (root.PrimaryCredential == PrimaryCredential.AccessToken)
                writer.Line("ApiKeyIsToken = true,");
            if (root.IsOpen)
                writer.Line("IsOpen = true,");
            else if (root.HasOpenCalls)
                writer.Line("HasOpenCalls = true,");
            if (root.TakesSeveral)
                writer.Line("TakesSeveralCredentials = true,");
            WriteText("ApiKeyVariable", root.ApiKeyVariable);
            WriteUri("TokenServer", root.TokenServer);
            WriteText("TokenPath", root.TokenPath);
            writer.Line($"Client = typeof({client.FullName}),");
            writer.Line($"CreateException = {client.Exception}.Create,");
            WriteText("ErrorCodeMember", root.Errors.CodeMember);
            WriteLookup("FindErrorCode", root.Errors.Codes);
            WriteLookup("FindCloseCode", root.Errors.CloseCodes);
        }

        void WriteText(string name, string? value)
        {
            if (value is not null)
                writer.Line($"{name} = {Literals.String(value)},");
        }

        void WriteLookup(string name, string? codes)
        {
            if (codes is not null)
                writer.Line($"{name} = static code => new {codes}(code),");
        }

        void WriteUri(string name, string? value)
        {
            if (value is not null)
                writer.Line($"{name} = {NewUri(value)},");
        }
    }

    private static void WriteRegistration(SourceWriter writer, ClientModel client, RootModel root)
    {
        var options = FullOptions(client, root);
        writer.Line("/// <summary>Registration of this client, and of all clients below it, in a container.</summary>");
        writer.Line($"public static {RuntimeTypes.Registration}<{client.FullName}, {options}> Registration =>");
        using (writer.Indented())
        {
            writer.Line($"new {RuntimeTypes.Registration}<{client.FullName}, {options}>(Description, static options => new {client.FullName}(options))");
            using (writer.Indented())
            {
                for (var i = 0; i < root.Services.Count; i++)
                    writer.Line($".With<{root.Services[i].Interface}>(static client => {root.Services[i].Path}){(i == root.Services.Count - 1 ? ";" : "")}");
            }
        }
    }

    // The shortest way to a client.
    private static void WriteShortConstructor(SourceWriter writer, ClientModel client, RootModel root)
    {
        var (credential, parameters, option) = root.PrimaryCredential switch
        {
            PrimaryCredential.AccessToken => (
                "an access token",
                [("accessToken", "The access token.")],
                $"Credential = {RuntimeTypes.Credential}.FromAccessToken(accessToken)"),
            PrimaryCredential.Basic => (
                "a user name and a password",
                [("userName", "The user name."), ("password", "The password.")],
                $"Credential = {RuntimeTypes.Credential}.FromBasic(userName, password)"),
            _ => ("an API key", new (string Name, string Doc)[] { ("apiKey", "The API key.") }, "ApiKey = apiKey"),
        };
        writer.Line($"/// <summary>Creates a client with {credential} and default settings.</summary>");
        foreach (var (name, doc) in parameters)
            XmlDocs.WriteParam(writer, name, doc);
        writer.Lines($$"""
            public {{client.Name}}({{string.Join(", ", parameters.Select(p => "string " + p.Name))}})
                : this(new {{FullOptions(client, root)}} { {{option}} })
            {
            }
            """);
    }

    private static void WriteConstructor(SourceWriter writer, ClientModel client, RootModel root)
    {
        var key = root.ApiKeyVariable is { } variable ? $", with the API key from the environment variable {variable}." : ".";
        writer.Line("/// <summary>Creates a client. One is enough for a whole program: it is safe to use from any thread.</summary>");
        XmlDocs.WriteParam(writer, "options", "Address, credential, retries and time limits; null for the defaults" + key);
        using (writer.Braces($"public {client.Name}({FullOptions(client, root)}? options = null)"))
        {
            writer.Line($"_pipeline = new {RuntimeTypes.Pipeline}(Description, options ?? new {FullOptions(client, root)}());");
            ClientClassEmitter.WriteChildren(writer, client, "_pipeline");
        }
    }

    // A property may have the name of the class.
    private static string FullOptions(ClientModel client, RootModel root) => $"global::{client.Namespace}.{root.Options}";
}
