using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting;

/// <summary>Emits what only the root client has: how it is made, and where the API is.</summary>
internal static class RootClientEmitter
{
    public static void Members(SourceWriter writer, ClientModel client, RootModel root)
    {
        using (writer.Braces($"private static readonly {Known.Runtime}.ApiDescription Description = new()", "};"))
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
        writer.Line($"private readonly {Known.Pipeline} _pipeline;");
        writer.Line();
        writer.Line("/// <summary>Makes a client with an API key and default settings.</summary>");
        writer.Line("/// <param name=\"apiKey\">The API key.</param>");
        writer.Line($"public {client.Name}(string apiKey)");
        using (writer.Indented())
            writer.Line($": this(new {Known.Runtime}.HumeClientOptions {{ ApiKey = apiKey }})");
        writer.Line("{");
        writer.Line("}");
        writer.Line();
        writer.Line("/// <summary>Makes a client. One is enough for a whole program: it is safe to use from any thread.</summary>");
        XmlDocs.Element(
            writer,
            "param",
            "name=\"options\"",
            "Address, credential, retries and time limits; null for the defaults" +
            (root.ApiKeyVariable is null ? "." : $", with the API key from the environment variable {root.ApiKeyVariable}."));
        using (writer.Braces($"public {client.Name}({Known.Runtime}.HumeClientOptions? options = null)"))
        {
            writer.Line($"_pipeline = new {Known.Pipeline}(Description, options ?? new {Known.Runtime}.HumeClientOptions());");
            ClientEmitter.Children(writer, client, "_pipeline");
        }

        writer.Line();
        writer.Line("/// <summary>What all calls go through. Use it for calls that the specifications do not know.</summary>");
        writer.Line($"public {Known.Pipeline} Pipeline => _pipeline;");
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
