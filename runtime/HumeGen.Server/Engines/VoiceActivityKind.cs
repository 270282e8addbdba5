namespace HumeGen.Server.Engines;

/// <summary>Kinds of voice activity.</summary>
public enum VoiceActivityKind
{
    /// <summary>Somebody has begun to speak.</summary>
    Started,

    /// <summary>Somebody goes on speaking. About every 100 ms: interruptions are decided by it.</summary>
    Continued,

    /// <summary>The turn is over: somebody has been silent for long enough.</summary>
    Ended,
}
