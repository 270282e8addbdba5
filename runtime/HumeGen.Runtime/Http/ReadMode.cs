namespace HumeGen;

/// <summary>The part of a response that is read before the call goes on.</summary>
internal enum ReadMode
{
    /// <summary>All of it, into memory.</summary>
    Whole,

    /// <summary>Nothing; the status says it all.</summary>
    Nothing,

    /// <summary>Nothing yet; it is read while it arrives.</summary>
    Streamed,
}
