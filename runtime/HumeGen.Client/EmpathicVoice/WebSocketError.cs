using HumeGen;

namespace Hume.EmpathicVoice;

public sealed partial record WebSocketError : IRealtimeError
{
    /// <summary>The code, with its meaning and remedy where the catalogue has it; null when the message has none.</summary>
    public HumeErrorCode? ErrorCode => HumeErrorCode.Of(Code, Message);

    IApiCode? IRealtimeError.ErrorCode => ErrorCode;

    string? IRealtimeError.ErrorText => Message;
}
