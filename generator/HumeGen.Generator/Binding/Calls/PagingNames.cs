using System.Text.RegularExpressions;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>
/// Knows paged lists by names that cannot mean anything else: a parameter and a property of the page that belong together. <c>docs/constructs.md</c> has
/// the same table. Names are compared without regard to case and signs.
/// </summary>
internal static class PagingNames
{
    private static readonly HashSet<string> CursorParameters =
        ["cursor", "pagecursor", "startcursor", "nextcursor", "pagetoken", "nextpagetoken", "nexttoken", "continuationtoken", "paginationtoken"];

    private static readonly HashSet<string> AfterParameters = ["after", "afterid", "startafter", "startingafter", "pageafter", "cursor"];

    private static readonly HashSet<string> NextCursors =
        ["nextcursor", "nextpagecursor", "nextpagetoken", "nexttoken", "nextcontinuationtoken", "continuationtoken", "nextpaginationtoken", "paginationtoken"];

    private static readonly HashSet<string> LastCursors = ["lastid", "endcursor", "lastcursor"];

    private static readonly HashSet<string> NextLinks = ["nextlink", "odatanextlink", "nexturl", "nexturi", "nextpageurl", "nextpageuri", "nextpagelink"];

    private static readonly HashSet<string> Mores = ["hasmore", "hasnext", "hasnextpage", "hasmorepages"];

    private static readonly HashSet<string> OffsetParameters = ["offset", "skip", "pageoffset", "start"];

    private static readonly HashSet<string> PageParameters = ["page", "pagenumber", "pagenum", "pageno", "pageindex"];

    private static readonly HashSet<string> SizeParameters = ["limit", "count", "take", "top", "size", "pagesize", "perpage", "pagelimit", "maxresults"];

    private static readonly HashSet<string> ItemTotals = ["total", "totalcount", "totalitems", "totalresults", "totalrecords", "odatacount"];

    private static readonly HashSet<string> PageTotals = ["totalpages", "pagecount", "numpages", "pagetotal", "pagestotal", "lastpage"];

    private static readonly HashSet<string> Holders = ["meta", "metadata", "pagination", "paging", "pageinfo", "responsemetadata", "cursors", "links"];

    private static readonly string[] ItemNames = ["data", "items", "results", "value", "values", "records", "entries", "objects", "elements"];

    public static PagingWords? Guess(PagedCall call, IReadOnlyDictionary<string, RecordModel> records)
    {
        var page = new PageProperties(call.Page, records);
        if (call.Page is { Kind: RefKind.List })
            return HasLinkHeader(call) ? new PagingWords { Link = true } : null;
        if (Items(page) is not { } items)
            return null;

        var properties = Properties(page).ToArray();
        var more = Find(properties, Mores, RefKind.Boolean);
        return ByCursor(call, page, properties, items, more)
            ?? ByLink(call, properties, items)
            ?? ByNumber(call, properties, items, more);
    }

    private static PagingWords? ByCursor(
        PagedCall call, PageProperties page, (string Path, PropertyModel Property)[] properties, PropertyModel items, string? more)
    {
        if (Parameter(call, CursorParameters) is { } cursor && Find(properties, NextCursors, RefKind.String, RefKind.Int64, RefKind.Int32) is { } next)
            return new PagingWords { Cursor = cursor, Next = next, Items = items.WireName, More = more };
        if (Parameter(call, AfterParameters) is not { } after)
            return null;
        if (Find(properties, NextCursors, RefKind.String, RefKind.Int64, RefKind.Int32) is { } known)
            return new PagingWords { Cursor = after, Next = known, Items = items.WireName, More = more };
        if (more is null)
            return null;
        if (Find(properties, LastCursors, RefKind.String, RefKind.Int64, RefKind.Int32) is { } last)
            return new PagingWords { Cursor = after, Next = last, Items = items.WireName, More = more };
        var id = page.Of(items.Type.Element).FirstOrDefault(p => p is { WireName: "id", Required: true });
        return id is not null && Plain(after) != "cursor" ? new PagingWords { Cursor = after, Last = "id", Items = items.WireName, More = more } : null;
    }

