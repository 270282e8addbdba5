namespace HumeGen;

/// <summary>One request to the API: method, path, query, headers and body. Make a new one for each call.</summary>
public sealed class ApiRequest : RequestBase
{
    /// <summary>Starts a request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathTemplate">The path below the API's address, with placeholders in braces: <c>/v0/evi/tools/{id}</c>.</param>
    /// <exception cref="ArgumentException">The path does not begin with one slash, or holds a query, a fragment or a step such as <c>..</c>.</exception>
    public ApiRequest(HttpMethod method, string pathTemplate)
        : base(method, pathTemplate)
    {
    }

    /// <summary>The body; null is none.</summary>
    public ApiBody? Body { get; set; }

    /// <summary>The media types that the response may have; null is what fits the way the request is sent.</summary>
    public string? Accept { get; set; }
}
