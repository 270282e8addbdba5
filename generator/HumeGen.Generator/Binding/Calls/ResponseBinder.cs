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

    /// <summary>
    /// The kinds of answers among which a caller chooses, as one response offers them: JSON first, pieces last. What is JSON in another language is no choice.
    /// </summary>
    public static IReadOnlyList<ResponseKind> Kinds(OperationNode operation)
    {
        var kinds = new List<ResponseKind>();
        foreach (var contents in Successes(operation).Select(r => r.Contents).Where(c => c.Count > 1))
        {
            var json = contents.Where(c => KindOf(c) == ResponseKind.Json).ToArray();
            kinds.AddRange(contents.Where(c => json.Length == 0 || !IsInAnotherLanguage(c, json)).Select(KindOf));
        }

        // One alone is what the operation answers anyway.
        ResponseKind[] ordered = [.. kinds.Distinct().OrderBy(k => k switch { ResponseKind.Json => 0, ResponseKind.Items => 2, _ => 1 })];
        return ordered.Length > 1 ? ordered : [ResponseKind.None];
    }

    /// <param name="operation">The operation.</param>
    /// <param name="name">The name of the call.</param>
    /// <param name="kind">The kind that is wanted where there is a choice.</param>
    public ResponseDraft Bind(OperationNode operation, string name, ResponseKind kind = ResponseKind.None)
    {
        var answers = Answers(operation, kind, out var mayBeEmpty);
        if (answers.Count == 0)
            return Nothing;

        var (response, media) = answers[0];
        foreach (var left in response.Contents.Where(c => KindOf(c) == ResponseKind.Json && KindOf(media) == ResponseKind.Json && !c.HasSchemaOf(media)))
            document.Report(Descriptors.SuccessesDiffer, left.Pointer, response.Status, left.ContentType, response.Status, media.ContentType);
        var first = Draft(response, media, name + "Response", name + "Item");
        var others = answers.Skip(1).Where(a => !a.Media.HasSchemaOf(media)).ToArray();
        if (others.Length == 0 || first.Kind is ResponseKind.Text or ResponseKind.Binary)
            return OrEmpty(first, mayBeEmpty);

        // Other successes may bring something else.
        var drafts = others.Select(o => Draft(o.Response, o.Media, $"{name}Response{o.Response.Status}", $"{name}Item{o.Response.Status}")).ToArray();
        if (drafts.FirstOrDefault(d => d.Kind != first.Kind) is { } odd)
        {
            var (oddResponse, oddMedia) = others[Array.IndexOf(drafts, odd)];
            document.Report(Descriptors.SuccessesDiffer, oddMedia.Pointer, oddResponse.Status, oddMedia.ContentType, response.Status, media.ContentType);
        }

        var uses = drafts.Where(d => d.Kind == first.Kind).Select(d => d.Use!).Where(u => u != first.Use).Distinct().ToArray();
        if (uses.Length > 0)
            first = first with { Use = Either([first.Use!, .. uses], operation.Pointer, name + (first.Kind == ResponseKind.Items ? "Item" : "Result"), first.Doc) };
        return OrEmpty(first, mayBeEmpty || drafts.Any(d => d.MayBeEmpty));
    }

    private static ResponseDraft OrEmpty(ResponseDraft draft, bool mayBeEmpty) => draft.Kind == ResponseKind.Json && (mayBeEmpty || draft.MayBeEmpty)
        ? draft with { MayBeEmpty = true, Use = draft.Use!.OrNull(true) } : draft;

    // Any of several things, for which there is no schema.
    private TypeUse Either(IReadOnlyList<TypeUse> uses, JsonPointer pointer, string name, string doc)
    {
        var draft = new TypeDraft(DraftKind.Union, document, pointer, document.Namespace, name, new DocModel(doc, false));
        schemas.Drafts.Add(draft);
        draft.Variants.AddRange(uses.Select(u => new VariantDraft(u with { Nullable = false }, [], null)));
        return TypeUse.Of(draft).OrNull(uses.Any(u => u.Nullable));
    }

    // The default answer counts where no success is named.
    private static ResponseNode[] Successes(OperationNode operation)
    {
        // HTTP has no bodies there, whatever the document says.
        if (operation.Method == "HEAD")
            return [];
        var successes = operation.Responses.Where(r => r.IsSuccess).OrderBy(r => r.Status, StringComparer.Ordinal).ToArray();
        return successes.Length > 0 ? successes : [.. operation.Responses.Where(r => r.Status == "default")];
    }

    // The bodies of the successes, one for each that has one.
    private static List<(ResponseNode Response, MediaTypeNode Media)> Answers(OperationNode operation, ResponseKind kind, out bool mayBeEmpty)
    {
        var answers = new List<(ResponseNode, MediaTypeNode)>();
        mayBeEmpty = false;
        foreach (var success in Successes(operation))
        {
            if (success.Contents is { Count: > 0 } contents)
                answers.Add((success, contents.OrderBy(c => KindOf(c) == kind ? 0 : 1).ThenBy(c => IsUntyped(c) ? 1 : 0).ThenBy(c => MediaType.Preference(c.ContentType)).First()));
            else
                mayBeEmpty = true;
        }

        return answers;
    }

    // A structure in a language that nothing here reads.
    private static bool IsUntyped(MediaTypeNode media) => media.Schema is { HasStructure: true } && KindOf(media) is ResponseKind.Text or ResponseKind.Binary;

    private static ResponseKind KindOf(MediaTypeNode media)
    {
        var type = MediaType.WithoutParameters(media.ContentType);
        // Pieces of bytes are a file that grows. Anything of any type can only be bytes.
        return (media.ItemSchema ?? media.Schema) is var schema && (schema is { IsBinary: true } || (schema is null && MediaType.IsAny(type))) ? ResponseKind.Binary
            : MediaType.IsItems(type) ? ResponseKind.Items
            : MediaType.IsJson(type) ? ResponseKind.Json
            : MediaType.IsText(type) ? ResponseKind.Text
            : ResponseKind.Binary;
    }

    // The same as the JSON beside it: another notation of a structure, or a text that the same call can read.
    private static bool IsInAnotherLanguage(MediaTypeNode media, MediaTypeNode[] json) => KindOf(media) switch
    {
        ResponseKind.Text => IsUntyped(media) || MediaType.IsXml(MediaType.WithoutParameters(media.ContentType))
            || json.Any(j => IsText(j.Schema) || j.HasSchemaOf(media)),
        _ => IsUntyped(media),
    };

    private static bool IsText(SchemaNode? schema) => schema is { IsBinary: false }
        && ((schema.ValueTypes & JsonTypes.String) != 0 || schema.Alternatives.Any(a => (a.ValueTypes & JsonTypes.String) != 0));

    private ResponseDraft Draft(ResponseNode response, MediaTypeNode media, string name, string itemName)
    {
        var doc = SchemaDocumentation.First(response.Description, "The response of the server.");
        var type = MediaType.WithoutParameters(media.ContentType);
        // What is accepted goes into a header.
        var accept = type == "application/*" && media.Schema is not { IsBinary: true } ? "application/json" : MediaType.IsSendable(type) ? type : "*/*";
        var schema = media.ItemSchema ?? media.Schema;
        switch (KindOf(media))
        {
            case ResponseKind.Items:
                // The schema of the whole is a list of what comes one by one.
                if (media.ItemSchema is null && schema is { IsReference: false, Types: JsonTypes.Array, Items: { } items })
                    schema = items;
                if (schema is not null && type == "text/event-stream")
                    schema = DotNetEvents.DataOf(schema);
                var form = schema is null || type != "text/event-stream" ? ItemForm.Json : EventItems.FormOf(schema);
                return new ResponseDraft(ResponseKind.Items, schema is null ? TypeUse.Json : schemas.Bind(schema, itemName), accept, doc)
                {
                    Items = form,
                    MayBeText = type == "text/event-stream" && form == ItemForm.Json && (schema is null || IsText(schema)),
                };
            case ResponseKind.Json:
                var texts = IsText(schema) ? response.Contents.Where(c => KindOf(c) == ResponseKind.Text).Select(c => MediaType.WithoutParameters(c.ContentType)) : [];
                string[] types = [accept, .. texts.Where(t => !MediaType.IsXml(t) && MediaType.IsSendable(t))];
                return new ResponseDraft(ResponseKind.Json, schema is null ? TypeUse.Json : schemas.Bind(schema, name), string.Join(", ", types), doc)
                {
                    // Many documents have it where nothing comes.
                    MayBeEmpty = schema is null or { IsEmptyObject: true },
                    MayBeText = types.Length > 1 || (type == "*/*" && IsText(schema)),
                };
            case var kind:
                if (schema is { HasStructure: true })
                {
                    document.Report(
                        Descriptors.UntypedContent, schema.Pointer, media.ContentType, kind == ResponseKind.Text ? "it is text that you read" : "it is bytes that you read");
                }

                // Of files, the answer says which it is.
                var files = kind == ResponseKind.Binary && accept != "*/*"
                    ? response.Contents.Where(c => KindOf(c) == kind && !IsUntyped(c)).Select(c => MediaType.WithoutParameters(c.ContentType)).Where(MediaType.IsSendable) : [];
                return new ResponseDraft(kind, null, string.Join(", ", files.Prepend(accept).Distinct()), doc);
        }
    }
}
