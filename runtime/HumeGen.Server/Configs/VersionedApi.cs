using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Configs;

/// <summary>The nine operations that tools, prompts and configs have in common.</summary>
/// <param name="Path">The path of the collection.</param>
/// <param name="Noun">Noun for one in messages.</param>
/// <param name="ListName">The member of a page that holds the entries.</param>
/// <param name="NotFoundCode">Hume's error code for one that does not exist.</param>
/// <param name="Store">Store of the versions.</param>
/// <param name="Check">Refuses a body for a new version that breaks a rule; the body has been checked against the specs before.</param>
/// <param name="View">Makes the response for a version.</param>
internal sealed record VersionedApi(
    string Path,
    string Noun,
    string ListName,
    string NotFoundCode,
    VersionedStore Store,
    Action<ApiCall> Check,
    Func<ResourceVersion, JsonObject> View)
{
    public void Register(HandlerTable handlers) => handlers
        .On($"GET {Path}", call => ListAsync(call, Store.List(NewestOnly(call), call.QueryText("name"))))
        .On($"POST {Path}", CreateAsync)
        .On($"GET {Path}/{{id}}", call => ListAsync(call, Store.ListVersions(call.Path("id"), NewestOnly(call)) ?? throw Missing(call)))
        .On($"POST {Path}/{{id}}", CreateVersionAsync)
        .On($"PATCH {Path}/{{id}}", RenameAsync)
        .On($"DELETE {Path}/{{id}}", call => DoneAsync(call, Store.Delete(call.Path("id"))))
        .On($"GET {Path}/{{id}}/version/{{version}}", call => AnswerAsync(call, 200, Store.Get(call.Path("id"), call.Version)))
        .On($"PATCH {Path}/{{id}}/version/{{version}}", call =>
            AnswerAsync(call, 200, Store.Describe(call.Path("id"), call.Version, call.Body.Text("version_description"))))
        .On($"DELETE {Path}/{{id}}/version/{{version}}", call => DoneAsync(call, Store.DeleteVersion(call.Path("id"), call.Version)));

    private static bool NewestOnly(ApiCall call) => call.QueryFlag("restrict_to_most_recent") ?? true;

    private Task ListAsync(ApiCall call, IReadOnlyList<ResourceVersion> versions) =>
        call.AnswerAsync(200, Paging.Of(call).Answer(versions, ListName, View));

    private Task CreateAsync(ApiCall call)
    {
        CheckName(call);
        Check(call);
        return AnswerAsync(call, 201, Store.Create(call.Body.Text("name")!, call.Body.Text("version_description"), call.Body));
    }

    private Task CreateVersionAsync(ApiCall call)
    {
        // Checked first: a body that is wrong on top must not hide that there is nothing to add a version to.
        _ = Store.Get(call.Path("id")) ?? throw Missing(call);
        Check(call);
        return AnswerAsync(call, 201, Store.AddVersion(call.Path("id"), call.Body.Text("version_description"), call.Body));
    }

    private Task RenameAsync(ApiCall call)
    {
        CheckName(call);
        return DoneAsync(call, Store.Rename(call.Path("id"), call.Body.Text("name")!));
    }

    private Task AnswerAsync(ApiCall call, int statusCode, ResourceVersion? version) =>
        call.AnswerAsync(statusCode, View(version ?? throw Missing(call)));

    private Task DoneAsync(ApiCall call, bool done) => done ? call.AnswerAsync(200, new JsonObject()) : throw Missing(call);

    private ApiRefusal Missing(ApiCall call)
    {
        var isVersion = call.Operation.Template.EndsWith("{version}", StringComparison.Ordinal);
        var which = isVersion ? $" with a version {call.Path("version")}" : "";
        return ApiRefusal.NotFound(NotFoundCode, $"There is no {Noun} {call.Path("id")}{which}.");
    }

    private void CheckName(ApiCall call)
    {
        if (string.IsNullOrWhiteSpace(call.Body.Text("name")))
            throw call.Invalid($"A {Noun} needs a name that is not blank", "string_too_short", "body", "name");
    }
}
