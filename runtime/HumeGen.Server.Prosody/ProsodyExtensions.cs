using HumeGen.Server.Engines;
using HumeGen.Server.Prosody.Bursts;
using HumeGen.Server.Prosody.Voice;

namespace HumeGen.Server.Prosody;

/// <summary>Extensions that let a server measure voices by rules.</summary>
public static class ProsodyExtensions
{
    /// <summary>
    /// Sets <see cref="HumeServerEngines.Prosody"/> and <see cref="HumeServerEngines.Burst"/> to rule-based estimates that are computed from the sound, with
    /// no model and nothing to install. All calls share the processors: as many pieces of sound are analysed at once as there are processors. Nothing has
    /// to be disposed.
    /// </summary>
    /// <param name="engines">The engines of the server.</param>
    public static HumeServerEngines AddProsody(this HumeServerEngines engines)
    {
        ArgumentNullException.ThrowIfNull(engines);

        engines.Prosody = new RuleBasedProsody();
        engines.Burst = new RuleBasedBursts();
        return engines;
    }
}
