namespace HumeGen.Generator.Model;

/// <summary>Where a parameter goes.</summary>
internal enum ParameterPlace
{
    Path,
    Query,

    /// <summary>An object in the query, written as <c>name[member]=value</c>.</summary>
    DeepQuery,
    Header,
    Cookie,

    /// <summary>An object whose members are the whole query.</summary>
    WholeQuery,
}
