namespace HumeGen.Server.Engines;

/// <summary>A voice of a catalogue.</summary>
/// <param name="Id">The id, for clients and for the engine.</param>
/// <param name="Name">The name, for clients. No other voice of the catalogue has it.</param>
public sealed record CatalogVoice(string Id, string Name)
{
    /// <summary>The versions of Octave that clients may ask for with this voice: <c>1</c>, <c>2</c> or both. Both unless set.</summary>
    public IReadOnlyList<string> OctaveVersions { get; init; } = ["1", "2"];

    /// <summary>Tags that clients can filter the list by, such as <c>GENDER</c> and <c>Female</c>. Empty unless set.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
