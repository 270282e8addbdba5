using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Authentication;

/// <summary>Thrown when a key has used all of its audio. The message is meant for clients.</summary>
internal sealed class KeyLimitException : Exception
{
    private KeyLimitException(SocketFault fault, ApiRefusal refusal)
        : base(fault.Message) => (Fault, Refusal) = (fault, refusal);

    /// <summary>The error on a WebSocket or in a stream.</summary>
    public SocketFault Fault { get; }

    /// <summary>The answer to a call.</summary>
    public ApiRefusal Refusal { get; }

    /// <summary>The seconds of the day are used up.</summary>
    public static KeyLimitException OfDay(double seconds, TimeSpan untilNext)
    {
        var message = FormattableString.Invariant($"The key has used its {seconds} seconds of audio of this day. The next day of UTC begins in {untilNext:hh\\:mm}.");
        return new(new SocketFault("E0101", message), ApiRefusal.Quota(message, untilNext));
    }

    /// <summary>The credits of the month are used up.</summary>
    public static KeyLimitException OfMonth(double credits) => OfCredits("E0301", FormattableString.Invariant(
        $"The key has used its {credits} credits of this month. A credit is a second of audio."));

    /// <summary>All credits are used up.</summary>
    public static KeyLimitException OfAll(double credits) => OfCredits("E0300", FormattableString.Invariant(
        $"The key has used its {credits} credits. A credit is a second of audio."));

    private static KeyLimitException OfCredits(string code, string message)
    {
        var fault = new SocketFault(code, message);
        return new(fault, ApiRefusal.Of(400, fault));
    }
}
