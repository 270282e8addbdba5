using HumeGen.Server.Transport;

namespace HumeGen.Server.Authentication;

/// <summary>The key that a request comes with, or the refusal of one that comes with none.</summary>
/// <param name="Key">Counts what the key uses; null without one.</param>
/// <param name="Refusal">The refusal; null with a key.</param>
/// <param name="IsForwarded">Whether another server, which has counted the request, sends it for its client.</param>
internal readonly record struct Identity(KeyMeter? Key, ApiRefusal? Refusal, bool IsForwarded = false)
{
    public bool IsKnown => Key is not null;

    /// <summary>Counts the request for its key, and gives the key, or refuses it.</summary>
    public KeyMeter Count()
    {
        var key = Key ?? throw Refusal!;
        if (!IsForwarded)
            key.CountRequest();

        return key;
    }
}
