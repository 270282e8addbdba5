using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits the method of a call: its documentation for the interface, and its body for the class.</summary>
internal static class OperationEmitter
{
    // Those that .NET has a name for. PATCH has no such member on .NET Framework and .NET Standard 2.0.
    private static readonly HashSet<string> NamedMethods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "TRACE"];

    public static void WriteDeclaration(SourceWriter writer, OperationModel operation)
    {
        var (signature, response) = (MethodSignature.Of(operation), operation.Response);
        XmlDocs.WriteSummary(writer, operation.Doc.Summary);
        XmlDocs.WriteRemarks(writer, $"{operation.Method} {operation.Path}");
        foreach (var parameter in signature.Parameters)
            XmlDocs.WriteParam(writer, parameter.Name, parameter.Doc);
        if (response.Kind == ResponseKind.Page)
            XmlDocs.WriteReturns(writer, "The list, fetched page by page while it is enumerated.");
        else if (response.Doc.Length > 0 && response.Kind != ResponseKind.None)
            XmlDocs.WriteReturns(writer, response.Doc);
        foreach (var errors in operation.Errors.GroupBy(e => e.Exception))
            XmlDocs.WriteException(writer, errors.Key, string.Join(" ", errors.Select(Describe)));
        XmlDocs.WriteException(
            writer, RuntimeTypes.CallException, "The server answered another error, could not be reached, did not answer in time, or sent a response that cannot be read.");
        XmlDocs.WriteExample(writer, operation.Example);
        MemberWriter.WriteObsolete(writer, operation.Doc);
        writer.Line(signature.Declaration + ";");
    }

    public static void WriteMethod(SourceWriter writer, OperationModel operation)
    {
        writer.Line("/// <inheritdoc/>");
        MemberWriter.WriteObsolete(writer, operation.Doc);
        using (writer.Braces("public " + MethodSignature.Of(operation).Declaration))
        {
            if (operation.Body is { Required: true, IsEmptyForm: false, Type: { IsValueType: false, Nullable: false } })
                writer.NotNull("body");
            if (operation.Query is { } query)
                ParameterWriter.WriteCheck(writer, query);

            if (operation.Response.Paging is { } paging)
            {
                PagesEmitter.WriteReturn(writer, operation, paging);
            }
            else
            {
                WriteRequest(writer, operation, null, null);
                writer.Line($"return _pipeline.{Send(operation.Response, "cancellationToken")};");
            }
        }
    }

    /// <summary>Writes which credentials a request takes, where it does not take what all take.</summary>
    public static void WriteSecurity(SourceWriter writer, SecurityModel security)
    {
        if (security.IsAnonymous)
            writer.Line("request.IsAnonymous = true;");
        foreach (var set in security.Sets)
            writer.Line($"request.AddSecurity({string.Join(", ", set.Select(Literals.String))});");
    }

    private static string Describe(ErrorResponseModel error)
    {
        var status = error.Status == "default" ? "Any other error" : "Status " + XmlDocs.Escape(error.Status);
        var body = error.Type is null ? "" : $", with <see cref=\"{TypeNames.NotNull(error.Type)}\"/>";
        return XmlDocs.Sentence(error.Doc.Length == 0 ? status + body : $"{status}{body}: {XmlDocs.Escape(error.Doc)}");
    }

    /// <summary>The call of the pipeline that sends <c>request</c>.</summary>
    public static string Send(ResponseModel response, string cancellationToken)
    {
        var method = response.Kind switch
        {
            ResponseKind.Text => "SendForTextAsync",
            ResponseKind.Binary => "SendForBinaryAsync",
            ResponseKind.Items => "SendForItemsAsync",
            ResponseKind.Page when response.Paging!.Kind == PagingKind.LinkHeader => "SendForLinkedAsync",
            _ => "SendAsync",
        };
        return response.Kind is ResponseKind.None or ResponseKind.Text or ResponseKind.Binary
            ? $"{method}(request, options, {cancellationToken})"
            : $"{method}<{TypeNames.Of(response.Type!)}>(request, {JsonExpressions.Reader(response.Type!)}, options, {cancellationToken})";
    }

    /// <summary>The statements that make <c>request</c>.</summary>
    /// <param name="writer">Destination of the code.</param>
    /// <param name="operation">The call.</param>
    /// <param name="paging">The way in which its pages are walked; null for one request.</param>
    /// <param name="position">The local that holds the position in the list; null for one request.</param>
    public static void WriteRequest(SourceWriter writer, OperationModel operation, PagingModel? paging, string? position)
    {
        var method = NamedMethods.Contains(operation.Method)
            ? $"{RuntimeTypes.HttpMethod}.{operation.Method.Substring(0, 1)}{operation.Method.Substring(1).ToLowerInvariant()}"
            : $"new {RuntimeTypes.HttpMethod}({Literals.String(operation.Method)})";
        writer.Line($"var request = new {RuntimeTypes.Request}({method}, {Literals.String(operation.Path)});");
        if (operation.Server is { } server)
            writer.Line($"request.Server = {RootClientEmitter.NewUri(server)};");
        WriteSecurity(writer, operation.Security);
        if (operation.Response.Accept.Length > 0)
            writer.Line($"request.Accept = {Literals.String(operation.Response.Accept)};");
        if (operation.Response.MayBeEmpty)
            writer.Line("request.MayBeEmpty = true;");
        if (operation.Response.MayBeText)
            writer.Line("request.MayBeText = true;");
        if (operation.Response.Items != ItemForm.Json)
            writer.Line($"request.Items = {RuntimeTypes.ItemForm}.{operation.Response.Items};");
        ParameterWriter.WriteConstants(writer, operation.Constants);
        (string, string)? replaced = paging?.Parameter is { InBody: false } parameter ? (parameter.Name, position!) : null;
        ParameterWriter.WriteParameters(writer, operation.PathParameters, operation.Query, replaced);
        if (operation.Body is { } body)
            BodyEmitter.WriteBody(writer, body, paging?.Parameter is { InBody: true } part ? PagesEmitter.CopyOfBody(part, position!) : null);
    }
}
