using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Schemas;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>Turns the answers of a call that are no successes into drafts: with a type where they have JSON.</summary>
internal sealed class ErrorBinder(SchemaBinder schemas)
{
    /// <param name="operation">The operation.</param>
    /// <param name="name">The name of the call; types that stand inline are named after it.</param>
    public IReadOnlyList<ErrorDraft> Bind(OperationNode operation, string name)
    {
        // Where no success is named, the default answer is one.
        var hasSuccess = operation.Responses.Any(r => r.IsSuccess);
        var errors = operation.Responses.Where(r => !r.IsSuccess && !r.Status.StartsWith("1", StringComparison.Ordinal) && (r.Status != "default" || hasSuccess))
            .Select(r => (r.Status, Schema: Json(r), Doc: r.Description ?? ""))
            .OrderBy(e => e.Status, StringComparer.Ordinal)
            .ToArray();
        var isOne = errors.Count(e => e.Schema is not null) == 1;
        return [.. errors.Select(e => new ErrorDraft(
            e.Status, e.Schema is null ? null : schemas.Bind(e.Schema, name + "Error" + (isOne || e.Status == "default" ? "" : e.Status)), e.Doc))];
    }

    private static SchemaNode? Json(ResponseNode response) => response.Contents
        .Where(c => MediaType.IsJson(MediaType.WithoutParameters(c.ContentType)))
        .Select(c => c.Schema)
        .FirstOrDefault(s => s is { IsBinary: false, IsEmptyObject: false });
}
