using System.Globalization;
using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits the body of a method that returns a list in pages.</summary>
internal static class PagesEmitter
{
    public static void WriteReturn(SourceWriter writer, OperationModel operation, PagingModel paging)
    {
        var (item, page) = (TypeNames.Of(paging.ItemType), TypeNames.Of(operation.Response.Type!));
        var position = PositionOf(paging.Kind);
        using (writer.Indented($"return {Maker(paging)}<{item}, {page}>("))
        {
            writer.Line($"({position}, token) =>");
            writer.Line("{");
            using (writer.Indented())
            {
                OperationEmitter.WriteRequest(writer, operation, paging, position);
                if (paging.Kind is PagingKind.Link or PagingKind.LinkHeader)
                    writer.Line($"request.Follow({position});");
                writer.Line($"return _pipeline.{OperationEmitter.Send(operation.Response, "token")};");
            }

            writer.Line("},");
            foreach (var argument in Arguments(operation, paging))
                writer.Line(argument + ",");
            writer.Line("cancellationToken);");
        }
    }

    /// <summary>The body with another position in the list.</summary>
    public static string CopyOfBody(PagingParameterModel parameter, string position)
    {
        var change = $"with {{ {parameter.Name} = {(parameter.Type.Kind == RefKind.Int32 ? "(int)" : "")}{position} }}";
        if (parameter is not { Holder: { } holder, HolderType: { } type })
            return "body " + change;
        var inner = type.Nullable ? $"(body.{holder} ?? new {TypeNames.NotNull(type)}())" : "body." + holder;
        // Nothing is said of the first page.
        var asked = type.Nullable && parameter.Type.Kind == RefKind.String ? $"{position} is null ? body.{holder} : " : "";
        return $"body with {{ {holder} = {asked}{inner} {change} }}";
    }

    private static string PositionOf(PagingKind kind) => kind switch
    {
        PagingKind.Page => "pageNumber",
        PagingKind.Offset => "itemOffset",
        PagingKind.Cursor => "pageCursor",
        _ => "pageLink",
    };

    // Pages from 0 up to a total are what the constructor takes.
    private static bool IsPlain(PagingModel paging) => paging is { Kind: PagingKind.Page, First: 0, More: null };

    private static string Maker(PagingModel paging) => paging.Kind switch
    {
        _ when IsPlain(paging) => "new " + RuntimeTypes.Pageable,
        PagingKind.Page => RuntimeTypes.PagedLists + ".ByNumber",
        PagingKind.Offset => RuntimeTypes.PagedLists + ".ByOffset",
        PagingKind.LinkHeader => RuntimeTypes.PagedLists + ".ByLink",
        _ => RuntimeTypes.PagedLists + ".ByCursor",
    };

    private static IEnumerable<string> Arguments(OperationModel operation, PagingModel paging)
    {
        var items = "static page => " + Path("page", paging.Items);
        switch (paging.Kind)
        {
            case PagingKind.Page:
                yield return First(operation, paging);
                yield return items;
                yield return IsPlain(paging) || paging.First > 0 || paging.Total is null ? OfPage(paging.Total) : OfPage(paging.Total) + " - 1";
                yield return OfPage(paging.Number);
                if (!IsPlain(paging))
                    yield return OfPage(paging.More);
                break;

            case PagingKind.Offset:
                yield return First(operation, paging);
                yield return items;
                yield return OfPage(paging.Total);
                yield return OfPage(paging.More);
                break;

            case PagingKind.Cursor:
                yield return TextExpressions.Of(paging.Parameter!.Type, Argument(operation, paging));
                yield return items;
                yield return Next(paging);
                break;

            case PagingKind.Link:
                yield return "null";
                yield return items;
                yield return Next(paging);
                break;

            default:
                yield return items;
                break;
        }
    }

    private static string First(OperationModel operation, PagingModel paging) => Argument(operation, paging)
        + (paging.Parameter!.Type.Nullable ? " ?? " + paging.First.ToString(CultureInfo.InvariantCulture) : "");

    private static string Argument(OperationModel operation, PagingModel paging)
    {
        var owner = paging.Parameter!.InBody ? "body." : operation.Query is { Required: true } or { HasPresets: true } ? "query." : "query?.";
        return owner + (paging.Parameter is { Holder: { } holder, HolderType: { } type } ? holder + (type.Nullable ? "?." : ".") : "") + paging.Parameter.Name;
    }

    private static string Next(PagingModel paging)
    {
        var next = paging.Last is { } last
            ? $"{Path("page", paging.Items)} is {{ Count: > 0 }} items ? {Text("items[items.Count - 1]", last)} : null"
            : Text("page", paging.Next!);
        return "static page => " + (paging.More is { } more ? $"{Path("page", more)} == false ? null : {next}" : next);
    }

    private static string Text(string owner, PagePathModel path) => TextExpressions.Of(path.Type, Path(owner, path));

    private static string OfPage(PagePathModel? path) => path is null ? "null" : "static page => " + Path("page", path);

    private static string Path(string owner, PagePathModel path)
    {
        for (var i = 0; i < path.Steps.Count; i++)
            owner += (i > 0 && path.NullableSteps[i - 1] ? "?." : ".") + path.Steps[i];
        return owner;
    }
}
