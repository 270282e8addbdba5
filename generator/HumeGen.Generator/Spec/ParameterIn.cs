namespace HumeGen.Generator.Spec;

/// <summary>The place of a parameter or an API key in a request.</summary>
internal enum ParameterIn
{
    Query,
    Header,
    Path,
    Cookie,

    /// <summary>The query as a whole, since OpenAPI 3.2.</summary>
    QueryString,
}
