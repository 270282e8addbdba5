using HumeGen.Server.Engines;

namespace HumeGen.Server.Flite;

/// <summary>The voices of flite. Its clock, <c>awb_time</c>, is none of them, as it can only tell the time.</summary>
internal sealed class FliteVoices(IReadOnlyList<CatalogVoice> installed) : IVoiceCatalog
{
    /// <summary>All voices that flite may have, the most natural ones first.</summary>
    public static IReadOnlyList<CatalogVoice> All { get; } =
    [
        Voice("rms", "RMS", "Male", "American"),
        Voice("slt", "SLT", "Female", "American"),
        Voice("awb", "AWB", "Male", "Scottish"),
        Voice("kal16", "KAL 16", "Male", "American"),
        Voice("kal", "KAL", "Male", "American"),
    ];

    public ValueTask<IReadOnlyList<CatalogVoice>> ListAsync(CancellationToken cancellationToken = default) => new(installed);

    private static CatalogVoice Voice(string id, string name, string gender, string accent) => new(id, name)
    {
        Tags = new Dictionary<string, string> { ["GENDER"] = gender, ["LANGUAGE"] = "English", ["ACCENT"] = accent },
    };
}
