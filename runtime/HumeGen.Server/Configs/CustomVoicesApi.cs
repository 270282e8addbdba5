using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Configs;

/// <summary>Custom voices of EVI, which Hume has withdrawn: a base voice with ten attributes.</summary>
internal static class CustomVoicesApi
{
    private const string Path = "/v0/evi/custom_voices";
    private const string ParameterModel = "20241004-11parameter";
    private const int MaxNameLength = 75;

    public static void Register(HandlerTable handlers, VersionedStore voices) => handlers
        .On($"GET {Path}", call =>
            call.AnswerAsync(200, Paging.Of(call).Answer(
                voices.List(newestOnly: true, call.QueryText("name")), "custom_voices_page", View)))
        .On($"POST {Path}", call =>
        {
            Check(call);
            return call.AnswerAsync(201, View(voices.Create(call.Body.Text("name")!, null, call.Body)));
        })
        .On($"GET {Path}/{{id}}", call => call.AnswerAsync(200, View(voices.Get(call.Path("id")) ?? throw Missing(call))))
        .On($"POST {Path}/{{id}}", call => CreateVersionAsync(call, voices))
        .On($"PATCH {Path}/{{id}}", call =>
        {
            CheckName(call);
            return DoneAsync(call, voices.Rename(call.Path("id"), call.Body.Text("name")!));
        })
        .On($"DELETE {Path}/{{id}}", call => DoneAsync(call, voices.Delete(call.Path("id"))));

    public static JsonObject View(ResourceVersion voice) => new()
    {
        ["id"] = voice.Id,
        ["version"] = voice.Version,
        ["name"] = voice.Name,
        ["created_on"] = voice.CreatedOn,
        ["modified_on"] = voice.ModifiedOn,
        ["base_voice"] = voice.Content.Copy("base_voice"),
        ["parameter_model"] = ParameterModel,
        // Attributes of 0 are left out, as they are the default.
        ["parameters"] = new JsonObject(
            (voice.Content.Object("parameters") ?? [])
                .Where(parameter => voice.Content.Object("parameters")!.Number(parameter.Key) is not (null or 0))
                .Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value?.DeepClone()))),
    };

    private static Task CreateVersionAsync(ApiCall call, VersionedStore voices)
    {
        var id = call.Path("id");
        _ = voices.Get(id) ?? throw Missing(call);
        Check(call);
        voices.Rename(id, call.Body.Text("name")!);
        return call.AnswerAsync(201, View(voices.AddVersion(id, null, call.Body) ?? throw Missing(call)));
    }

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

    private static ApiRefusal Missing(ApiCall call) => ApiRefusal.NotFound("E0400", $"There is no custom voice {call.Path("id")}.");
}
