using HumeGen;

namespace Hume.EmpathicVoice;

public sealed partial record WebSocketError : IRealtimeError
{
    /// <summary>The code, with its meaning and remedy where the catalogue has it.</summary>
    public HumeErrorCode? ErrorCode => Code.Length > 0 ? new HumeErrorCode(Code) : default(HumeErrorCode?);

    IApiCode? IRealtimeError.ErrorCode => ErrorCode;

    string? IRealtimeError.ErrorText => Message;
}
