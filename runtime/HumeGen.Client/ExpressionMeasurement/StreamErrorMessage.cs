using HumeGen;

namespace Hume.ExpressionMeasurement.Stream;

public sealed partial record StreamErrorMessage : IRealtimeError
{
    /// <summary>The code, with its meaning and remedy where the catalogue has it; null when the message has none.</summary>
    public HumeErrorCode? ErrorCode => HumeErrorCode.Of(Code, Error);

    IApiCode? IRealtimeError.ErrorCode => ErrorCode;

    string? IRealtimeError.ErrorText => Error;
}
