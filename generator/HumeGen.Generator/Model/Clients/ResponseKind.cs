namespace HumeGen.Generator.Model;

/// <summary>Kinds of results of a call.</summary>
internal enum ResponseKind
{
    None,
    Json,
    Text,
    Binary,

    /// <summary>JSON values one after another, as lines or as server-sent events.</summary>
    Items,
    Page,
}
