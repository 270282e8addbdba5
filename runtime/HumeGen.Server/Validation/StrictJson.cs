using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace HumeGen.Server.Validation;

/// <summary>
/// Reads JSON of clients: without repeated names, with whole characters only, and up to a number of tokens in all that it reads. Checked before
/// a tree is made, as a node takes many times the memory of its text, and as a tree finds half a character only when it is read.
/// </summary>
/// <param name="tokens">The number of tokens.</param>
internal sealed class StrictJson(int tokens)
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    private int _read;

    /// <summary>Reads a text.</summary>
    /// <exception cref="JsonException">It is no JSON, or not such as described above.</exception>
    public JsonNode? Parse(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
            throw new JsonException("The text is not valid UTF-8.");

        var reader = new Utf8JsonReader(text);
        while (reader.Read())
        {
            if (++_read > tokens)
                throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"There are more than {tokens} names and values."));

            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                CheckCharacters(ref reader);
        }

        return JsonNode.Parse(text, documentOptions: Options);
    }

    private static void CheckCharacters(ref Utf8JsonReader reader)
    {
        try
        {
            _ = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new JsonException(string.Create(
                CultureInfo.InvariantCulture, $"The text that begins at byte {reader.TokenStartIndex} has half of a surrogate pair, which is not a character."));
        }
    }
}
