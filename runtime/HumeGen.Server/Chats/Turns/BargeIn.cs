using HumeGen.Server.Engines;

namespace HumeGen.Server.Chats.Turns;

/// <summary>Decides when the user interrupts the assistant: once in a turn, as soon as they have spoken for the time that the config asks for.</summary>
internal sealed class BargeIn(ChatConfig config)
{
    private bool _decided;

    /// <summary>Whether the assistant has to fall silent now, if it can be heard.</summary>
    public bool Interrupts(TurnEvent turn)
    {
        if (turn.Kind == VoiceActivityKind.Started)
            _decided = false;

        if (_decided || turn.End - turn.Begin < config.MinInterruption)
            return false;

        _decided = true;
        return true;
    }
}
