using HumeGen.Server.Engines;

namespace HumeGen.Server.RuleBased;

/// <summary>Extensions that let a server answer without a language model.</summary>
public static class RuleBasedEngine
{
    /// <summary>Puts the rules in place as the engine that writes answers. They own nothing that needs to be disposed.</summary>
    /// <param name="engines">The engines of the server.</param>
    /// <param name="options">The clock.</param>
    public static HumeServerEngines AddRuleBased(this HumeServerEngines engines, RuleBasedOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(engines);
        engines.Chat = new RuleBasedChatClient((options ?? new()).TimeProvider);
        return engines;
    }
}