    private static PagingWords? ByLink(PagedCall call, (string Path, PropertyModel Property)[] properties, PropertyModel items)
    {
        var link = Find(properties, NextLinks, RefKind.String)
            ?? properties.FirstOrDefault(p => p.Path.EndsWith("links.next", StringComparison.Ordinal) && p.Property.Type.Kind == RefKind.String).Path
            ?? properties.FirstOrDefault(p => p.Path.EndsWith("links.next.href", StringComparison.Ordinal) && p.Property.Type.Kind == RefKind.String).Path
            ?? properties.FirstOrDefault(p => p.Path == "next" && p.Property.Type.Kind == RefKind.String && IsAddress(call, "next")).Path;
        if (link is not null)
            return new PagingWords { Next = link, Items = items.WireName };
        return HasLinkHeader(call) ? new PagingWords { Link = true, Items = items.WireName } : null;
    }

    private static PagingWords? ByNumber(PagedCall call, (string Path, PropertyModel Property)[] properties, PropertyModel items, string? more)
    {
        if (Parameter(call, OffsetParameters) is { } offset && Parameter(call, SizeParameters) is not null)
        {
            var total = Find(properties, ItemTotals, RefKind.Int64, RefKind.Int32);
            return total is null && more is null ? null : new PagingWords { Offset = offset, Items = items.WireName, Total = total, More = more };
        }

        if (Parameter(call, PageParameters) is not { } number || call.FirstNumber(number) is null)
            return null;
        var pages = Find(properties, PageTotals, RefKind.Int64, RefKind.Int32);
        return pages is null && more is null ? null : new PagingWords { Page = number, Items = items.WireName, Total = pages, More = more };
    }

    // The one list, or the one with a name that lists of pages have.
    private static PropertyModel? Items(PageProperties page)
    {
        var lists = page.Own.Where(p => p.Type is { Kind: RefKind.List, Custom: null }).ToArray();
        if (lists.Length == 1)
            return lists[0];
        var named = lists.Where(p => ItemNames.Contains(Plain(p.WireName))).ToArray();
        return named.Length == 1 ? named[0] : null;
    }

    // Those of the page, and of the objects in it that tell of pages.
    private static IEnumerable<(string Path, PropertyModel Property)> Properties(PageProperties page)
    {
        foreach (var property in page.Own)
        {
            yield return (property.WireName, property);
            if (!Holders.Contains(Plain(property.WireName)))
                continue;
            foreach (var inner in page.Of(property.Type))
            {
                var path = $"{property.WireName}.{inner.WireName}";
                yield return (path, inner);
                if (!Holders.Contains(Plain(inner.WireName)) && inner.WireName != "next")
                    continue;
                foreach (var deep in page.Of(inner.Type))
                    yield return ($"{path}.{deep.WireName}", deep);
            }
        }
    }

    private static string? Find((string Path, PropertyModel Property)[] properties, HashSet<string> names, params RefKind[] kinds) =>
        properties.FirstOrDefault(p => names.Contains(Plain(p.Property.WireName)) && p.Property.Type.Custom is null && kinds.Contains(p.Property.Type.Kind)).Path;

    private static string? Parameter(PagedCall call, HashSet<string> names) =>
        call.Query?.Parameters.FirstOrDefault(p => p is { Method: ParameterMethod.AddQuery } && names.Contains(Plain(p.WireName)))?.WireName;

    private static bool HasLinkHeader(PagedCall call) => Success(call)?.HeaderNames.Contains("Link", StringComparer.OrdinalIgnoreCase) == true;

    private static bool IsAddress(PagedCall call, string property) =>
        Success(call)?.Contents.Select(c => c.Schema?.Properties.FirstOrDefault(p => p.Name == property).Schema).Any(s => s?.Format is "uri" or "uri-reference" or "url") == true;

    private static ResponseNode? Success(PagedCall call) => call.Draft.Node.Responses.OrderBy(r => r.Status, StringComparer.Ordinal).FirstOrDefault(r => r.IsSuccess);

    private static string Plain(string name) => Regex.Replace(name, "[^A-Za-z0-9]", "").ToLowerInvariant();
}
