using System.Text.Json;

namespace Hume.AI;

/// <summary>Reads additional properties, whose values may be C#'s or JSON's, and refuses those that nobody knows.</summary>
internal sealed class Properties(IReadOnlyDictionary<string, object?>? values, string[] names)
{
    public void CheckNames()
    {
        foreach (var name in values?.Keys ?? [])
        {
            if (Array.IndexOf(names, name) < 0)
                throw new ArgumentException($"AdditionalProperties has '{name}', which this client does not know. It knows {string.Join(", ", names)}.");
        }
    }

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        VoiceProvider provider => provider.Value,
        var other => throw Wrong(name, "a text", other),
    };

    public bool? Truth(string name) => Find(name) switch
    {
        null => null,
        bool truth => truth,
        JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } json => json.GetBoolean(),
        var other => throw Wrong(name, "true or false", other),
    };

    public double? Number(string name) => Find(name) switch
    {
        null => null,
        double number => number,
        float number => number.ToDouble(name),
        int number => number,
        long number => number,
        JsonElement { ValueKind: JsonValueKind.Number } json => json.GetDouble(),
        var other => throw Wrong(name, "a number", other),
    };

    public long? Whole(string name) => Number(name) is not { } number ? null
        : number == Math.Floor(number) && Math.Abs(number) <= 1e15 ? (long)number : throw Wrong(name, "a whole number", number);

    private object? Find(string name) => values is not null && values.TryGetValue(name, out var value) && value is not JsonElement { ValueKind: JsonValueKind.Null } ? value : null;

    private static ArgumentException Wrong(string name, string wanted, object value) =>
        new($"'{name}' in AdditionalProperties must be {wanted}, not a {value.GetType().Name}.");
}
