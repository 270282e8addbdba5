using System.Text.Json;
using Hume.EmpathicVoice;
using Microsoft.Extensions.AI;

namespace Hume.AI;

/// <summary>Checks the arguments that a language model wrote against the schema of the function, as far as the model needs to know to write better ones.</summary>
internal static class ToolArguments
{
    /// <summary>The arguments by their names.</summary>
    /// <exception cref="ToolErrorException">They are no object, one is missing, or one is of another kind than the schema says.</exception>
    public static AIFunctionArguments Read(JsonElement arguments, AIFunctionDeclaration function)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
            throw new ToolErrorException($"The arguments of {function.Name} must be a JSON object.");
        var schema = function.JsonSchema.ValueKind == JsonValueKind.Object ? function.JsonSchema : default;
        foreach (var name in Items(schema, "required"))
        {
            if (name.GetString() is { } required && !arguments.TryGetProperty(required, out _))
                throw new ToolErrorException($"The argument '{required}' of {function.Name} is missing.");
        }

        var properties = Member(schema, "properties");
        foreach (var argument in arguments.EnumerateObject())
        {
            if (Member(properties, argument.Name) is { ValueKind: JsonValueKind.Object } declared)
                Check(argument, declared, function.Name);
            else if (Member(schema, "additionalProperties").ValueKind == JsonValueKind.False)
                throw new ToolErrorException($"{function.Name} has no argument '{argument.Name}'.");
        }

        // Of a name that comes twice, the last value counts, as in the check of what is required.
        var given = new AIFunctionArguments();
        foreach (var argument in arguments.EnumerateObject())
            given[argument.Name] = argument.Value;
        return given;
    }

    private static void Check(JsonProperty argument, JsonElement schema, string function)
    {
        var type = Member(schema, "type");
        var kinds = type.ValueKind == JsonValueKind.String ? [type.GetString()!] : Items(schema, "type").Select(t => t.GetString()!).ToList();
        if (kinds.Count > 0 && !kinds.Exists(k => IsA(argument.Value, k)))
            throw new ToolErrorException($"The argument '{argument.Name}' of {function} must be of the type {string.Join(" or ", kinds)}.");
        var values = Items(schema, "enum");
        if (values.Count > 0 && !values.Exists(v => JsonElement.DeepEquals(v, argument.Value)))
            throw new ToolErrorException($"The argument '{argument.Name}' of {function} must be one of {string.Join(", ", values.Select(v => v.GetRawText()))}.");
    }

    private static bool IsA(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number == Math.Floor(number),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;

    private static List<JsonElement> Items(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray()] : [];
}
