namespace HumeGen.Server.Audio;

/// <summary>Kinds of events in the sound.</summary>
internal enum SpeechEventKind
{
    /// <summary>Somebody has begun to speak.</summary>
    Started,

    /// <summary>Somebody goes on speaking; noticed every 100 ms.</summary>
    GoesOn,

    /// <summary>Somebody has been silent long enough to have finished.</summary>
    Finished,
}
