using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HumeGen.Server.Validation;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Server.Transport.Sockets;

/// <summary>
/// Reads the query of a handshake. Unlike in REST calls, names that the specs lack are passed over: the official clients add some of
/// their own, and the server takes no notice. An empty value is as good as none.
/// </summary>
internal static class SocketQuery
{
    /// <summary>The declared parameters but for objects in brackets, typed as the specs say; refuses values that do not fit.</summary>
    public static JsonObject Read(ApiChannel channel, IQueryCollection query)
    {
        var typed = new JsonObject();
        var problems = new List<ValidationProblem>();
        foreach (var parameter in channel.Query)
        {
            var values = query[parameter.Name].Where(value => !string.IsNullOrEmpty(value)).ToList();
            if (values.Count == 0 || parameter.Schema.Properties.Count > 0)
                continue;

            JsonNode value = parameter.Schema.Items is { } items
                ? new JsonArray([.. values.Select(item => RequestValidator.Typed(item!, items))])
                : RequestValidator.Typed(values[^1]!, parameter.Schema);
            problems.AddRange(SchemaValidator.Validate(value, parameter.Schema, ["query", parameter.Name]));
            typed[parameter.Name] = value;
        }

        return problems.Count == 0 ? typed : throw ApiRefusal.Invalid(problems);
    }

    /// <summary>
    /// An object that is spread over the query, such as <c>session_settings[audio][channels]=1</c>; null when nothing of it is there.
    /// </summary>
    public static JsonObject? ReadObject(IQueryCollection query, string name, Schema schema, List<ValidationProblem> problems)
    {
        JsonObject? result = null;
        foreach (var (key, values) in query)
        {
            if (!key.StartsWith(name, StringComparison.Ordinal) || (key.Length > name.Length && key[name.Length] != '['))
                continue;

            result ??= [];
            if (key.Length < name.Length + 3 || key[^1] != ']')
            {
                problems.Add(ValidationProblem.At($"Expected {name}[name]=value or {name}[outer][inner]=value", "value_error", "query", key));
                continue;
            }

            Place(result, key[(name.Length + 1)..^1].Split("]["), values[^1] ?? "", schema, ["query", name], problems);
        }

        return result;
    }

    private static void Place(
        JsonObject root, string[] steps, string text, Schema schema, ImmutableArray<object> at, List<ValidationProblem> problems)
    {
        var holder = root;
        Schema? inner = schema;
        foreach (var step in steps[..^1])
        {
            at = at.Add(step);
            inner = Member(inner, step);
            if (holder[step] is not (null or JsonObject))
            {
                problems.Add(new ValidationProblem(at, "The setting is given both as a value and as an object", "value_error"));
                return;
            }

            if (holder[step] is not JsonObject next)
                holder[step] = next = [];

            holder = next;
        }

        holder[steps[^1]] = Member(inner, steps[^1]) is { } member ? RequestValidator.Typed(text, member) : text;
    }

    private static Schema? Member(Schema? schema, string name) => schema is null
        ? null
        : schema.Properties.GetValueOrDefault(name)
            ?? schema.AdditionalProperties
            ?? schema.AllOf.Select(part => Member(part, name)).FirstOrDefault(member => member is not null);

}
