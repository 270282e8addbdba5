namespace HumeGen.Generator.Binding.Calls;

/// <summary>Meaning of media types for the way a body is written or read.</summary>
internal static class MediaType
{
    /// <summary>The type without its parameters, in small letters.</summary>
    public static string WithoutParameters(string mediaType) => mediaType.Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>The text where it is a media type, and may be sent as one.</summary>
    public static bool IsSendable(string mediaType) => System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(mediaType, out _);

    /// <summary>Whether it is a pattern for which any media type may come.</summary>
    public static bool IsAny(string type) => type is "*/*" or "application/*";

    public static bool IsJson(string type) => type is "application/json" or "text/json" or "*/*" or "application/*" || type.EndsWith("+json", StringComparison.Ordinal);

    /// <summary>Values one after another.</summary>
    public static bool IsItems(string type) =>
        type is "text/event-stream" or "application/x-ndjson" or "application/jsonl" or "application/x-jsonlines" or "application/jsonlines" or "application/json-seq" or "application/ndjson";

    public static bool IsXml(string type) => type is "application/xml" or "text/xml" || type.EndsWith("+xml", StringComparison.Ordinal);

    /// <summary>Whether it is text that one would rather hold in a string.</summary>
    public static bool IsText(string type) => type.StartsWith("text/", StringComparison.Ordinal) || IsXml(type);

    /// <summary>The words by which a media type goes in the name of a call.</summary>
    public static string Word(string mediaType)
    {
        var parts = WithoutParameters(mediaType).Split('/');
        return parts[parts.Length - 1].TrimStart('*', '+') is { Length: > 0 } word ? word : parts[0] == "*" ? "any" : parts[0];
    }

    /// <summary>Order in which media types are preferred: those that can be read with a type first.</summary>
    public static int Preference(string mediaType) => WithoutParameters(mediaType) switch
    {
        "*/*" or "application/*" => 1,
        var type when IsJson(type) => 0,
        var type when IsItems(type) => 2,
        _ => 3,
    };
}
