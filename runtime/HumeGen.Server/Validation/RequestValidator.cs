using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace HumeGen.Server.Validation;

/// <summary>Checks every part of a request against the operation that it is for.</summary>
internal static class RequestValidator
{
    public static async Task<ValidatedRequest> ValidateAsync(
        ApiOperation operation,
        IReadOnlyDictionary<string, string> path,
        HttpRequest request,
        byte[] body,
        int jsonTokens,
        CancellationToken cancellationToken)
    {
        var problems = new List<ValidationProblem>();
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "path"))
        {
            problems.AddRange(SchemaValidator.Validate(
                Typed(path[parameter.Name], parameter.Schema), parameter.Schema, ["path", parameter.Name]));
        }

        var query = ReadQuery(operation, request.Query, problems);
        var (content, files) = await ReadBodyAsync(operation, request, body, new StrictJson(jsonTokens), problems, cancellationToken).ConfigureAwait(false);
        return new ValidatedRequest(query, content, files, problems);
    }

    private static JsonObject ReadQuery(ApiOperation operation, IQueryCollection query, List<ValidationProblem> problems)
    {
        var typed = new JsonObject();
        var known = operation.Parameters.Where(parameter => parameter.In == "query").ToList();
        foreach (var name in query.Keys.Where(name => !known.Exists(parameter => parameter.Name == name) && !Authenticator.QueryNames.Contains(name)))
        {
            var hint = known.Count == 0 ? "it takes none" : $"it takes {string.Join(", ", known.Select(parameter => parameter.Name))}";
            problems.Add(ValidationProblem.At($"{operation.Route} has no such query parameter; {hint}", "extra_forbidden", "query", name));
        }

        foreach (var parameter in known)
        {
            if (!query.TryGetValue(parameter.Name, out var values))
            {
                if (parameter.Required)
                    problems.Add(ValidationProblem.At("Field required", "missing", "query", parameter.Name));

                continue;
            }

            var value = TypedQuery(values, parameter, problems);
            problems.AddRange(SchemaValidator.Validate(value, parameter.Schema, ["query", parameter.Name]));
            typed[parameter.Name] = value;
        }

        return typed;
    }

    private static JsonNode? TypedQuery(StringValues values, ApiParameter parameter, List<ValidationProblem> problems)
    {
        if (parameter.Schema.Items is { } items)
            return new JsonArray([.. values.Select(value => Typed(value ?? "", items))]);

        if (values.Count > 1)
        {
            problems.Add(ValidationProblem.At(
                "The parameter is given more than once, but takes one value", "multiple_values", "query", parameter.Name));
        }

        return Typed(values[0] ?? "", parameter.Schema);
    }

    /// <summary>
    /// Text from a path or query as the JSON value that its schema asks for; left as text where it is none, for the check to refuse.
    /// </summary>
    public static JsonValue Typed(string text, Schema schema)
    {
        var kinds = KindsOf(schema);
        if (kinds.HasFlag(JsonKinds.Boolean) && Flag(text, kinds) is { } flag)
            return JsonValue.Create(flag);

        if ((kinds & (JsonKinds.Integer | JsonKinds.Number)) != 0 && long.TryParse(
            text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return JsonValue.Create(whole);
        }

        if (kinds.HasFlag(JsonKinds.Number)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number))
        {
            return JsonValue.Create(number);
        }

        return JsonValue.Create(text);
    }

    // Python writes True, and some clients 1. Where a number or a text could be meant too, only true and false are flags.
    private static bool? Flag(string text, JsonKinds kinds)
    {
        var isFlagOnly = (kinds & ~(JsonKinds.Boolean | JsonKinds.Null)) == 0;
        var comparison = isFlagOnly ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return text.Equals("true", comparison) || (isFlagOnly && text == "1") ? true
            : text.Equals("false", comparison) || (isFlagOnly && text == "0") ? false
            : null;
    }

    private static JsonKinds KindsOf(Schema schema) =>
        schema.AllOf.Concat(schema.Variants).Aggregate(schema.Kinds, (kinds, part) => kinds | KindsOf(part));

    private static async Task<(JsonNode? Body, IReadOnlyList<UploadedFile> Files)> ReadBodyAsync(
        ApiOperation operation,
        HttpRequest request,
        byte[] body,
        StrictJson json,
        List<ValidationProblem> problems,
        CancellationToken cancellationToken)
    {
        if (operation.Bodies.Count == 0)
        {
            if (body.Length > 0)
                problems.Add(ValidationProblem.At($"{operation.Route} takes no body, but {body.Length} bytes were sent", "extra_forbidden", "body"));

            return (null, []);
        }

        if (body.Length == 0 && request.ContentType is null)
        {
            if (operation.BodyRequired)
                problems.Add(ValidationProblem.At($"A body of type {string.Join(" or ", operation.Bodies.Keys)} is required", "missing", "body"));

            return (null, []);
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var mediaType)
            || !operation.Bodies.TryGetValue(mediaType.MediaType.ToString().ToLowerInvariant(), out var schema))
        {
            var message = $"Content-Type is '{request.ContentType}', but should be {string.Join(" or ", operation.Bodies.Keys)}";
            problems.Add(ValidationProblem.At(message, "content_type", "header", "content-type"));
            return (null, []);
        }

        return mediaType.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? await ReadFormAsync(mediaType, schema, body, json, problems, cancellationToken).ConfigureAwait(false)
            : (ReadJson(schema, body, json, problems), []);
    }

    private static async Task<(JsonNode? Body, IReadOnlyList<UploadedFile> Files)> ReadFormAsync(
        MediaTypeHeaderValue mediaType,
        Schema schema,
        byte[] body,
        StrictJson json,
        List<ValidationProblem> problems,
        CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(mediaType.Boundary).ToString();
        if (boundary.Length is 0 or > 70)
        {
            problems.Add(ValidationProblem.At(
                "Content-Type multipart/form-data needs a boundary of 1 to 70 characters", "content_type", "header", "content-type"));
            return (null, []);
        }

        var form = await FormBody.ReadAsync(body, boundary, schema, json, cancellationToken).ConfigureAwait(false);
        problems.AddRange(form.Problems.Count > 0 ? form.Problems : SchemaValidator.Validate(form.Members, schema, ["body"]));
        return (form.Members, form.Files);
    }

    private static JsonNode? ReadJson(Schema schema, byte[] body, StrictJson json, List<ValidationProblem> problems)
    {
        try
        {
            var node = json.Parse(body);
            problems.AddRange(SchemaValidator.Validate(node, schema, ["body"]));
            return node;
        }
        catch (JsonException exception)
        {
            problems.Add(ValidationProblem.At($"The body is no valid JSON: {exception.Message}", "json_invalid", "body"));
            return null;
        }
    }
}
