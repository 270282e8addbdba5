using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>Turns what a call answers when all is well into a draft.</summary>
internal sealed class ResponseBinder(DocumentContext document, SchemaBinder schemas)
{
    private static readonly ResponseDraft Nothing = new(ResponseKind.None, null, "", "");

    /// <summary>A body of a success.</summary>
    private sealed record Answer(string Status, IOpenApiResponse Response, string MediaType, IOpenApiMediaType Media, string Pointer);

    /// <summary>Whether one answer comes as a whole or piece by piece, as the caller wants it.</summary>
    public static bool IsStreamedToo(OpenApiOperation operation) => (operation.Responses ?? []).Any(r => r.Key.StartsWith("2", StringComparison.Ordinal)
        && r.Value.Content is { } content && content.Keys.Any(c => MediaType.IsJson(MediaType.Plain(c))) && content.Keys.Any(c => MediaType.IsItems(MediaType.Plain(c))));

    /// <param name="streamed">Whether the pieces are wanted where there is a choice.</param>
    public ResponseDraft Bind(OpenApiOperation operation, string pointer, string name, bool streamed = false)
    {
        var answers = Answers(operation, pointer, streamed, out var mayBeEmpty);
        if (answers.Count == 0)
            return Nothing;

        var first = Draft(answers[0], name + "Response", name + "Item");
        var others = answers.Skip(1).Where(a => !ReferenceEquals(a.Media.Schema, answers[0].Media.Schema)).ToArray();
        if (others.Length == 0 || first.Kind is ResponseKind.None or ResponseKind.Text or ResponseKind.Binary)
            return first with { MayBeEmpty = mayBeEmpty && first.Kind == ResponseKind.Json, Use = OrNull(first, mayBeEmpty) };

        // Other successes may bring something else.
        var drafts = others.Select(o => Draft(o, $"{name}Response{o.Status}", $"{name}Item{o.Status}")).ToArray();
        if (drafts.FirstOrDefault(d => d.Kind != first.Kind && d.Kind != ResponseKind.None) is { } odd)
        {
            var at = others[Array.IndexOf(drafts, odd)];
            document.Report(Descriptors.SuccessesDiffer, at.Pointer, at.Status, at.MediaType, answers[0].Status, answers[0].MediaType);
        }

        var uses = drafts.Where(d => d.Kind == first.Kind).Select(d => d.Use!).Where(u => u != first.Use).Distinct().ToArray();
        if (uses.Length > 0)
            first = first with { Use = schemas.Either([first.Use!, .. uses], pointer, name + (first.Kind == ResponseKind.Items ? "Item" : "Result"), first.Doc) };
        mayBeEmpty |= drafts.Any(d => d.Kind == ResponseKind.None);
        return first with { MayBeEmpty = mayBeEmpty && first.Kind == ResponseKind.Json, Use = OrNull(first, mayBeEmpty) };
    }

    private static TypeUse? OrNull(ResponseDraft draft, bool mayBeEmpty) => draft.Kind == ResponseKind.Json ? draft.Use?.OrNull(mayBeEmpty) : draft.Use;

    /// <summary>The bodies of the successes, one for each that has one; what stands for all that is not named counts where no success is.</summary>
    private static List<Answer> Answers(OpenApiOperation operation, string pointer, bool streamed, out bool mayBeEmpty)
    {
        var all = operation.Responses ?? [];
        var successes = all.Where(r => r.Key.StartsWith("2", StringComparison.Ordinal)).OrderBy(r => r.Key, StringComparer.Ordinal).ToArray();
        if (successes.Length == 0)
            successes = [.. all.Where(r => r.Key == "default")];
        var answers = new List<Answer>();
        mayBeEmpty = false;
        foreach (var success in successes)
        {
            if (success.Value.Content is not { Count: > 0 } content)
            {
                mayBeEmpty = true;
                continue;
            }

            var media = content.OrderBy(c => streamed && MediaType.IsItems(MediaType.Plain(c.Key)) ? -1 : MediaType.Preference(c.Key)).First();
            var at = DocumentContext.Join(DocumentContext.Join(DocumentContext.Join(DocumentContext.Join(pointer, "responses"), success.Key), "content"), media.Key);
            answers.Add(new Answer(success.Key, success.Value, media.Key, media.Value, at));
        }

        return answers;
    }

    private ResponseDraft Draft(Answer answer, string name, string itemName)
    {
        var doc = SchemaDocs.First(answer.Response.Description, "What the server answers.");
        var type = MediaType.Plain(answer.MediaType);
        // What is accepted goes into a header.
        var accept = type == "application/*" ? "application/json" : MediaType.IsSendable(type) ? type : "*/*";
        var media = answer.Media;
        var at = DocumentContext.Join(answer.Pointer, media.ItemSchema is null ? "schema" : "itemSchema");
        var schema = media.ItemSchema ?? media.Schema;
        if (MediaType.IsItems(type))
        {
            // The schema of the whole is a list of what comes one by one.
            if (media.ItemSchema is null && schema is { Items: { } items } and not OpenApiSchemaReference && schema.Type == JsonSchemaType.Array)
                (schema, at) = (items, DocumentContext.Join(at, "items"));
            return new ResponseDraft(ResponseKind.Items, schema is null ? TypeUse.Json : schemas.Bind(schema, at, itemName), accept, doc);
        }

        if (!MediaType.IsJson(type) || SchemaBinder.IsBinary(schema))
        {
            var isText = MediaType.IsText(type) && !SchemaBinder.IsBinary(schema);
            if (schema is not null && !MediaType.IsJson(type) && SchemaBinder.HasStructure(schema))
                document.Report(Descriptors.UntypedContent, at, answer.MediaType, isText ? "it is text that you read" : "it is bytes that you read");
            return new ResponseDraft(isText ? ResponseKind.Text : ResponseKind.Binary, null, accept, doc);
        }

        if (schema is null || SchemaBinder.IsEmptyObject(schema))
            return Nothing;
        return new ResponseDraft(ResponseKind.Json, schemas.Bind(schema, at, name), accept, doc);
    }
}
