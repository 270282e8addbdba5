namespace HumeGen.Tool.Diff;

/// <summary>The callers for whom another type is a break.</summary>
[Flags]
internal enum Breaks
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>Callers that get the value.</summary>
    Reading = 1,

    /// <summary>Callers that give the value.</summary>
    Writing = 2,

    /// <summary>Both.</summary>
    Both = Reading | Writing,
}
