using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Transport;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.CustomLanguageModel;

/// <summary>Puts together calls of tools that come in parts.</summary>
internal sealed class PartialCalls
{
    private const int MaxLength = 1 << 20;
    private const int MaxCalls = 100;

    private readonly SortedDictionary<int, (string? Id, string? Name, StringBuilder Arguments)> _calls = [];
    private int _length;

    public void Add(JsonObject part)
    {
        var index = part.Whole("index") ?? 0;
        var function = part.Object("function");
        var (id, name, arguments) = _calls.GetValueOrDefault(index, (null, null, new StringBuilder()));
        var more = function?.TextOf("arguments");
        _length += more?.Length ?? 0;
        _calls[index] = (id ?? part.TextOf("id"), name ?? function?.TextOf("name"), arguments.Append(more));
        if (_length > MaxLength || _calls.Count > MaxCalls)
            throw ModelJson.Wrong($"called more than {MaxCalls} tools at once, or with more than {MaxLength} characters of arguments");
    }

    public IReadOnlyList<FunctionCallContent> ToList() =>
        [.. _calls.Values.Select(call => new FunctionCallContent(call.Id ?? "", call.Name ?? "", Arguments(call.Arguments.ToString())))];

    private static Dictionary<string, object?> Arguments(string json)
    {
        try
        {
            return json.Length == 0 ? [] : JsonSerializer.Deserialize<Dictionary<string, object?>>(json, AIJsonUtilities.DefaultOptions) ?? [];
        }
        catch (JsonException fault)
        {
            throw ModelJson.Wrong($"called a tool with arguments that are not a JSON object: {fault.Message.TrimEnd('.')}", fault);
        }
    }
}
