using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Voices;

/// <summary>Lists, saves and deletes voices for text-to-speech.</summary>
internal static class VoicesApi
{
    public static void Register(HandlerTable handlers, VoiceDirectory voices) => handlers
        .On("GET /v0/tts/voices", call => ListAsync(call, voices))
        .On("POST /v0/tts/voices", call => CreateAsync(call, voices))
        .On("DELETE /v0/tts/voices", call => DeleteAsync(call, voices));

    private static async Task ListAsync(ApiCall call, VoiceDirectory voices)
    {
        var filters = call.QueryTexts("filter_tag").Select(tag => tag.Split(':', 2)).ToList();
        if (filters.FindIndex(filter => filter.Length != 2) is >= 0 and var wrong)
            throw call.Invalid("A tag is written as TAG:VALUE, such as GENDER:Male", "value_error", "query", "filter_tag", wrong);

        var found = (await voices.ListAsync(call.QueryText("provider")!, call.Aborted).ConfigureAwait(false))
            .Where(voice => filters.TrueForAll(filter => HasTag(voice, filter[0], filter[1])))
            .ToList();
        if (call.QueryFlag("ascending_order") == false)
            found.Reverse();

        await call.AnswerAsync(200, Paging.Of(call).Answer(found, "voices_page", voice => voice.ToJson())).ConfigureAwait(false);
    }

    private static bool HasTag(Voice voice, string tag, string value) =>
        voice.Tags.Any(own => string.Equals(own.Key, tag, StringComparison.OrdinalIgnoreCase) && own.Value == value);

    private static async Task CreateAsync(ApiCall call, VoiceDirectory voices)
    {
        var name = call.Body.Text("name")!;
        if (string.IsNullOrWhiteSpace(name))
            throw call.Invalid("A voice needs a name that is not blank", "string_too_short", "body", "name");

        var generation = call.Body.Text("generation_id")!;
        var missing = $"There is no generation '{generation}'; take the id from the answer of a synthesis";
        var engineVoice = await voices.FindGenerationAsync(generation, call.Aborted).ConfigureAwait(false)
            ?? throw call.Invalid(missing, "value_error", "body", "generation_id");
        var voice = await voices.SaveAsync(name, engineVoice, call.Aborted).ConfigureAwait(false)
            ?? throw call.Invalid(
                $"The account has a voice '{name}' already; delete it or choose another name", "value_error", "body", "name");
        await call.AnswerAsync(200, new JsonObject { ["id"] = voice.Id, ["name"] = voice.Name, ["provider"] = voice.Provider }).ConfigureAwait(false);
    }

    private static async Task DeleteAsync(ApiCall call, VoiceDirectory voices)
    {
        var name = call.QueryText("name")!;
        if (!await voices.DeleteAsync(name, call.Aborted).ConfigureAwait(false))
            throw ApiRefusal.NotFound("E0400", $"The account has no voice '{name}'.");

        await call.AnswerAsync(200, new JsonObject()).ConfigureAwait(false);
    }
}
