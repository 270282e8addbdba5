using System.Text.Json.Nodes;
using HumeGen.Server.Chats.Thinking;
using HumeGen.Server.Storage;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Configs;

/// <summary>Tools that the user defines.</summary>
internal sealed record ToolsApi(IVersionedStore Tools, IdSource Ids, TimeProvider Clock)
    : VersionedApi("/v0/evi/tools", "Tool", "tools_page", "E0400", Tools, Ids, Clock)
{
    public static JsonObject View(ResourceVersion tool) => new()
    {
        ["tool_type"] = "FUNCTION",
        ["id"] = tool.Id,
        ["version"] = tool.Version,
        ["version_type"] = "FIXED",
        ["version_description"] = tool.Description,
        ["name"] = tool.Name,
        ["created_on"] = tool.CreatedOn.ToUnixTimeMilliseconds(),
        ["modified_on"] = tool.ModifiedOn.ToUnixTimeMilliseconds(),
        ["fallback_content"] = tool.Content.Copy("fallback_content"),
        ["description"] = tool.Content.Copy("description"),
        ["parameters"] = tool.Content.Copy("parameters"),
    };

    /// <summary>The parameters are a JSON Schema inside a string: what is in there must be a JSON object.</summary>
    protected override ValueTask CheckAsync(ApiCall call)
    {
        if (ChatTool.ParseObject(call.Body.Text("parameters")) is null)
        {
            throw call.Invalid(
                "The string should hold a JSON object: the JSON Schema of the tool's parameters", "json_invalid", "body", "parameters");
        }

        return ValueTask.CompletedTask;
    }

    protected override ValueTask<JsonObject> ViewAsync(ResourceVersion version, CancellationToken cancellationToken) => ValueTask.FromResult(View(version));
}
