using HumeGen.Server.Engines;

namespace HumeGen.Server.PocketSphinx;

/// <summary>Extensions that let a server hear by PocketSphinx.</summary>
public static class PocketSphinxEngine
{
    /// <summary>Puts a <see cref="PocketSphinxClient"/> in place as the engine that understands speech. Who sets the engines disposes it.</summary>
    /// <param name="engines">The engines of the server.</param>
    /// <param name="options">Models and number of listeners.</param>
    /// <exception cref="EngineException">The library or a model is not installed: the message has the command that installs it.</exception>
    public static HumeServerEngines AddPocketSphinx(this HumeServerEngines engines, PocketSphinxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(engines);
        engines.SpeechToText = new PocketSphinxClient(options);
        return engines;
    }
}
