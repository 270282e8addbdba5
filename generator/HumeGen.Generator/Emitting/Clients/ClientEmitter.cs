using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Emitting.Types;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits a client: its interface for callers and their mocks, and its class.</summary>
internal static class ClientEmitter
{
    // Those that .NET has a name for.
    // PATCH has no such member on .NET Framework and .NET Standard 2.0.
    private static readonly HashSet<string> Methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "TRACE"];

    public static string Interface(ClientModel client)
    {
        var writer = new SourceWriter(client.Namespace);
        XmlDocs.Summary(writer, client.Doc.Summary);
        var first = true;
        using (writer.Braces($"{client.Access} partial interface I{client.Name}"))
        {
            foreach (var child in client.Children)
            {
                Separate(writer, ref first);
                XmlDocs.Summary(writer, child.Doc.Summary);
                writer.Line($"global::{child.Namespace}.I{child.Name} {child.Property} {{ get; }}");
            }

            foreach (var channel in client.Channels)
            {
                Separate(writer, ref first);
                ConnectionEmitter.Document(writer, channel);
                writer.Line(ConnectionEmitter.Declaration(channel) + ";");
            }

            foreach (var signature in client.Operations.Select(o => new Signature(o)))
            {
                Separate(writer, ref first);
                signature.Document(writer);
                writer.Line(signature.Declaration + ";");
            }
        }

        return writer.ToString();
    }

    public static string Class(ClientModel client)
    {
        var writer = new SourceWriter(client.Namespace);
        XmlDocs.Summary(writer, client.Doc.Summary);
        using (writer.Braces($"{client.Access} sealed partial class {client.Name} : I{client.Name}{(client.Root is null ? "" : ", global::System.IDisposable")}"))
        {
            if (client.Root is { } root)
                RootClientEmitter.Members(writer, client, root);
            else
                Constructor(writer, client);

            foreach (var child in client.Children)
            {
                writer.Line();
                writer.Line("/// <inheritdoc/>");
                writer.Line($"public global::{child.Namespace}.I{child.Name} {child.Property} {{ get; }}");
            }

            foreach (var channel in client.Channels)
            {
                writer.Line();
                ConnectionEmitter.Method(writer, channel);
            }

            foreach (var operation in client.Operations)
            {
                writer.Line();
                Method(writer, operation);
            }

            if (client.Root is not null)
                RootClientEmitter.Dispose(writer);
        }

        return writer.ToString();
    }

    public static void Children(SourceWriter writer, ClientModel client, string pipeline)
    {
        foreach (var child in client.Children)
            writer.Line($"{child.Property} = new global::{child.Namespace}.{child.Name}({pipeline});");
    }

    private static void Constructor(SourceWriter writer, ClientModel client)
    {
        writer.Line($"private readonly {RuntimeTypes.Pipeline} _pipeline;");
        writer.Line();
        writer.Line("/// <summary>Makes a client that sends through a pipeline, which is shared with the client above it.</summary>");
        writer.Line("/// <param name=\"pipeline\">Address, credential, retries and time limits.</param>");
        using (writer.Braces($"public {client.Name}({RuntimeTypes.Pipeline} pipeline)"))
        {
            writer.NotNull("pipeline");
            writer.Line("_pipeline = pipeline;");
            Children(writer, client, "pipeline");
        }
    }

    private static void Separate(SourceWriter writer, ref bool first)
    {
        if (!first)
            writer.Line();
        first = false;
    }

    private static void Method(SourceWriter writer, OperationModel operation)
    {
        var signature = new Signature(operation);
        writer.Line("/// <inheritdoc/>");
        if (operation.Doc.Deprecated)
            RecordEmitter.Deprecated(writer, operation.Doc);
        using (writer.Braces("public " + signature.Declaration))
        {
            if (operation.Body is { Required: true, Type: { IsValueType: false, Nullable: false } })
                writer.NotNull("body");
            if (operation.Query is { Required: true })
                writer.NotNull("query");

            if (operation.Response.Paging is { } paging)
            {
                Paged(writer, operation, paging);
                return;
            }

            Build(writer, operation, null);
            var response = operation.Response;
            writer.Line(response.Kind switch
            {
                ResponseKind.None => "return _pipeline.SendAsync(request, options, cancellationToken);",
                ResponseKind.Text => "return _pipeline.SendForTextAsync(request, options, cancellationToken);",
                ResponseKind.Binary => "return _pipeline.SendForBinaryAsync(request, options, cancellationToken);",
                ResponseKind.Items =>
                    $"return _pipeline.SendForItemsAsync<{CSharpTypes.Name(response.Type!)}>(request, {CSharpTypes.Reader(response.Type!)}, options, cancellationToken);",
                _ => $"return _pipeline.SendAsync<{CSharpTypes.Name(response.Type!)}>(request, {CSharpTypes.Reader(response.Type!)}, options, cancellationToken);",
            });
        }
    }

    private static void Paged(SourceWriter writer, OperationModel operation, PagingModel paging)
    {
        var page = CSharpTypes.Name(operation.Response.Type!);
        writer.Line($"return new {RuntimeTypes.Pageable}<{CSharpTypes.Name(paging.ItemType)}, {page}>(");
        using (writer.Indented())
        {
            writer.Line("(pageNumber, token) =>");
            writer.Line("{");
            using (writer.Indented())
            {
                Build(writer, operation, paging);
                writer.Line($"return _pipeline.SendAsync<{page}>(request, {CSharpTypes.Reader(operation.Response.Type!)}, options, token);");
            }

            writer.Line("},");
            writer.Line($"{(operation.Query is { Required: true } ? "query" : "query?")}.{paging.PageParameter}{(paging.PageRequired ? "" : " ?? 0")},");
            writer.Line($"static page => page.{paging.Items},");
            writer.Line(paging.Total is null ? "null," : $"static page => page.{paging.Total},");
            writer.Line(paging.Number is null ? "null," : $"static page => page.{paging.Number},");
            writer.Line("cancellationToken);");
        }
    }

    private static void Build(SourceWriter writer, OperationModel operation, PagingModel? paging)
    {
        var method = Methods.Contains(operation.Method)
            ? "global::System.Net.Http.HttpMethod." + operation.Method.Substring(0, 1) + operation.Method.Substring(1).ToLowerInvariant()
            : $"new global::System.Net.Http.HttpMethod({Literals.String(operation.Method)})";
        writer.Line($"var request = new {RuntimeTypes.Request}({method}, {Literals.String(operation.Path)});");
        if (operation.Server is { } server)
            writer.Line($"request.Server = new global::System.Uri({Literals.String(server)});");
        if (operation.Response.Accept.Length > 0)
            writer.Line($"request.Accept = {Literals.String(operation.Response.Accept)};");
        if (operation.Response.MayBeEmpty)
            writer.Line("request.MayBeEmpty = true;");
        Parameters(writer, operation.PathParameters, operation.Query, paging);
        if (operation.Body is { } body)
            BodyEmitter.Assign(writer, body);
    }

    public static void Parameters(SourceWriter writer, EquatableArray<ParameterModel> path, ParametersModel? query, PagingModel? paging)
    {
        foreach (var parameter in path)
        {
            if (IsStyled(parameter))
            {
                writer.Line(Styled("AddPath", parameter, parameter.Name));
                continue;
            }

            var value = parameter.Type.Kind switch
            {
                RefKind.String or RefKind.Int64 => parameter.Name,
                RefKind.List => $"{RuntimeTypes.Text}.Joined({parameter.Name})!",
                _ => $"{RuntimeTypes.Text}.Of({parameter.Name})!",
            };
            writer.Line($"request.AddPath({Literals.String(parameter.WireName)}, {value});");
        }

        var source = query is { Required: true } ? "query." : "query?.";
        foreach (var parameter in query?.Parameters ?? default)
        {
            var value = paging is not null && parameter.Name == paging.PageParameter ? "pageNumber" : source + parameter.Name;
            writer.Line(Parameter(parameter, value));
        }
    }

    private static string Parameter(ParameterModel parameter, string value)
    {
        var name = Literals.String(parameter.WireName);
        var isList = parameter.Type.Kind == RefKind.List;
        if (IsStyled(parameter))
            return Styled(parameter.Place switch { ParameterPlace.Header => "AddHeader", ParameterPlace.Cookie => "AddCookie", _ => "AddQuery" }, parameter, value);
        return parameter.Place switch
        {
            ParameterPlace.Cookie => $"request.AddCookie({name}, {CSharpTypes.Text(parameter.Type, value)});",
            ParameterPlace.DeepQuery => $"request.AddQueryObject({name}, {value});",
            ParameterPlace.Header => $"request.AddHeader({name}, {(isList ? $"{RuntimeTypes.Text}.Joined({value})" : CSharpTypes.Text(parameter.Type, value))});",
            _ when !isList => $"request.AddQuery({name}, {(IsNumberOrTruth(parameter.Type) ? value : CSharpTypes.Text(parameter.Type, value))});",
            _ when !parameter.Explode => $"request.AddQuery({name}, {RuntimeTypes.Text}.Joined({value}));",
            _ when parameter.Type.Element!.Kind == RefKind.String => $"request.AddQuery({name}, {value});",
            _ => $"request.AddQuery({name}, {RuntimeTypes.Text}.Each({value}));",
        };
    }

    // What the plain ways of the runtime do not spell.
    private static bool IsStyled(ParameterModel parameter) => parameter.Spelling switch
    {
        ParameterSpelling.Json or ParameterSpelling.Label or ParameterSpelling.Matrix => true,
        ParameterSpelling.SpaceDelimited or ParameterSpelling.PipeDelimited when parameter is { Type.Kind: RefKind.List, Explode: false } => true,
        _ => parameter.Type.Kind switch
        {
            RefKind.Map or RefKind.Bytes or RefKind.Tuple => true,
            RefKind.Model => parameter.Place != ParameterPlace.DeepQuery,
            RefKind.List => parameter.Place == ParameterPlace.Cookie || parameter.Type.Element!.Kind == RefKind.Bytes,
            _ => false,
        },
    };

    private static string Styled(string method, ParameterModel parameter, string value)
    {
        var type = parameter.Type;
        var explode = parameter.Explode || parameter.Place == ParameterPlace.WholeQuery ? "true" : "false";
        var start = $"request.{method}({Literals.String(parameter.WireName)}, {RuntimeTypes.Runtime}.ParameterStyle.{parameter.Spelling}, {explode}, ";
        if (type.Kind is RefKind.Model or RefKind.Tuple or RefKind.Struct)
            return $"{start}{value});";

        var write = "writer => " + CSharpTypes.Write(type, CSharpTypes.Unwrap(type, value.Replace("?.", ".")), "writer");
        return type.Nullable ? $"{start}{value} is null ? null : {write});" : $"{start}{write});";
    }

    private static bool IsNumberOrTruth(TypeRef type) => type.Kind is RefKind.Boolean or RefKind.Int32 or RefKind.Int64 or RefKind.Double;

    /// <summary>How a method is declared and documented.</summary>
    internal readonly struct Signature
    {
        private readonly OperationModel _operation;

        public Signature(OperationModel operation) => _operation = operation;

        public string Declaration
        {
            get
            {
                var arguments = new List<string>();
                foreach (var parameter in _operation.PathParameters)
                    arguments.Add($"{CSharpTypes.Name(parameter.Type)} {parameter.Name}");
                if (_operation.Body is { Required: true } body)
                    arguments.Add($"{CSharpTypes.Name(body.Type)} body");
                if (_operation.Query is { } query)
                    arguments.Add(query.Required ? $"{query.TypeName} query" : $"{query.TypeName}? query = null");
                if (_operation.Body is { Required: false } optional)
                    arguments.Add($"{CSharpTypes.Name(optional.Type.WithNullable(true))} body = null");
                arguments.Add($"{RuntimeTypes.RequestOptions}? options = null");
                arguments.Add($"{RuntimeTypes.CancellationToken} cancellationToken = default");
                return $"{Result} {_operation.Name}Async({string.Join(", ", arguments)})";
            }
        }

        private string Result => _operation.Response.Kind switch
        {
            ResponseKind.None => RuntimeTypes.Task,
            ResponseKind.Text => RuntimeTypes.Task + "<string>",
            ResponseKind.Binary => $"{RuntimeTypes.Task}<{RuntimeTypes.BinaryResponse}>",
            ResponseKind.Items => $"{RuntimeTypes.AsyncEnumerable}<{CSharpTypes.Name(_operation.Response.Type!)}>",
            ResponseKind.Page =>
                $"{RuntimeTypes.Pageable}<{CSharpTypes.Name(_operation.Response.Paging!.ItemType)}, {CSharpTypes.Name(_operation.Response.Type!)}>",
            _ => $"{RuntimeTypes.Task}<{CSharpTypes.Name(_operation.Response.Type!)}>",
        };

        public void Document(SourceWriter writer)
        {
            XmlDocs.Summary(writer, _operation.Doc.Summary);
            XmlDocs.Element(writer, "remarks", "", $"{_operation.Method} {_operation.Path}");
            foreach (var parameter in _operation.PathParameters)
                XmlDocs.Param(writer, parameter.Name, parameter.Doc.Summary);
            if (_operation.Body is { Required: true } body)
                XmlDocs.Param(writer, "body", body.Doc);
            if (_operation.Query is not null)
                XmlDocs.Param(writer, "query", "What to ask for.");
            if (_operation.Body is { Required: false } optional)
                XmlDocs.Param(writer, "body", optional.Doc);
            XmlDocs.Param(writer, "options", "Settings of this call alone; null for those of the client.");
            XmlDocs.Param(writer, "cancellationToken", "Ends the call early.");
            if (_operation.Response.Kind == ResponseKind.Page)
                XmlDocs.Element(writer, "returns", "", "The list, fetched page by page while it is walked.");
            else if (_operation.Response.Doc.Length > 0 && _operation.Response.Kind != ResponseKind.None)
                XmlDocs.Element(writer, "returns", "", _operation.Response.Doc);
            writer.Line("/// <exception cref=\"global::HumeGen.HumeException\">The call failed: the server refused it, could not be reached, took too long, or sent what cannot be read.</exception>");
            RecordEmitter.Deprecated(writer, _operation.Doc);
        }
    }
}
