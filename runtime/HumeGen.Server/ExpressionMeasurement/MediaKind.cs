namespace HumeGen.Server.ExpressionMeasurement;

/// <summary>A kind of media, which decides the models that have something to measure.</summary>
internal enum MediaKind
{
    Unknown,
    Text,
    Audio,
    Image,
    Video,
    Archive,
}
