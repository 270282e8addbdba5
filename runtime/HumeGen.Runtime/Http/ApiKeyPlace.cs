namespace HumeGen;

/// <summary>The place of a request that carries an API key.</summary>
public sealed record ApiKeyPlace
{
    private ApiKeyPlace(string name, KeyCarrier carrier) => (Name, Carrier) = (name, carrier);

    /// <summary>The name of the header, query parameter or cookie.</summary>
    public string Name { get; }

    internal KeyCarrier Carrier { get; }

    /// <summary>A header.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The place.</returns>
    public static ApiKeyPlace InHeader(string name) => new(name, KeyCarrier.Header);

    /// <summary>A query parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The place.</returns>
    public static ApiKeyPlace InQuery(string name) => new(name, KeyCarrier.Query);

    /// <summary>A cookie.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The place.</returns>
    public static ApiKeyPlace InCookie(string name) => new(name, KeyCarrier.Cookie);

    /// <summary>The place in words.</summary>
    /// <returns>A part of a sentence.</returns>
    public override string ToString() => Carrier switch
    {
        KeyCarrier.Query => $"the query parameter {Name}",
        KeyCarrier.Cookie => $"the cookie {Name}",
        _ => $"the header {Name}",
    };
}
