using HumeGen.Server.Chats.History;

namespace HumeGen.Server.Storage;

/// <summary>The stores of a <see cref="HumeServer"/>. Each keeps its state in memory unless set.</summary>
public sealed class HumeServerStores
{
    /// <summary>Chats and what was said in them.</summary>
    public IChatStore? Chats { get; set; }
}
