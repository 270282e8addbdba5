namespace HumeGen.Generator.Model;

/// <summary>What a call gives back.</summary>
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
