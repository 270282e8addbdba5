namespace HumeGen;

/// <summary>The content of requests that have none.</summary>
/// <remarks>
/// SocketsHttpHandler sends a request without content up to three times more when the connection breaks, a POST too, whatever MaxRetries says and without
/// a word to the hooks. Content, even an empty one, keeps it from that. No content goes without <c>Content-Length: 0</c> (one without a length is sent in
/// chunks, which servers like less), so the client's own handler takes it away again and keeps its connections from sending twice instead: there, GET and
/// HEAD and the opening of a WebSocket look as those of any client.
/// </remarks>
internal sealed class NoBody : ByteArrayContent
{
    private NoBody()
        : base([])
    {
    }

    /// <summary>The content of a request without a body; null where the platform takes none with such a method.</summary>
    public static HttpContent? For(HttpMethod method) =>
        TakesNone && (method == HttpMethod.Get || method == HttpMethod.Head) ? null : new NoBody();

#if NET
    private static bool TakesNone => OperatingSystem.IsBrowser();
#else
    private static bool TakesNone { get; } =
        System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal);
#endif
}
