namespace HumeGen.Generator.Emitting;

/// <summary>A type, or the JSON of a type, as emitted: without the header, as parts of one namespace may share a file.</summary>
/// <param name="Suffix">The end of the file's name that tells the parts of one type apart.</param>
internal sealed record EmittedPart(string Namespace, string Name, string Suffix, string Body)
{
    /// <summary>Whether it uses what the specification deprecates.</summary>
    public bool UsesDeprecated { get; init; }
}
