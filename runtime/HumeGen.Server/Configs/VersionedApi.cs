using System.Text.Json.Nodes;
using HumeGen.Server.Storage;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Configs;

/// <summary>The nine operations that tools, prompts and configs have in common.</summary>
/// <param name="Path">The path of the collection.</param>
/// <param name="Noun">Noun for one in messages, with a capital.</param>
/// <param name="ListName">The member of a page that holds the entries.</param>
/// <param name="NotFoundCode">Hume's error code for one that does not exist.</param>
/// <param name="Store">Store of the versions.</param>
/// <param name="Ids">Source of the ids.</param>
/// <param name="Clock">The clock.</param>
internal abstract record VersionedApi(
    string Path, string Noun, string ListName, string NotFoundCode, IVersionedStore Store, IdSource Ids, TimeProvider Clock)
{
    public void Register(HandlerTable handlers) => handlers
        .On($"GET {Path}", ListAsync)
        .On($"POST {Path}", CreateAsync)
        .On($"GET {Path}/{{id}}", ListVersionsAsync)
        .On($"POST {Path}/{{id}}", CreateVersionAsync)
        .On($"PATCH {Path}/{{id}}", RenameAsync)
        .On($"DELETE {Path}/{{id}}", async call => await DoneAsync(call, await Store.DeleteAsync(call.Path("id"), call.Aborted).ConfigureAwait(false)).ConfigureAwait(false))
        .On($"GET {Path}/{{id}}/version/{{version}}", GetAsync)
        .On($"PATCH {Path}/{{id}}/version/{{version}}", DescribeAsync)
        .On($"DELETE {Path}/{{id}}/version/{{version}}", DeleteVersionAsync);

    /// <summary>Refuses a body for a new version that breaks a rule; the body has been checked against the specs before.</summary>
    protected abstract ValueTask CheckAsync(ApiCall call);

    /// <summary>Makes the response for a version.</summary>
    protected abstract ValueTask<JsonObject> ViewAsync(ResourceVersion version, CancellationToken cancellationToken);

    private static ResourceQuery Query(ApiCall call, Paging paging) => new()
    {
        NewestOnly = call.QueryFlag("restrict_to_most_recent") ?? true,
        Skip = paging.Skip,
        Take = paging.Size,
    };

    private async Task ListAsync(ApiCall call)
    {
        var paging = Paging.Of(call);
        var page = await Store.ListAsync(Query(call, paging) with { Name = call.QueryText("name") }, call.Aborted).ConfigureAwait(false);
        await AnswerAsync(call, paging, page).ConfigureAwait(false);
    }

    private async Task ListVersionsAsync(ApiCall call)
    {
        var paging = Paging.Of(call);
        var page = await Store.ListAsync(Query(call, paging) with { Id = call.Path("id") }, call.Aborted).ConfigureAwait(false);
        if (page.Total == 0)
            throw Missing(call);

        await AnswerAsync(call, paging, page).ConfigureAwait(false);
    }

    private async Task AnswerAsync(ApiCall call, Paging paging, StoredPage<ResourceVersion> page)
    {
        var entries = new JsonArray();
        foreach (var version in page.Entries)
            entries.Add((JsonNode)await ViewAsync(version, call.Aborted).ConfigureAwait(false));

        await call.AnswerAsync(200, paging.Answer(entries, page.Total, ListName)).ConfigureAwait(false);
    }

    private async Task CreateAsync(ApiCall call)
    {
        CheckName(call);
        await CheckAsync(call).ConfigureAwait(false);
        var now = Clock.GetUtcNow();
        var first = new ResourceVersion(Ids.Next(), call.Body.Text("name")!, 0, call.Body.Text("version_description"), call.Body, now, now);
        await Store.CreateAsync(first, call.Aborted).ConfigureAwait(false);
        await AnswerAsync(call, 201, first).ConfigureAwait(false);
    }

    private async Task CreateVersionAsync(ApiCall call)
    {
        // Checked first: a body that is wrong on top must not hide that there is nothing to add a version to.
        var id = call.Path("id");
        _ = await Store.GetAsync(id, null, call.Aborted).ConfigureAwait(false) ?? throw Missing(call);
        await CheckAsync(call).ConfigureAwait(false);
        var added = await Store.AddVersionAsync(id, call.Body.Text("version_description"), call.Body, Clock.GetUtcNow(), call.Aborted).ConfigureAwait(false);
        await AnswerAsync(call, 201, added).ConfigureAwait(false);
    }

    private async Task RenameAsync(ApiCall call)
    {
        CheckName(call);
        var done = await Store.RenameAsync(call.Path("id"), call.Body.Text("name")!, Clock.GetUtcNow(), call.Aborted).ConfigureAwait(false);
        await DoneAsync(call, done).ConfigureAwait(false);
    }

    private async Task GetAsync(ApiCall call) =>
        await AnswerAsync(call, 200, await Store.GetAsync(call.Path("id"), call.Version, call.Aborted).ConfigureAwait(false)).ConfigureAwait(false);

    private async Task DescribeAsync(ApiCall call)
    {
        var description = call.Body.Text("version_description");
        var described = await Store.DescribeAsync(call.Path("id"), call.Version, description, Clock.GetUtcNow(), call.Aborted).ConfigureAwait(false);
        await AnswerAsync(call, 200, described).ConfigureAwait(false);
    }

    private async Task DeleteVersionAsync(ApiCall call) =>
        await DoneAsync(call, await Store.DeleteVersionAsync(call.Path("id"), call.Version, call.Aborted).ConfigureAwait(false)).ConfigureAwait(false);

    private async Task AnswerAsync(ApiCall call, int statusCode, ResourceVersion? version)
    {
        var view = await ViewAsync(version ?? throw Missing(call), call.Aborted).ConfigureAwait(false);
        await call.AnswerAsync(statusCode, view).ConfigureAwait(false);
    }

    private Task DoneAsync(ApiCall call, bool done) => done ? call.AnswerAsync(200, new JsonObject()) : throw Missing(call);

    private ApiRefusal Missing(ApiCall call)
    {
        var isVersion = call.Operation.Template.EndsWith("{version}", StringComparison.Ordinal);
        return ApiRefusal.NotFound(NotFoundCode, MissingText(Noun, call.Path("id"), isVersion ? call.Path("version") : null));
    }

    /// <summary>The words for one that does not exist, in the form of Hume's, which its older Python client shows as they are.</summary>
    public static string MissingText(string noun, string? id, string? version) =>
        $"{noun} (ID: {id}{(version is null ? "" : $", version: {version}")}) was not found.";

    private void CheckName(ApiCall call)
    {
        if (string.IsNullOrWhiteSpace(call.Body.Text("name")))
            throw call.Invalid($"A {Noun.ToLowerInvariant()} needs a name that is not blank", "string_too_short", "body", "name");
    }
}
