using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Hume.AI;

/// <summary>A function with a schema written by hand, which needs no reflection.</summary>
internal sealed class SchemaFunction(string name, string description, string schema, Func<AIFunctionArguments, CancellationToken, Task<JsonElement>> run) : AIFunction
{
    public override string Name => name;

    public override string Description => description;

    public override JsonElement JsonSchema { get; } = JsonDocument.Parse(schema).RootElement.Clone();

    public static string Text(AIFunctionArguments arguments, string name) =>
        OptionalText(arguments, name) is { Length: > 0 } text ? text : throw new ArgumentException($"The argument '{name}' is missing or empty.", nameof(arguments));

    public static string? OptionalText(AIFunctionArguments arguments, string name) => arguments.TryGetValue(name, out var value)
        ? value switch
        {
            null or JsonElement { ValueKind: JsonValueKind.Null } => null,
            string text => text,
            JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
            _ => throw new ArgumentException($"The argument '{name}' must be a text.", nameof(arguments)),
        }
        : null;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) =>
        await run(arguments, cancellationToken).ConfigureAwait(false);
}
