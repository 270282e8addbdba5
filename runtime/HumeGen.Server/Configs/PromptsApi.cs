using System.Text.Json.Nodes;
using HumeGen.Server.Storage;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Configs;

/// <summary>Prompts for the language model.</summary>
internal sealed record PromptsApi(IVersionedStore Prompts, IdSource Ids, TimeProvider Clock)
    : VersionedApi("/v0/evi/prompts", "Prompt", "prompts_page", "E0400", Prompts, Ids, Clock)
{
    /// <param name="prompt">The prompt.</param>
    /// <param name="versionType">FIXED for a version that was named, LATEST for whichever is the newest.</param>
    public static JsonObject View(ResourceVersion prompt, string versionType)
    {
        var view = new JsonObject
        {
            ["id"] = prompt.Id,
            ["version"] = prompt.Version,
            ["version_type"] = versionType,
            ["version_description"] = prompt.Description,
            ["name"] = prompt.Name,
            ["created_on"] = prompt.CreatedOn.ToUnixTimeMilliseconds(),
            ["modified_on"] = prompt.ModifiedOn.ToUnixTimeMilliseconds(),
            ["text"] = prompt.Content.Copy("text"),
        };
        if (prompt.Content.Copy("prompt_expansion") is { } expansion)
            view["prompt_expansion"] = expansion;

        return view;
    }

    protected override ValueTask CheckAsync(ApiCall call) => ValueTask.CompletedTask;

    protected override ValueTask<JsonObject> ViewAsync(ResourceVersion version, CancellationToken cancellationToken) => ValueTask.FromResult(View(version, "FIXED"));
}
