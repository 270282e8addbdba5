using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Configs;

/// <summary>Prompts for the language model.</summary>
internal static class PromptsApi
{
    public static void Register(HandlerTable handlers, VersionedStore prompts) =>
        new VersionedApi("/v0/evi/prompts", "prompt", "prompts_page", "E0400", prompts, _ => { }, prompt => View(prompt, "FIXED"))
            .Register(handlers);

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
            ["created_on"] = prompt.CreatedOn,
            ["modified_on"] = prompt.ModifiedOn,
            ["text"] = prompt.Content.Copy("text"),
        };
        if (prompt.Content.Copy("prompt_expansion") is { } expansion)
            view["prompt_expansion"] = expansion;

        return view;
    }
}
