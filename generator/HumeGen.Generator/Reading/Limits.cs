namespace HumeGen.Generator.Reading;

/// <summary>Limits of what is read and bound, so that no file can hang or kill the compiler. Far above what real specs need.</summary>
internal static class Limits
{
    /// <summary>Characters in a file.</summary>
    public const int Characters = 16 * 1024 * 1024;

    /// <summary>Levels of nesting, aliases followed and overlays applied.</summary>
    public const int Depth = 256;

    /// <summary>Levels of schemas inside schemas.</summary>
    public const int SchemaDepth = 64;

    /// <summary>Nodes of a tree, aliases followed and overlays applied.</summary>
    public const int Nodes = 1_000_000;

    /// <summary>Nodes that the overlays look at in one document, all targets together.</summary>
    public const int OverlayVisits = 10_000_000;

    /// <summary>Lists and maps within each other that become one C# type.</summary>
    public const int Nesting = 32;

    /// <summary>Members that the records of one document together take over from parts of allOf.</summary>
    public const int InheritedMembers = 100_000;

    /// <summary>Variants that the unions of all documents together take over from unions within them.</summary>
    public const int InheritedVariants = 50_000;

    /// <summary>Rounds in which types that refer to each other are merged into wider ones.</summary>
    public const int MergeRounds = 64;

    /// <summary>References followed from one to the next before a definition must come.</summary>
    public const int ReferenceHops = 64;

    /// <summary>Diagnostics for one document; what comes after them would only bury the first ones.</summary>
    public const int Diagnostics = 100;
}
