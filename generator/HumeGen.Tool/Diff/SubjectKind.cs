namespace HumeGen.Tool.Diff;

/// <summary>Kinds of things that a change belongs to.</summary>
internal enum SubjectKind
{
    Client,
    Channel,
    Type,
}
