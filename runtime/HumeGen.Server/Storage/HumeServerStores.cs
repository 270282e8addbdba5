using HumeGen.Server.Voices;

namespace HumeGen.Server.Storage;

/// <summary>The stores of a <see cref="HumeServer"/>. Each keeps its state in memory unless set.</summary>
public sealed class HumeServerStores
{
    /// <summary>The voices that clients save.</summary>
    public IVoiceStore Voices { get; set; } = new MemoryVoiceStore();
}
