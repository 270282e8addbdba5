namespace HumeGen.Server.ExpressionMeasurement.Batch;

internal enum MediaKind
{
    Unreadable,
    Text,
    Audio,
    Image,
    Video,
}
