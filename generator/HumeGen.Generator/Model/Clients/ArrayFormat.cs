namespace HumeGen.Generator.Model;

/// <summary>Format of a list in a form.</summary>
internal enum ArrayFormat
{
    Repeat,
    Indexed,
    Json,

    /// <summary>Items joined by commas.</summary>
    Joined,

    /// <summary>An object with its members in brackets.</summary>
    Deep,
}
