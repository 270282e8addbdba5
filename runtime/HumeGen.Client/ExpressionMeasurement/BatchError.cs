namespace Hume.ExpressionMeasurement.Batch;

public sealed partial record Error
{
    /// <summary>The code that the message stands for, with its meaning and remedy; null where the catalogue does not list the message.</summary>
    public HumeErrorCode? ErrorCode => HumeErrorCode.Of(null, Message);
}
