using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace HumeGen.Server.Validation;

/// <summary>A multipart form, read into one JSON object that can be checked like any body; files stand in it as placeholders.</summary>
internal sealed class FormBody(StrictJson json)
{
    private const int MaxParts = 1000;

    public JsonObject Members { get; } = [];

    public List<UploadedFile> Files { get; } = [];

    public List<ValidationProblem> Problems { get; } = [];

    /// <summary>Reads the parts of a form whose shape is given by the schema.</summary>
    public static async Task<FormBody> ReadAsync(byte[] body, string boundary, Schema schema, StrictJson json, CancellationToken cancellationToken)
    {
        var form = new FormBody(json);
        try
        {
            using var stream = new MemoryStream(body, writable: false);
            var reader = new MultipartReader(boundary, stream);
            for (var parts = 0; await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section; parts++)
            {
                if (parts == MaxParts)
                    throw new InvalidDataException($"The form has more than {MaxParts} parts.");

                await form.AddAsync(section, schema, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            form.Problems.Add(ValidationProblem.At($"The form cannot be read: {exception.Message}", "multipart_invalid", "body"));
        }

        return form;
    }

    private async Task AddAsync(MultipartSection section, Schema schema, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.DispositionType.Equals(
            "form-data", StringComparison.OrdinalIgnoreCase))
        {
            Problems.Add(ValidationProblem.At("Every part needs a header 'Content-Disposition: form-data; name=...'", "multipart_invalid", "body"));
            return;
        }

        using var content = new MemoryStream();
        await section.Body.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        var fullName = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        var name = fullName.Split('[')[0];
        var givenName = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
        var fileName = HeaderUtilities.RemoveQuotes(givenName).ToString();
        var property = schema.Properties.GetValueOrDefault(name);
        var item = property is { Items: { } items } ? items : property;

        // The official Python client sends what it does not give as the text null.
        if (fileName.Length == 0 && content.Length == 4 && content.GetBuffer().AsSpan(0, 4).SequenceEqual("null"u8))
            return;

        JsonNode? value;
        if (item?.IsBinary ?? fileName.Length > 0)
        {
            if (fileName.Length == 0)
            {
                Problems.Add(ValidationProblem.At(
                    "Expected a file: the part needs a filename in its Content-Disposition header", "file_type", "body", name));
                return;
            }

            Files.Add(new UploadedFile(name, fileName, section.ContentType ?? "application/octet-stream", content.ToArray()));
            value = "(file)";
        }
        else
        {
            value = ReadText(Encoding.UTF8.GetString(content.ToArray()), item, name);
        }

        Store(name, value, isList: property?.Items is not null);
    }

    // Lists come repeated, with brackets (name[0]) or as one JSON list: the official clients do not agree on one spelling.
    private void Store(string name, JsonNode? value, bool isList)
    {
        if (isList)
        {
            var list = Members[name] as JsonArray;
            if (list is null)
                Members[name] = list = [];

            foreach (var entry in value is JsonArray given ? [.. given] : new[] { value })
                list.Add(entry?.DeepClone());
        }
        else if (!Members.TryAdd(name, value))
        {
            Problems.Add(ValidationProblem.At("The form has this part more than once", "multipart_duplicate", "body", name));
        }
    }

    private JsonNode? ReadText(string text, Schema? schema, string name)
    {
        var plainText = schema is null || (schema.Kinds.HasFlag(JsonKinds.String) && !(text is ['"', ..] or ['[', ..]));
        if (plainText)
            return text;

        if (schema!.Kinds.HasFlag(JsonKinds.Boolean) && RequestValidator.Typed(text, schema) is var typed && typed.GetValueKind() != JsonValueKind.String)
            return typed;

        try
        {
            return json.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException exception)
        {
            Problems.Add(new ValidationProblem(
                ImmutableArray.Create<object>("body", name), $"The part should hold JSON: {exception.Message}", "json_invalid"));
            return "(not JSON)";
        }
    }
}
