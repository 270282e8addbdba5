using HumeGen.Server.Transport;

namespace HumeGen.Server.Authentication;

/// <summary>The key that a request comes with, or the refusal of one that comes with none.</summary>
internal readonly record struct Identity(KeyMeter? Key, ApiRefusal? Refusal)
{
    public bool IsKnown => Key is not null;

    public KeyMeter Require() => Key ?? throw Refusal!;
}
