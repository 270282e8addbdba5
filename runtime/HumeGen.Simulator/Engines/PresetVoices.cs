using HumeGen.Server.Engines;
using HumeGen.Server.Storage;

namespace HumeGen.Simulator.Engines;

/// <summary>A few names that Hume's own examples use, with tags to filter by.</summary>
internal sealed class PresetVoices : IVoiceCatalog
{
    private static readonly string[] BothModels = ["1", "2"];
    private static readonly string[] NewModel = ["2"];

    private static readonly CatalogVoice[] All =
    [
        Preset("Ava Song", "Female", "English", BothModels),
        Preset("Male English Actor", "Male", "English", BothModels),
        Preset("Female Meditation Guide", "Female", "English", BothModels),
        Preset("Vince Douglas", "Male", "English", BothModels),
        Preset("Alice Bennett", "Female", "English", BothModels),
        Preset("Imani Carter", "Female", "English", NewModel),
        Preset("Sitcom Girl", "Female", "English", NewModel),
        Preset("Colton Rivers", "Male", "English", BothModels),
        Preset("ITO", "Male", "English", BothModels),
        Preset("KORA", "Female", "English", BothModels),
        Preset("Yuki Tanaka", "Female", "Japanese", NewModel),
        Preset("Diego Alvarez", "Male", "Spanish", NewModel),
    ];

    public ValueTask<IReadOnlyList<CatalogVoice>> ListAsync(CancellationToken cancellationToken = default) => new(All);

    /// <summary>The id of the voice with a name.</summary>
    public static string IdOf(string name) => IdSource.From("library voice " + name);

    private static CatalogVoice Preset(string name, string gender, string language, string[] models) => new(IdOf(name), name)
    {
        OctaveVersions = models,
        Tags = new Dictionary<string, string> { ["GENDER"] = gender, ["LANGUAGE"] = language },
    };
}
