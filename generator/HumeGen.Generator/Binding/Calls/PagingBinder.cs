using System.Text.Json.Nodes;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>Decides how the pages of a list are walked: by the words of an overlay, by those of other tools, or by names that cannot mean anything else.</summary>
internal sealed class PagingBinder(IReadOnlyDictionary<string, RecordModel> records)
{
    /// <summary>Whether an overlay says how the call is paged, or that it is not.</summary>
    public static bool IsSaid(OperationDraft draft) => draft.Node.Value(ExtensionWords.Paging) is { } word && ExtensionCheck.Fits(ExtensionWords.Paging, word);

    /// <summary>The paging that an overlay says; null when it says none, or names what is not there, which is reported.</summary>
    public PagingModel? Said(OperationDraft draft, ParametersModel? query, BodyModel? body, TypeRef? page)
    {
        if (draft.Node.Value(ExtensionWords.Paging) is not JsonObject words)
            return null;
        if (Resolve(new PagedCall(draft, query, body, page), PagingWords.Of(words), out var wrong) is { } paging)
            return paging;
        draft.Document.Report(Descriptors.PagingMismatch, draft.Pointer / ExtensionWords.Paging.Name, wrong);
        return null;
    }

    /// <summary>The paging that other tools' words or plain names tell; null when they tell none.</summary>
    public PagingModel? Found(OperationDraft draft, ParametersModel? query, BodyModel? body, TypeRef page)
    {
        var call = new PagedCall(draft, query, body, page);
        foreach (var words in PagingWords.OfOtherTools(draft.Node))
        {
            if (Resolve(call, words, out _) is { } said)
                return said;
        }

        return draft.Method == "GET" && PagingNames.Guess(call, records) is { } guess ? Resolve(call, guess, out _) : null;
    }

    private PagingModel? Resolve(PagedCall call, PagingWords words, out string wrong)
    {
        var page = new PageProperties(call.Page, records);
        var isHeader = words.Link;
        var given = words.Page ?? words.Offset ?? words.Cursor;
        var kind = isHeader ? PagingKind.LinkHeader
            : words.Page is not null ? PagingKind.Page
            : words.Offset is not null ? PagingKind.Offset
            : words.Cursor is not null ? PagingKind.Cursor
            : PagingKind.Link;
        // A link is followed as it is, and so without a body.
        wrong = kind is PagingKind.Link or PagingKind.LinkHeader && call.Draft.Method != "GET" ? (isHeader ? "link" : words.Next ?? "next") : "";
        var parameter = given is null ? null : call.Parameter(given, kind, records);
        if (given is not null && parameter is null)
            wrong = given;
        var items = isHeader && words.Items is null && call.Page is { Kind: RefKind.List } list ? new PagePathModel(default, default, list)
            : Find(words.Items ?? "items", ref wrong, static t => t.Kind == RefKind.List);
        var total = words.Total is null ? null : Find(words.Total, ref wrong, IsWhole);
        var more = words.More is null ? null : Find(words.More, ref wrong, static t => t.Kind == RefKind.Boolean);
        var needsNext = kind == PagingKind.Link || (kind == PagingKind.Cursor && words.Last is null);
        var next = needsNext || words.Next is not null ? Find(words.Next ?? "next", ref wrong, t => IsText(t) || (kind == PagingKind.Cursor && IsWhole(t))) : null;
        PagePathModel? last = null;
        if (words.Last is not null && items is not null)
        {
            last = new PageProperties(items.Type.Element, records).Find(words.Last);
            if (last is null || !(IsText(last.Type) || IsWhole(last.Type)))
                wrong = words.Last;
        }

        if (wrong.Length > 0)
            return null;
        return new PagingModel(kind, parameter, items!, items!.Type.Element!)
        {
            First = kind == PagingKind.Page ? call.FirstNumber(words.Page!) ?? 0 : 0,
            Total = total,
            Number = kind == PagingKind.Page ? page.Find(words.Page!) is { } number && IsWhole(number.Type) ? number : null : null,
            More = more,
            Next = next,
            Last = last,
        };

        PagePathModel? Find(string name, ref string problem, Func<TypeRef, bool> fits)
        {
            if (page.Find(name) is { } found && fits(found.Type))
                return found;
            // The first mistake is the one that is told.
            problem = problem.Length > 0 ? problem : name;
            return null;
        }
    }

    private static bool IsWhole(TypeRef type) => type is { Kind: RefKind.Int64 or RefKind.Int32, Custom: null };

    private static bool IsText(TypeRef type) => type is { Kind: RefKind.String, Custom: null };
}
