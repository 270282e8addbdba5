using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Emitting.Types;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits what only the root client has: how it is made, and where the API is.</summary>
internal static class RootClientEmitter
{
    public static void Members(SourceWriter writer, ClientModel client, RootModel root)
    {
        using (writer.Braces($"private static readonly {RuntimeTypes.Runtime}.ApiDescription Description = new()", "};"))
        {
            writer.Line($"Name = {Literals.String(root.ApiName)},");
            writer.Line($"BaseAddress = new global::System.Uri({Literals.String(root.BaseAddress)}),");
            writer.Line($"ApiKeyHeader = {Literals.String(root.ApiKeyHeader)},");
            Setting(writer, "ApiKeyQuery", root.ApiKeyQuery);
            Setting(writer, "ApiKeyCookie", root.ApiKeyCookie);
            if (root.IsOpen)
                writer.Line("IsOpen = true,");
            Setting(writer, "ApiKeyVariable", root.ApiKeyVariable);
            if (root.TokenServer is { } server)
                writer.Line($"TokenServer = new global::System.Uri({Literals.String(server)}),");
            Setting(writer, "TokenPath", root.TokenPath);
        }

        writer.Line();
        writer.Line($"private readonly {RuntimeTypes.Pipeline} _pipeline;");
        writer.Line();
        Constructor(writer, client, root.Login);
        writer.Line();
        writer.Line("/// <summary>Makes a client. One is enough for a whole program: it is safe to use from any thread.</summary>");
        XmlDocs.Element(
            writer,
            "param",
            "name=\"options\"",
            "Address, credential, retries and time limits; null for the defaults" +
            (root.ApiKeyVariable is null ? "." : $", with the API key from the environment variable {root.ApiKeyVariable}."));
        using (writer.Braces($"public {client.Name}({RuntimeTypes.Runtime}.HumeClientOptions? options = null)"))
        {
            writer.Line($"_pipeline = new {RuntimeTypes.Pipeline}(Description, options ?? new {RuntimeTypes.Runtime}.HumeClientOptions());");
            ClientEmitter.Children(writer, client, "_pipeline");
        }

        writer.Line();
        writer.Line("/// <summary>What all calls go through. Use it for calls that the specifications do not know.</summary>");
        writer.Line($"public {RuntimeTypes.Pipeline} Pipeline => _pipeline;");
    }

    // The shortest way to a client.
    private static void Constructor(SourceWriter writer, ClientModel client, LoginKind login)
    {
        var (what, arguments, option) = login switch
        {
            LoginKind.AccessToken => ("an access token", new[] { ("accessToken", "The access token.") }, $"Credential = {RuntimeTypes.Runtime}.HumeCredential.FromAccessToken(accessToken)"),
            LoginKind.Basic => ("a user name and a password", [("userName", "The user name."), ("password", "The password.")], $"Credential = {RuntimeTypes.Runtime}.HumeCredential.FromBasic(userName, password)"),
            _ => ("an API key", [("apiKey", "The API key.")], "ApiKey = apiKey"),
        };
        writer.Line($"/// <summary>Makes a client with {what} and default settings.</summary>");
        foreach (var (name, doc) in arguments)
            XmlDocs.Param(writer, name, doc);
        writer.Line($"public {client.Name}({string.Join(", ", arguments.Select(a => "string " + a.Item1))})");
        using (writer.Indented())
            writer.Line($": this(new {RuntimeTypes.Runtime}.HumeClientOptions {{ {option} }})");
        writer.Line("{");
        writer.Line("}");
    }

    public static void Dispose(SourceWriter writer)
    {
        writer.Line();
        writer.Line("/// <summary>Frees the connections, unless they belong to an HttpClient of the caller's.</summary>");
        writer.Line("public void Dispose() => _pipeline.Dispose();");
    }

    private static void Setting(SourceWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.Line($"{name} = {Literals.String(value)},");
    }
}
