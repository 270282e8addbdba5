namespace HumeGen.Simulator;

internal enum FailureKind
{
    Status,
    Reset,
    Hang,
    Cut,
    Stall,
}
