namespace HumeGen;

/// <summary>Members of HTTP contents that later frameworks have.</summary>
internal static class HttpContentPolyfills
{
    public static async Task<Stream> ReadAsStreamAsync(this HttpContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await content.ReadAsStreamAsync().ConfigureAwait(false);
    }
}
