using System.Text.Json.Nodes;
using HumeGen.Simulator.Hosting;
using HumeGen.Simulator.Sockets.Chats;

namespace HumeGen.Simulator.Evi;

/// <summary>Tools that the user defines.</summary>
internal static class ToolsApi
{
    public static void Register(HandlerTable handlers, VersionedStore tools) =>
        new VersionedApi("/v0/evi/tools", "tool", "tools_page", "E0400", tools, CheckParameters, View).Register(handlers);

    public static JsonObject View(ResourceVersion tool) => new()
    {
        ["tool_type"] = "FUNCTION",
        ["id"] = tool.Id,
        ["version"] = tool.Version,
        ["version_type"] = "FIXED",
        ["version_description"] = tool.Description,
        ["name"] = tool.Name,
        ["created_on"] = tool.CreatedOn,
        ["modified_on"] = tool.ModifiedOn,
        ["fallback_content"] = tool.Content.Copy("fallback_content"),
        ["description"] = tool.Content.Copy("description"),
        ["parameters"] = tool.Content.Copy("parameters"),
    };

    /// <summary>The parameters are a JSON Schema inside a string: what is in there must be a JSON object.</summary>
    private static void CheckParameters(ApiCall call)
    {
        if (ChatTool.ParseObject(call.Body.Text("parameters")) is null)
        {
            throw call.Invalid(
                "The string should hold a JSON object: the JSON Schema of the tool's parameters", "json_invalid", "body", "parameters");
        }
    }
}
