using HumeGen.Server.Storage;

namespace HumeGen.Server.Voices;

/// <summary>The preset voices: a few names that Hume's own examples use, with tags to filter by.</summary>
internal static class VoiceLibrary
{
    private static readonly string[] BothModels = ["1", "2"];
    private static readonly string[] NewModel = ["2"];

    public static IReadOnlyList<Voice> Voices { get; } =
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

    private static Voice Preset(string name, string gender, string language, string[] models)
    {
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["GENDER"] = gender, ["LANGUAGE"] = language };
        return new Voice(IdSource.From("library voice " + name), name, VoiceStore.Library, models, tags, name);
    }
}
