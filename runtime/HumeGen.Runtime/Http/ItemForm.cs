namespace HumeGen;

/// <summary>The part of a server-sent event that is an item of a stream.</summary>
public enum ItemForm
{
    /// <summary>The JSON in its data. Where the stream is JSON lines, each line.</summary>
    Json,

    /// <summary>Its data as text.</summary>
    Text,

    /// <summary>The JSON object in its data, with the name of the event as the member <c>event</c> where it has none.</summary>
    NamedJson,

    /// <summary>
    /// All of it, as an object with <c>event</c>, <c>data</c>, <c>id</c> and <c>retry</c>. Data that is JSON stands there as JSON, unless a text is expected.
    /// </summary>
    Event,
}
