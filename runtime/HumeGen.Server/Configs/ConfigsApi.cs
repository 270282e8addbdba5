using System.Text.Json.Nodes;
using HumeGen.Server.Storage;
using HumeGen.Server.Transport;
using HumeGen.Server.Validation;

namespace HumeGen.Server.Configs;

/// <summary>Configs of EVI: what they refer to must exist, and is answered in full.</summary>
internal sealed record ConfigsApi(IVersionedStore Configs, ConfigView Views, IdSource Ids, TimeProvider Clock)
    : VersionedApi("/v0/evi/configs", "Config", "configs_page", "E0709", Configs, Ids, Clock)
{
    private static readonly string[] EviVersions = ["3", "4-mini"];

    protected override ValueTask<JsonObject> ViewAsync(ResourceVersion version, CancellationToken cancellationToken) => Views.OfAsync(version, cancellationToken);

    protected override async ValueTask CheckAsync(ApiCall call)
    {
        var body = call.Body;
        var problems = new List<ValidationProblem>();
        if (!EviVersions.Contains(body.Text("evi_version")))
            problems.Add(ValidationProblem.At("The EVI version is '3' or '4-mini', as a string", "enum", "body", "evi_version"));

        CheckRange(body, problems, 30, 1800, "timeouts", "inactivity", "duration_secs");
        CheckRange(body, problems, 30, 1800, "timeouts", "max_duration", "duration_secs");
        CheckRange(body, problems, 500, 3000, "turn_detection", "end_of_turn_silence_ms");
        CheckRange(body, problems, 0, 1, "turn_detection", "speech_detection_threshold");
        CheckRange(body, problems, 0, 1000, "turn_detection", "prefix_padding_ms");
        CheckRange(body, problems, 50, 2000, "interruption", "min_interruption_ms");
        CheckRange(body, problems, 0, 1, "language_model", "temperature");
        if (problems.Count > 0)
            throw ApiRefusal.Invalid(call.Operation, problems);

        await Views.CheckReferencesAsync(body, call.Aborted).ConfigureAwait(false);
        await StoreInlinePromptAsync(body, call.Aborted).ConfigureAwait(false);
    }

    /// <summary>A text in place of a prompt's id makes a new prompt, as if it had been created before.</summary>
    private async ValueTask StoreInlinePromptAsync(JsonObject body, CancellationToken cancellationToken)
    {
        if (body.Object("prompt") is not { } prompt || prompt.Text("id") is not null)
            return;

        if (prompt.Text("text") is not { } text)
        {
            body.Remove("prompt");
            return;
        }

        var content = new JsonObject { ["text"] = text };
        if (prompt.Copy("prompt_expansion") is { } expansion)
            content["prompt_expansion"] = expansion;

        var now = Clock.GetUtcNow();
        var created = new ResourceVersion(Ids.Next(), $"{body.Text("name") ?? "Config"} prompt", 0, null, content, now, now);
        await Views.Prompts.CreateAsync(created, cancellationToken).ConfigureAwait(false);
        body["prompt"] = new JsonObject { ["id"] = created.Id, ["version"] = created.Version };
    }

    private static void CheckRange(JsonObject body, List<ValidationProblem> problems, double least, double most, params string[] path)
    {
        var holder = body;
        foreach (var step in path[..^1])
        {
            if (holder.Object(step) is not { } next)
                return;

            holder = next;
        }

        if (holder.Number(path[^1]) is { } value && (value < least || value > most))
            problems.Add(ValidationProblem.At(FormattableString.Invariant($"Input should be {least} to {most}"), "out_of_range", ["body", .. path]));
    }
}
