using HumeGen.Server.Authentication;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Configs;
using HumeGen.Server.ExpressionMeasurement.Batch;
using HumeGen.Server.Voices;

namespace HumeGen.Server.Storage;

/// <summary>The stores of a <see cref="HumeServer"/>. Each keeps its state in memory, within <see cref="ServerLimits.StoredBytes"/>, unless set.</summary>
public sealed class HumeServerStores
{
    /// <summary>API keys beside the server's own, and what each has used.</summary>
    public IKeyStore? Keys { get; set; }

    /// <summary>Chats and what was said in them.</summary>
    public IChatStore? Chats { get; set; }

    /// <summary>The sound of chats; in memory within <see cref="ServerLimits.RecordingBytes"/> unless set.</summary>
    public IRecordingStore? Recordings { get; set; }

    /// <summary>The configs of chats.</summary>
    public IVersionedStore? Configs { get; set; }

    /// <summary>The prompts for language models.</summary>
    public IVersionedStore? Prompts { get; set; }

    /// <summary>The tools that users define.</summary>
    public IVersionedStore? Tools { get; set; }

    /// <summary>The withdrawn custom voices of EVI.</summary>
    public IVersionedStore? CustomVoices { get; set; }

    /// <summary>The voices that clients save.</summary>
    public IVoiceStore? Voices { get; set; }

    /// <summary>Keeps batch jobs of expression measurement and their results.</summary>
    public IJobStore? Jobs { get; set; }
}
