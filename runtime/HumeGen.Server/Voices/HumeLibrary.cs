namespace HumeGen.Server.Voices;

/// <summary>Names of voices in Hume's library that applications refer to.</summary>
internal static class HumeLibrary
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Alice Bennett", "Articulate ASMR British Narrator", "Ava Song", "Booming American Narrator", "Campfire Narrator", "Classical Film Actor",
        "Colton Rivers", "Dacher", "Donovan Sinclair", "English Children's Book Narrator", "Excitable British Naturalist", "Female Meditation Guide", "Imani Carter",
        "Inspiring Man", "Inspiring Woman", "ITO", "KORA", "Literature Professor", "Male English Actor", "Mysterious Woman", "Nature Documentary Narrator",
        "New York Comedian Guy", "Sebastian Lockwood", "Sitcom Girl", "Terrence Bentley", "TikTok Fashion Influencer", "Unserious Movie Trailer Narrator",
        "Vince Douglas",
    };

    public static bool HasName(string name) => Names.Contains(name);

    /// <summary>Tells whether a text has the form of the library's ids, which are UUIDs.</summary>
    public static bool IsId(string id) => Guid.TryParseExact(id, "D", out _);
}
