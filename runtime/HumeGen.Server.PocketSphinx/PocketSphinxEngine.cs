using HumeGen.Server.Engines;
using HumeGen.Server.PocketSphinx.Native;

namespace HumeGen.Server.PocketSphinx;

/// <summary>Extensions that let a server hear by PocketSphinx.</summary>
public static class PocketSphinxEngine
{
    /// <summary>
    /// Puts PocketSphinx in place as the engine that understands speech. Who sets the engines disposes <see cref="HumeServerEngines.SpeechToText"/>, which frees
    /// its listeners.
    /// </summary>
    /// <param name="engines">The engines of the server.</param>
    /// <param name="options">Models and number of listeners.</param>
    /// <exception cref="EngineException">The library or a model is not installed: the message has the command that installs it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is to be no listener.</exception>
    public static HumeServerEngines AddPocketSphinx(this HumeServerEngines engines, PocketSphinxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(engines);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Listeners, 1, nameof(options));
        if (FindMissing(options) is { } missing)
            throw new EngineException(missing);

        // Later changes of the options do not matter.
        var model = new SphinxModel(options.AcousticModel, options.LanguageModel, options.Dictionary);
        engines.SpeechToText = new PocketSphinxClient(new ListenerPool(options.Listeners, () => new SphinxListener(model), TimeProvider.System), options.Language);
        return engines;
    }

    /// <summary>Finds out whether PocketSphinx can be used.</summary>
    /// <param name="options">Models; those of Debian when null.</param>
    /// <returns>Null when it can; else a line that says what is missing, and how to get it.</returns>
    public static string? FindMissing(PocketSphinxOptions? options = null)
    {
        options ??= new();
        if (SphinxLibrary.FindMissing() is { } library)
            return $"pocketsphinx: its library {library} is not here, or not for this machine. Install it with: apt-get install libpocketsphinx3 pocketsphinx-en-us";

        string[] files = [Path.Combine(options.AcousticModel, "mdef"), Path.Combine(options.AcousticModel, "feat.params"), options.LanguageModel, options.Dictionary];
        return files.FirstOrDefault(file => !File.Exists(file)) is { } missing
            ? $"pocketsphinx: the file {missing} of its model is not here. Install the model of US English with: apt-get install pocketsphinx-en-us"
            : null;
    }
}
