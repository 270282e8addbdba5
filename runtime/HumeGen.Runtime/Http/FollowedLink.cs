namespace HumeGen;

/// <summary>Follows an address that the API gave, as far as it may be trusted with the credential.</summary>
internal static class FollowedLink
{
    /// <param name="request">The request that follows it.</param>
    /// <param name="own">The address that the request has without it.</param>
    /// <param name="link">The address as it came.</param>
    /// <param name="settings">The settings of the client.</param>
    public static Uri Resolve(ApiRequest request, Uri own, string link, PipelineSettings settings)
    {
        if (!Uri.TryCreate(own, link, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            throw new ApiResponseException($"The next page of {request} has no address that can be followed. The pages before it are all that could be had.");

        // A server behind a proxy that speaks https for it takes itself for one of http.
        if (address is { Scheme: "http", IsDefaultPort: true } && own is { Scheme: "https", IsDefaultPort: true })
            address = new UriBuilder(address) { Scheme = "https", Port = 443 }.Uri;
        if (address.Scheme != own.Scheme || !address.Host.Equals(own.Host, StringComparison.OrdinalIgnoreCase) || address.Port != own.Port || address.UserInfo.Length > 0)
        {
            var secrets = new CallSecrets();
            settings.TellSecrets(secrets);
            throw new ApiResponseException(
                $"The next page of {request} is at {address.Scheme}://{secrets.Clean(address.Authority)}, not at {own.Scheme}://{own.Authority}. It was not asked for, "
                + "as the credential would go there. Set BaseAddress to that address if it is the API's.");
        }

        return WithoutKey(address, settings.Api.ApiKeyQuery);
    }

    // A server may repeat the key that came with the query; it is sent anyway.
    private static Uri WithoutKey(Uri address, string? name)
    {
        var parts = address.Query.TrimStart('?').Split('&').Where(p => p.Length > 0 && Uri.UnescapeDataString(p.Split('=')[0]) != name);
        return new UriBuilder(address) { Query = string.Join('&', parts), Fragment = "" }.Uri;
    }
}
