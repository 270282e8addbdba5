using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.CustomLanguageModel;

/// <summary>Puts together calls of tools that come in parts.</summary>
internal sealed class PartialCalls
{
    private readonly SortedDictionary<int, (string? Id, string? Name, StringBuilder Arguments)> _calls = [];

    public void Add(JsonObject part)
    {
        var index = part.Whole("index") ?? 0;
        var function = part.Object("function");
        var (id, name, arguments) = _calls.GetValueOrDefault(index, (null, null, new StringBuilder()));
        _calls[index] = (id ?? Text(part, "id"), name ?? (function is null ? null : Text(function, "name")), arguments.Append(function is null ? null : Text(function, "arguments")));
    }

    public IReadOnlyList<FunctionCallContent> ToList() =>
        [.. _calls.Values.Select(call => new FunctionCallContent(call.Id ?? "", call.Name ?? "", Arguments(call.Arguments.ToString())))];

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static Dictionary<string, object?> Arguments(string json)
    {
        try
        {
            return json.Length == 0 ? [] : JsonSerializer.Deserialize<Dictionary<string, object?>>(json, AIJsonUtilities.DefaultOptions) ?? [];
        }
        catch (JsonException fault)
        {
            throw new EngineException($"The custom language model called a tool with arguments that are no JSON object: {fault.Message}", "E0707", fault);
        }
    }
}
