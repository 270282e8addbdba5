namespace HumeGen.Generator.Model;

/// <summary>The part of a server-sent event that is an item of a stream.</summary>
internal enum ItemForm
{
    /// <summary>The JSON in its data.</summary>
    Json,

    /// <summary>Its data as text.</summary>
    Text,

    /// <summary>The JSON in its data, with the name of the event as a member.</summary>
    NamedJson,

    /// <summary>All of it.</summary>
    Event,
}
