namespace HumeGen;

/// <summary>Ways in which an attempt ends.</summary>
internal enum AttemptEnd
{
    /// <summary>The server answered, with whatever status, and the body was read if it was to be.</summary>
    Answered,

    /// <summary>It failed before anything was sent.</summary>
    NotSent,

    /// <summary>It failed after something was sent: the server may have carried it out.</summary>
    ResponseLost,

    /// <summary>It failed in a way that the next attempt would, too.</summary>
    NotRetryable,
}
