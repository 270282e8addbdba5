using HumeGen.Server.Engines;

namespace HumeGen.Server.EmotionLexicon;

/// <summary>Extensions that let a server measure the language of texts by rules.</summary>
public static class EmotionLexiconExtensions
{
    /// <summary>
    /// Sets <see cref="HumeServerEngines.Language"/> to rule-based estimates by a lexicon of English words, with no model and nothing to install. Texts in
    /// other languages are neutral. Nothing has to be disposed.
    /// </summary>
    /// <param name="engines">The engines of the server.</param>
    public static HumeServerEngines AddEmotionLexicon(this HumeServerEngines engines)
    {
        ArgumentNullException.ThrowIfNull(engines);

        engines.Language = new RuleBasedLanguage();
        return engines;
    }
}
