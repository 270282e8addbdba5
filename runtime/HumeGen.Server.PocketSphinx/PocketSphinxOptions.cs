namespace HumeGen.Server.PocketSphinx;

/// <summary>Options of <see cref="PocketSphinxEngine"/>. The model is that of the Debian package pocketsphinx-en-us unless set.</summary>
public sealed class PocketSphinxOptions
{
    private const string Model = "/usr/share/pocketsphinx/model/en-us";

    /// <summary>The folder of the acoustic model. Its sound is taken at 16,000 samples a second.</summary>
    public string AcousticModel { get; set; } = Model + "/en-us";

    /// <summary>The file of the language model.</summary>
    public string LanguageModel { get; set; } = Model + "/en-us.lm.bin";

    /// <summary>The file with the pronunciation of words. Other words are never understood.</summary>
    public string Dictionary { get; set; } = Model + "/cmudict-en-us.dict";

    /// <summary>The language of the model, a BCP 47 tag.</summary>
    public string Language { get; set; } = "en-US";

    /// <summary>The turns that are heard at the same time, 1 at least; each takes memory for a model of its own. Four for each core unless set.</summary>
    public int Listeners { get; set; } = 4 * Environment.ProcessorCount;
}
