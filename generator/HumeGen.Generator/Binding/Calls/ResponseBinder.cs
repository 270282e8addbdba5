using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Schemas;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>Turns the successes of a call into a draft.</summary>
internal sealed class ResponseBinder(DocumentContext document, SchemaBinder schemas)
{
    private static readonly ResponseDraft Nothing = new(ResponseKind.None, null, "", "");

    /// <summary>Whether one answer comes as a whole or piece by piece, as the caller wants it.</summary>
    public static bool IsStreamedToo(OperationNode operation) => operation.Responses.Where(r => r.IsSuccess)
        .Select(r => r.Contents.Select(c => MediaType.WithoutParameters(c.ContentType)).ToArray())
        .Any(types => types.Any(MediaType.IsJson) && types.Any(MediaType.IsItems));

    /// <param name="operation">The operation.</param>
    /// <param name="name">The name of the call.</param>
    /// <param name="streamed">Whether the pieces are wanted where there is a choice.</param>
    public ResponseDraft Bind(OperationNode operation, string name, bool streamed = false)
    {
        var answers = Answers(operation, streamed, out var mayBeEmpty);
        if (answers.Count == 0)
            return Nothing;

        var (response, media) = answers[0];
        var first = Draft(response, media, name + "Response", name + "Item");
        var others = answers.Skip(1).Where(a => !a.Media.HasSchemaOf(media)).ToArray();
        if (others.Length == 0 || first.Kind is ResponseKind.None or ResponseKind.Text or ResponseKind.Binary)
            return OrEmpty(first, mayBeEmpty);

        // Other successes may bring something else.
        var drafts = others.Select(o => Draft(o.Response, o.Media, $"{name}Response{o.Response.Status}", $"{name}Item{o.Response.Status}")).ToArray();
        if (drafts.FirstOrDefault(d => d.Kind != first.Kind && d.Kind != ResponseKind.None) is { } odd)
        {
            var (oddResponse, oddMedia) = others[Array.IndexOf(drafts, odd)];
            document.Report(Descriptors.SuccessesDiffer, oddMedia.Pointer, oddResponse.Status, oddMedia.ContentType, response.Status, media.ContentType);
        }

        var uses = drafts.Where(d => d.Kind == first.Kind).Select(d => d.Use!).Where(u => u != first.Use).Distinct().ToArray();
        if (uses.Length > 0)
            first = first with { Use = Either([first.Use!, .. uses], operation.Pointer, name + (first.Kind == ResponseKind.Items ? "Item" : "Result"), first.Doc) };
        return OrEmpty(first, mayBeEmpty || drafts.Any(d => d.Kind == ResponseKind.None));
    }

    private static ResponseDraft OrEmpty(ResponseDraft draft, bool mayBeEmpty) => draft.Kind == ResponseKind.Json
        ? draft with { MayBeEmpty = mayBeEmpty, Use = draft.Use?.OrNull(mayBeEmpty) } : draft with { MayBeEmpty = false };

    // Any of several things, for which there is no schema.
    private TypeUse Either(IReadOnlyList<TypeUse> uses, JsonPointer pointer, string name, string doc)
    {
        var draft = new TypeDraft(DraftKind.Union, document, pointer, document.Namespace, name, new DocModel(doc, false));
        schemas.Drafts.Add(draft);
        draft.Variants.AddRange(uses.Select(u => new VariantDraft(u with { Nullable = false }, [], null)));
        return TypeUse.Of(draft).OrNull(uses.Any(u => u.Nullable));
    }

    // The bodies of the successes, one for each that has one; the default answer counts where no success is named.
    private static List<(ResponseNode Response, MediaTypeNode Media)> Answers(OperationNode operation, bool streamed, out bool mayBeEmpty)
    {
        var all = operation.Responses;
        var successes = all.Where(r => r.IsSuccess).OrderBy(r => r.Status, StringComparer.Ordinal).ToArray();
        if (successes.Length == 0)
            successes = [.. all.Where(r => r.Status == "default")];
        var answers = new List<(ResponseNode, MediaTypeNode)>();
        mayBeEmpty = false;
        foreach (var success in successes)
        {
            if (success.Contents is not { Count: > 0 } contents)
            {
                mayBeEmpty = true;
                continue;
            }

            var media = contents.OrderBy(c => streamed && MediaType.IsItems(MediaType.WithoutParameters(c.ContentType)) ? -1 : MediaType.Preference(c.ContentType)).First();
            answers.Add((success, media));
        }

        return answers;
    }

    private ResponseDraft Draft(ResponseNode response, MediaTypeNode media, string name, string itemName)
    {
        var doc = SchemaDocumentation.First(response.Description, "What the server answers.");
        var type = MediaType.WithoutParameters(media.ContentType);
        // What is accepted goes into a header.
        var accept = type == "application/*" ? "application/json" : MediaType.IsSendable(type) ? type : "*/*";
        var schema = media.ItemSchema ?? media.Schema;
        if (MediaType.IsItems(type))
        {
            // The schema of the whole is a list of what comes one by one.
            if (media.ItemSchema is null && schema is { IsReference: false, Types: JsonTypes.Array, Items: { } items })
                schema = items;
            return new ResponseDraft(ResponseKind.Items, schema is null ? TypeUse.Json : schemas.Bind(schema, itemName), accept, doc);
        }

        if (!MediaType.IsJson(type) || schema is { IsBinary: true })
        {
            var isText = MediaType.IsText(type) && schema is not { IsBinary: true };
            if (schema is { HasStructure: true } && !MediaType.IsJson(type))
                document.Report(Descriptors.UntypedContent, schema.Pointer, media.ContentType, isText ? "it is text that you read" : "it is bytes that you read");
            return new ResponseDraft(isText ? ResponseKind.Text : ResponseKind.Binary, null, accept, doc);
        }

        return schema is null or { IsEmptyObject: true } ? Nothing : new ResponseDraft(ResponseKind.Json, schemas.Bind(schema, name), accept, doc);
    }
}
