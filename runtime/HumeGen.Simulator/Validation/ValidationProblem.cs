using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Validation;

/// <summary>A fault in a request: where it is (names and indices, outermost first), what is wrong, and the kind of fault.</summary>
internal sealed record ValidationProblem(ImmutableArray<object> Location, string Message, string Type)
{
    public static ValidationProblem At(string message, string type, params object[] location) => new([.. location], message, type);

    /// <summary>The location as one word, such as <c>body.utterances[0].text</c>.</summary>
    public string LocationText =>
        string.Concat(Location.Select((step, index) => step is int number ? $"[{number}]" : index == 0 ? $"{step}" : $".{step}"));

    /// <summary>The entry for the <c>detail</c> list of a 422 answer.</summary>
    public JsonObject ToJson() => new()
    {
        ["loc"] = new JsonArray([.. Location.Select(step => step is int number ? (JsonNode)number : (JsonNode)(string)step)]),
        ["msg"] = Message,
        ["type"] = Type,
    };
}
