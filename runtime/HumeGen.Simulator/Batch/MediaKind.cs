namespace HumeGen.Simulator.Batch;

internal enum MediaKind
{
    Unreadable,
    Text,
    Audio,
    Image,
    Video,
}
