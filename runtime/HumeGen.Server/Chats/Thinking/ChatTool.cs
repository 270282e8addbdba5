using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Transport;
using HumeGen.Server.Validation;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.Thinking;

/// <summary>A function that the assistant may ask for: one of the user's, or a built-in one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">Says what it is good for; null without.</param>
/// <param name="Parameters">The JSON schema of its arguments; null when there is none.</param>
/// <param name="FallbackContent">The text to go on with when it fails.</param>
/// <param name="IsBuiltIn">Whether the server runs it.</param>
internal sealed record ChatTool(string Name, string? Description, JsonObject? Parameters, string? FallbackContent, bool IsBuiltIn = false)
{
    public const string WebSearch = "web_search";
    public const string HangUp = "hang_up";

    // Of the schema of its parameters.
    private const int MaxTokens = 10_000;

    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        [WebSearch] = "Searches the web for up-to-date information.",
        [HangUp] = "Ends the conversation. To be called when the user has said goodbye.",
    };

    public string Type => IsBuiltIn ? "builtin" : "function";

    /// <summary>The tool as a language model gets to know it.</summary>
    public AITool Declaration => AIFunctionFactory.CreateDeclaration(
        Name,
        Description ?? "",
        JsonSerializer.SerializeToElement(Parameters ?? new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() }, AIJsonUtilities.DefaultOptions));

    /// <summary>Reads the tools of a config or of session settings, which have been checked.</summary>
    public static IReadOnlyList<ChatTool> List(IEnumerable<JsonObject> tools) =>
    [
        .. tools.Select(tool =>
            new ChatTool(tool.Text("name")!, tool.Text("description"), ParseObject(tool.Text("parameters")), tool.Text("fallback_content"))),
    ];

    /// <summary>Reads the built-in tools of a config or of session settings.</summary>
    public static IReadOnlyList<ChatTool> ListBuiltIn(IEnumerable<JsonObject> tools) =>
    [
        .. tools.Select(tool => tool.Text("name")!)
            .Zip(tools, (name, tool) => new ChatTool(name, Descriptions.GetValueOrDefault(name), null, tool.Text("fallback_content"), IsBuiltIn: true)),
    ];

    public static JsonObject? ParseObject(string? json)
    {
        try
        {
            return json is null ? null : new StrictJson(MaxTokens).Parse(Encoding.UTF8.GetBytes(json)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
