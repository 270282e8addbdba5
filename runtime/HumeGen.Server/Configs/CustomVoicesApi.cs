using System.Text.Json.Nodes;
using HumeGen.Server.Storage;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Configs;

/// <summary>Custom voices of EVI, which Hume has withdrawn: a base voice with ten attributes.</summary>
internal sealed class CustomVoicesApi(IVersionedStore voices, IdSource ids, TimeProvider clock)
{
    private const string Path = "/v0/evi/custom_voices";
    private const string ParameterModel = "20241004-11parameter";
    private const int MaxNameLength = 75;

    public void Register(HandlerTable handlers) => handlers
        .On($"GET {Path}", ListAsync)
        .On($"POST {Path}", CreateAsync)
        .On($"GET {Path}/{{id}}", GetAsync)
        .On($"POST {Path}/{{id}}", CreateVersionAsync)
        .On($"PATCH {Path}/{{id}}", RenameAsync)
        .On($"DELETE {Path}/{{id}}", DeleteAsync);

    public static JsonObject View(ResourceVersion voice) => new()
    {
        ["id"] = voice.Id,
        ["version"] = voice.Version,
        ["name"] = voice.Name,
        ["created_on"] = voice.CreatedOn.ToUnixTimeMilliseconds(),
        ["modified_on"] = voice.ModifiedOn.ToUnixTimeMilliseconds(),
        ["base_voice"] = voice.Content.Copy("base_voice"),
        ["parameter_model"] = ParameterModel,
        // Attributes of 0 are left out, as they are the default.
        ["parameters"] = new JsonObject(
            (voice.Content.Object("parameters") ?? [])
                .Where(parameter => voice.Content.Object("parameters")!.Number(parameter.Key) is not (null or 0))
                .Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value?.DeepClone()))),
    };

    private async Task ListAsync(ApiCall call)
    {
        var paging = Paging.Of(call);
        var query = new ResourceQuery { Name = call.QueryText("name"), NewestOnly = true, Skip = paging.Skip, Take = paging.Size };
        var page = await voices.ListAsync(query, call.Aborted).ConfigureAwait(false);
        await call.AnswerAsync(200, paging.Answer(new JsonArray([.. page.Entries.Select(View)]), page.Total, "custom_voices_page")).ConfigureAwait(false);
    }

    private async Task CreateAsync(ApiCall call)
    {
        Check(call);
        var now = clock.GetUtcNow();
        var first = new ResourceVersion(ids.Next(), call.Body.Text("name")!, 0, null, call.Body, now, now);
        await voices.CreateAsync(first, call.Aborted).ConfigureAwait(false);
        await call.AnswerAsync(201, View(first)).ConfigureAwait(false);
    }

    private async Task GetAsync(ApiCall call)
    {
        var voice = await voices.GetAsync(call.Path("id"), null, call.Aborted).ConfigureAwait(false) ?? throw Missing(call);
        await call.AnswerAsync(200, View(voice)).ConfigureAwait(false);
    }

    private async Task CreateVersionAsync(ApiCall call)
    {
        var id = call.Path("id");
        _ = await voices.GetAsync(id, null, call.Aborted).ConfigureAwait(false) ?? throw Missing(call);
        Check(call);
        var now = clock.GetUtcNow();
        await voices.RenameAsync(id, call.Body.Text("name")!, now, call.Aborted).ConfigureAwait(false);
        var added = await voices.AddVersionAsync(id, null, call.Body, now, call.Aborted).ConfigureAwait(false) ?? throw Missing(call);
        await call.AnswerAsync(201, View(added)).ConfigureAwait(false);
    }

    private async Task RenameAsync(ApiCall call)
    {
        CheckName(call);
        var done = await voices.RenameAsync(call.Path("id"), call.Body.Text("name")!, clock.GetUtcNow(), call.Aborted).ConfigureAwait(false);
        await DoneAsync(call, done).ConfigureAwait(false);
    }

    private async Task DeleteAsync(ApiCall call) =>
        await DoneAsync(call, await voices.DeleteAsync(call.Path("id"), call.Aborted).ConfigureAwait(false)).ConfigureAwait(false);

    private static Task DoneAsync(ApiCall call, bool done) => done ? call.AnswerAsync(200, new JsonObject()) : throw Missing(call);

    private static void Check(ApiCall call)
    {
        CheckName(call);
        if (call.Body.Text("parameter_model") != ParameterModel)
            throw call.Invalid($"Input should be '{ParameterModel}'", "enum", "body", "parameter_model");

        var parameters = call.Body.Object("parameters") ?? [];
        foreach (var (name, _) in parameters)
        {
            if (parameters.Number(name) is < -100 or > 100)
                throw call.Invalid("An attribute is a whole number from -100 to 100", "out_of_range", "body", "parameters", name);
        }
    }

    private static void CheckName(ApiCall call)
    {
        if (call.Body.Text("name") is not { Length: > 0 and <= MaxNameLength })
            throw call.Invalid($"A name has 1 to {MaxNameLength} characters", "string_length", "body", "name");
    }

    private static ApiRefusal Missing(ApiCall call) => ApiRefusal.NotFound("E0400", VersionedApi.MissingText("Custom voice", call.Path("id"), null));
}
