namespace HumeGen;

/// <summary>One request to the API: method, path, query, headers and body. Make a new one for each call.</summary>
public sealed class ApiRequest : RequestBase
{
    private string? _followed;

    /// <summary>Starts a request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathTemplate">The path below the API's address, with placeholders in braces: <c>/v1/tasks/{id}</c>.</param>
    /// <exception cref="ArgumentException">The path does not begin with one slash, or holds a query, a fragment or a step such as <c>..</c>.</exception>
    public ApiRequest(HttpMethod method, string pathTemplate)
        : base(method, pathTemplate)
    {
    }

    /// <summary>The body; null is none.</summary>
    public ApiBody? Body { get; set; }

    /// <summary>
    /// Address of this call if it is not <see cref="ApiDescription.BaseAddress"/>; null otherwise. A base address that the options set takes the place of its
    /// host, with its path behind, unless that address ends in the path already. A relative one is a path on the API's own host.
    /// </summary>
    public Uri? Server { get; set; }

    /// <summary>Whether a success may come without a body, which then reads as null.</summary>
    public bool MayBeEmpty { get; set; }

    /// <summary>Whether a text that is expected may come as it is, as <c>text/plain</c> or in an event, instead of as JSON.</summary>
    public bool MayBeText { get; set; }

    /// <summary>The part of each server-sent event that is an item, for responses that are such events.</summary>
    public ItemForm Items { get; set; }

    /// <summary>The media types that the response may have; null is what fits the way the request is sent.</summary>
    public string? Accept { get; set; }

    /// <summary>
    /// Sends the request to an address that the API gave, such as that of the next page, in place of its path and query. The address may be relative. It must
    /// be on the server that the request goes to anyway, as the credential goes along.
    /// </summary>
    /// <param name="address">The address; null leaves the request as it is.</param>
    public void Follow(string? address) => _followed = address;

    /// <summary>The address that the request is sent to.</summary>
    /// <exception cref="ApiResponseException">The address to follow is none, or leads to another server.</exception>
    internal Uri BuildUri(PipelineSettings settings, IReadOnlyDictionary<string, string>? replacements)
    {
        var own = settings.CheckSecure(this, BuildUri(settings.AddressOf(this, Server), replacements));
        return _followed is null ? own : FollowedLink.Resolve(this, own, _followed, settings);
    }

    /// <summary>Whether the response is an access token, which only the client may see.</summary>
    internal bool IsForToken { get; init; }
}
