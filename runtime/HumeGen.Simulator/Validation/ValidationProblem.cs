using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Validation;

/// <summary>A fault in a request: where it is (names and indices, outermost first), what is wrong, and the kind of fault.</summary>
internal sealed record ValidationProblem(ImmutableArray<object> Location, string Message, string Type)
{
    /// <summary>The faults of one request that are told; more say nothing new.</summary>
    public const int Most = 100;

    private const int LongestMessage = 500;
    private const int LongestName = 100;

    /// <summary>What is wrong. Values of the request that it repeats are cut, however long they are.</summary>
    public string Message { get; } = Cut(Message, LongestMessage);

    public static ValidationProblem At(string message, string type, params object[] location) => new([.. location], message, type);

    /// <summary>The location as one word, such as <c>body.utterances[0].text</c>.</summary>
    public string LocationText =>
        string.Concat(Location.Select((step, index) => step is int number ? $"[{number}]" : index == 0 ? Name(step) : $".{Name(step)}"));

    /// <summary>The entry for the <c>detail</c> list of a 422 answer.</summary>
    public JsonObject ToJson() => new()
    {
        ["loc"] = new JsonArray([.. Location.Select(step => step is int number ? (JsonNode)number : (JsonNode)Name(step))]),
        ["msg"] = Message,
        ["type"] = Type,
    };

    /// <summary>The text, or its beginning where it is longer.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(length - (char.IsHighSurrogate(text[length - 1]) ? 1 : 0))] + "…";

    private static string Name(object step) => Cut((string)step, LongestName);
}
