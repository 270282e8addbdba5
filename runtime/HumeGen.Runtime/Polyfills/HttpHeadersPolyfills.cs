using System.Net.Http.Headers;

namespace HumeGen;

/// <summary>Members of HTTP headers that later frameworks have.</summary>
internal static class HttpHeadersPolyfills
{
    extension(HttpHeaders headers)
    {
        public HttpHeadersNonValidated NonValidated => new(headers);
    }
}
